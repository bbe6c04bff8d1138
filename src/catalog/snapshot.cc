#include "catalog/snapshot.h"

#include <optional>

#include "catalog/catalog_query.h"

namespace pgsettle {

std::string_view reading_settings() {
  return R"(SELECT pg_catalog.set_config(s.name, s.value, true) FROM (VALUES
  ('search_path', ''), ('TimeZone', 'UTC'), ('DateStyle', 'ISO, MDY'), ('IntervalStyle', 'postgres'),
  ('extra_float_digits', '3'), ('bytea_output', 'hex'), ('quote_all_identifiers', 'off'),
  ('standard_conforming_strings', 'on'), ('statement_timeout', '0')) AS s (name, value))";
}

Error unreadable_catalog(const ServerMessage& error) {
  return {ErrorCode::statement_failed, "the catalog cannot be read: " + error.message};
}

std::vector<CatalogObject> read_catalog(Session& session) {
  session.send("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY");
  // pg_get_indexdef() and the like read the relation.
  session.send("SET LOCAL lock_timeout = '2s'");
  session.send(reading_settings());
  for (const std::string& query : catalog_queries(nullptr, session.server_major_version())) {
    session.send(query, Results::keep);
  }
  session.sync();
  session.send("ROLLBACK");
  session.sync();
  std::vector<Answer> answers;
  std::optional<ServerMessage> error;
  while (session.pending() > 0) {
    answers.push_back(session.wait());
    if (answers.back().error && !error) error = answers.back().error;
  }
  if (error) throw unreadable_catalog(*error);
  return read_objects(answers);
}

}  // namespace pgsettle
