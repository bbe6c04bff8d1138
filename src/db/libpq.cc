#include "db/libpq.h"

#include <charconv>
#include <string_view>

#include "base/text.h"

namespace pgsettle {
namespace {

std::string field(const PGresult* result, int code) {
  const char* value = PQresultErrorField(result, code);
  return value == nullptr ? std::string() : std::string(value);
}

std::size_t number_field(const PGresult* result, int code) {
  const std::string text = field(result, code);
  std::size_t number = 0;
  std::from_chars(text.data(), text.data() + text.size(), number);
  return number;
}

}  // namespace

ServerMessage server_message(const PGresult* result) {
  ServerMessage message{
      .severity = field(result, PG_DIAG_SEVERITY_NONLOCALIZED),
      .sqlstate = field(result, PG_DIAG_SQLSTATE),
      .message = field(result, PG_DIAG_MESSAGE_PRIMARY),
      .detail = field(result, PG_DIAG_MESSAGE_DETAIL),
      .hint = field(result, PG_DIAG_MESSAGE_HINT),
      .context = field(result, PG_DIAG_CONTEXT),
      .schema = field(result, PG_DIAG_SCHEMA_NAME),
      .table = field(result, PG_DIAG_TABLE_NAME),
      .constraint = field(result, PG_DIAG_CONSTRAINT_NAME),
      .position = number_field(result, PG_DIAG_STATEMENT_POSITION),
      .internal_position = number_field(result, PG_DIAG_INTERNAL_POSITION),
      .internal_query = field(result, PG_DIAG_INTERNAL_QUERY),
      .source_function = field(result, PG_DIAG_SOURCE_FUNCTION),
  };
  // libpq's own errors, such as a closed connection, have no fields.
  if (message.message.empty()) message.message = trim(PQresultErrorMessage(result));
  return message;
}

}  // namespace pgsettle
