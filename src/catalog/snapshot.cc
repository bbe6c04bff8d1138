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
  session.send(catalog_query(nullptr, session.server_major_version()), Results::keep);
  session.sync();
  session.send("ROLLBACK");
  session.sync();
  Answer objects;
  std::optional<ServerMessage> error;
  for (int i = 0; i < 5; ++i) {
    Answer answer = session.wait();
    if (answer.error && !error) error = answer.error;
    if (i == 3) objects = std::move(answer);
  }
  if (error) throw unreadable_catalog(*error);
  return read_objects(objects.result);
}

}  // namespace pgsettle
