// CREATE ... IF NOT EXISTS, ADD COLUMN IF NOT EXISTS, ADD VALUE IF NOT EXISTS: the server decides
// by the name alone (transformCreateStmt in src/backend/parser/parse_utilcmd.c, index_create in
// src/backend/catalog/index.c, check_for_column_name_collision in
// src/backend/commands/tablecmds.c).
#include <fmt/format.h>

#include <algorithm>

#include "settle/definition.h"
#include "settle/loss.h"
#include "settle/prover.h"

namespace pgsettle::provers {
namespace {

bool claims(const Action& action) {
  return action.verb == Verb::create && action.if_not_exists && !action.or_replace;
}

Proof prove_label(const PlacedAction& subject) {
  const CatalogObject* type = subject.facts.type(subject.owner);
  if (type == nullptr) return unknown("the type does not exist");
  const bool there = std::ranges::find(type->as<catalog::Type>().labels, subject.object.name) !=
                     type->as<catalog::Type>().labels.end();
  return there ? same("exists") : would_change("not there yet");
}

// What a CREATE INDEX CONCURRENTLY has left that failed, or that is still at it. Nobody reads it,
// so nothing is lost with it; the server would skip it for its name.
Proof prove_invalid(const PlacedAction& subject, const CatalogObject& index) {
  if (index.owner != subject.owner || index.as<catalog::Index>().of_constraint) {
    return unknown("the index is invalid");
  }
  if (index.as<catalog::Index>().busy)
    return unknown("the index is invalid and may be being built");
  if (!lost_by_drop(index, subject, {}).empty()) return unknown("the index is invalid");
  Proof proof = would_change("the index is invalid; it is dropped and built anew");
  proof.must_send_before =
      fmt::format("DROP INDEX {}IF EXISTS {}", subject.action.concurrently ? "CONCURRENTLY " : "",
                  quote_name(subject.object));
  return proof;
}

bool has_columns(const PlacedAction& subject) {
  const auto* index = subject.action.as<IndexDefinition>();
  if (index == nullptr || subject.find_owner() == nullptr) return false;
  return std::ranges::all_of(index->key.columns, [&](const std::string& column) {
    const bool expression = column.empty();
    return expression || subject.facts.member(ObjectKind::column, subject.owner, column) != nullptr;
  });
}

Proof prove(const PlacedAction& subject) {
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
      // The server looks for the columns before it looks for the name.
      if (!has_columns(subject)) return unknown("the table has no such column");
      const CatalogObject* there = subject.facts.relation(subject.object);
      if (there != nullptr && there->has<catalog::Index>() && !there->as<catalog::Index>().valid &&
          !there->relation.partitioned) {
        return prove_invalid(subject, *there);
      }
      break;
    }
    default:
      if (!is_relation(action.kind)) return unknown();
  }
  if (subject.find() == nullptr) return would_change("not there yet");
  // Only what is surely as declared may take the place of what a DROP takes away.
  if (!is_replaceable(action.kind)) return would_skip("exists");
  Proof definition = prove_definition(subject);
  if (definition.state == ProofState::same) return same("exists");
  definition.state = ProofState::would_skip;
  definition.reason = "exists";
  return definition;
}

}  // namespace

extern const Prover if_not_exists{
    .id = "if_not_exists", .claims = claims, .prove = prove, .reads_definition = true};

}  // namespace pgsettle::provers
