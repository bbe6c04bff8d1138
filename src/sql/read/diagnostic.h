// A finding in the user's files, with its place. A value: one finding never hides another.
#pragma once

#include <string>
#include <string_view>

#include "sql/read/source_text.h"

namespace pgsettle {

enum class Severity { error, warning, info };

constexpr std::string_view name(Severity severity) {
  switch (severity) {
    case Severity::error:
      return "error";
    case Severity::warning:
      return "warning";
    case Severity::info:
      return "info";
  }
  return "";
}

struct Diagnostic {
  Severity severity;
  std::string id;            // what kind of fault, e.g. "psql-meta-command", or a SQLSTATE
  const SourceText* source;  // outlives the diagnostic
  Range range;
  std::string message;  // lower case, no full stop
  std::string hint;     // a sentence, or empty
  // psql and the server would take it; it is pgsettle that does not.
  bool unsupported = false;
};

}  // namespace pgsettle
