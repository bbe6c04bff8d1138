#include "base/error.h"

#include <algorithm>
#include <array>
#include <utility>

namespace pgsettle {
namespace {

constexpr std::array entries = {
    ErrorCodeEntry{ErrorCode::findings, "findings", 1, "findings or refusal"},
    ErrorCodeEntry{ErrorCode::statement_failed, "statement_failed", 3, "a SQL statement failed"},
    ErrorCodeEntry{ErrorCode::connection, "connection", 4, "could not connect, or connection lost"},
    ErrorCodeEntry{ErrorCode::lock_not_obtained, "lock_not_obtained", 5,
                   "lock not obtained; safe to retry"},
    ErrorCodeEntry{ErrorCode::confirmation, "confirmation", 6,
                   "confirmation needed or declined, wrong target"},
    ErrorCodeEntry{ErrorCode::usage, "usage", 64, "wrong command line or path"},
    ErrorCodeEntry{ErrorCode::configuration, "configuration", 78, "wrong configuration"},
    ErrorCodeEntry{ErrorCode::internal, "internal", 70, "internal error"},
    ErrorCodeEntry{ErrorCode::interrupted, "interrupted", 130, "interrupted (SIGINT)"},
    ErrorCodeEntry{ErrorCode::terminated, "terminated", 143, "terminated (SIGTERM)"},
};

}  // namespace

const ErrorCodeEntry& entry(ErrorCode code) {
  return *std::ranges::find(entries, code, &ErrorCodeEntry::code);
}

Error::Error(ErrorCode code, std::string message, std::string hint)
    : code_(code), message_(std::move(message)), hint_(std::move(hint)) {}

}  // namespace pgsettle
