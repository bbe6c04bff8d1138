// DROP ... IF EXISTS of what is not there.
#include <algorithm>

#include "settle/prover.h"

namespace pgsettle::provers {
namespace {

bool claims(const Action& action) { return action.verb == Verb::drop && action.if_exists; }

// A name of another kind is an error, not a notice.
bool is_name_free(const Subject& subject) {
  const QualifiedName& name = subject.object;
  const bool builtin = subject.facts.is_system_name("relation", name.name) ||
                       subject.facts.is_system_name("type", name.name) ||
                       subject.facts.is_system_name("routine", name.name);
  if (builtin && subject.action.object.schema.empty()) return false;
  if (name.schema.empty()) return true;  // there is no schema to look in
  if (name.schema.starts_with("pg_") || name.schema == "information_schema") return false;
  if (is_routine(subject.action.kind)) return subject.facts.routines(name).empty();
  return subject.facts.relation(name) == nullptr && subject.facts.type(name) == nullptr;
}

Proof prove(const Subject& subject) {
  const Action& action = subject.action;
  const Proof gone = settled("is not there");
  switch (action.kind) {
    case ObjectKind::column:
    case ObjectKind::constraint:
    case ObjectKind::trigger:
    case ObjectKind::policy:
    case ObjectKind::rule: {
      const CatalogObject* owner = subject.find_owner();
      if (owner == nullptr) {
        // ALTER TABLE of a table that is not there fails; DROP TRIGGER and the like do not.
        const bool alter =
            action.kind == ObjectKind::column || action.kind == ObjectKind::constraint;
        return alter || !is_name_free({.action = action,
                                       .object = subject.owner,
                                       .owner = {},
                                       .form = {},
                                       .facts = subject.facts,
                                       .place = subject.place,
                                       .answers = subject.answers})
                   ? unknown("the table does not exist")
                   : gone;
      }
      return subject.find() == nullptr ? gone : pending("is there");
    }
    case ObjectKind::schema:
    case ObjectKind::extension:
      return subject.find() == nullptr ? gone : pending("is there");
    case ObjectKind::statistics:
      return subject.facts.statistics(subject.object) == nullptr ? gone : pending("is there");
    case ObjectKind::domain_constraint:
    case ObjectKind::attribute:
      return unknown();
    default:
      break;
  }
  const bool known = is_relation(action.kind) || is_routine(action.kind) ||
                     action.kind == ObjectKind::type || action.kind == ObjectKind::domain;
  if (!known) return unknown();
  return is_name_free(subject) ? gone : pending("is there");
}

}  // namespace

extern const Prover drop_if_exists{.id = "drop_if_exists", .claims = claims, .prove = prove};

}  // namespace pgsettle::provers
