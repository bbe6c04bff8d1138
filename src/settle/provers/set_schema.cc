// ALTER ... SET SCHEMA of what is there already (AlterObjectNamespace_internal in
// src/backend/commands/alter.c, AlterTableNamespace in tablecmds.c).
#include "settle/prover.h"

namespace pgsettle::provers {
namespace {

bool claims(const Action& action) { return action.verb == Verb::set_schema; }

Proof prove(const PlacedAction& subject) {
  const CatalogObject* object = subject.find();
  if (object == nullptr || object->name.schema.empty()) return unknown();
  return object->name.schema == subject.action.new_name ? same("is there already")
                                                        : would_change("is in another schema");
}

}  // namespace

extern const Prover set_schema{.id = "set_schema", .claims = claims, .prove = prove};

}  // namespace pgsettle::provers
