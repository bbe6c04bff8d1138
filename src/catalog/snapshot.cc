#include "catalog/snapshot.h"

#include <optional>

#include "catalog/catalog_query.h"

namespace pgsettle {

Error unreadable_catalog(const ServerMessage& error) {
  return {ErrorCode::statement_failed, "the catalog cannot be read: " + error.message};
}

std::vector<CatalogObject> read_catalog(Session& session) {
  session.send("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY");
  // pg_get_indexdef() and the like read the relation.
  session.send("SET LOCAL lock_timeout = '2s'");
  session.send("SET LOCAL search_path = ''");
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
