// CREATE ... IF NOT EXISTS, ADD COLUMN IF NOT EXISTS, ADD VALUE IF NOT EXISTS: the server decides
// by the name alone (transformCreateStmt in src/backend/parser/parse_utilcmd.c, index_create in
// src/backend/catalog/index.c, check_for_column_name_collision in
// src/backend/commands/tablecmds.c).
#include <algorithm>

#include "settle/prover.h"

namespace pgsettle::provers {
namespace {

bool claims(const Action& action) {
  return action.verb == Verb::create && action.if_not_exists && !action.or_replace;
}

Proof prove_label(const Subject& subject) {
  const CatalogObject* type = subject.facts.type(subject.owner);
  if (type == nullptr) return unknown("the type does not exist");
  const bool there =
      std::ranges::find(type->list("labels"), subject.object.name) != type->list("labels").end();
  return there ? settled("exists") : pending("not there yet");
}

Proof prove(const Subject& subject) {
  const Action& action = subject.action;
  if (action.temporary || action.unnamed) return unknown();
  switch (action.kind) {
    case ObjectKind::enum_value:
      return prove_label(subject);
    case ObjectKind::column:
      if (subject.find_owner() == nullptr) return unknown("the table does not exist");
      break;
    case ObjectKind::schema:
    case ObjectKind::extension:
    case ObjectKind::statistics:
      break;
    case ObjectKind::index: {
      const CatalogObject* there = subject.facts.relation(subject.object);
      if (there != nullptr && there->get("valid") == "false" && !there->is("partitioned")) {
        return unknown("the index is invalid");
      }
      break;
    }
    default:
      if (!is_relation(action.kind)) return unknown();
  }
  return subject.find() != nullptr ? settled("exists") : pending("not there yet");
}

}  // namespace

extern const Prover if_not_exists{.id = "if_not_exists", .claims = claims, .prove = prove};

}  // namespace pgsettle::provers
