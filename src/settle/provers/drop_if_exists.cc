// DROP ... IF EXISTS of what is not there.
#include <algorithm>
#include <array>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "settle/prover.h"

namespace pgsettle::provers {
namespace {

bool claims(const Action& action) { return action.verb == Verb::drop && action.if_exists; }

// At commas, but not at those in quotes or parentheses.
std::vector<std::string> split_types(std::string_view list) {
  std::vector<std::string> types;
  std::string type;
  bool quoted = false;
  int depth = 0;
  for (const char c : list) {
    if (c == '"') quoted = !quoted;
    if (!quoted && c == '(') ++depth;
    if (!quoted && c == ')') --depth;
    if (c == ',' && !quoted && depth == 0) {
      types.push_back(std::exchange(type, {}));
    } else if (c != ' ' || !type.empty()) {
      type += c;
    }
  }
  if (!type.empty()) types.push_back(type);
  return types;
}

// Those that format_type() writes otherwise than they are called.
bool is_standard_type(std::string_view type) {
  constexpr auto names = std::to_array<std::string_view>(
      {"bigint", "bit", "bit varying", "boolean", "character", "character varying",
       "double precision", "integer", "interval", "numeric", "real", "smallint",
       "time with time zone", "time without time zone", "timestamp with time zone",
       "timestamp without time zone", "\"char\""});
  return std::ranges::find(names, type) != names.end();
}

// Whether a type of the script is surely not the one of the catalog.
bool is_another(std::string type, std::string other, const Facts& facts) {
  const auto take_brackets = [](std::string& text) {
    const bool array = text.ends_with("[]");
    while (text.ends_with("[]")) text.erase(text.size() - 2);
    return array;
  };
  if (take_brackets(type) != take_brackets(other)) return true;
  const bool known = type.find('.') != std::string::npos || is_standard_type(type) ||
                     facts.is_system_name(NameSpace::type, type);
  return known && type != other;
}

// Whether none of the routines of that name can be meant.
bool are_all_others(const PlacedAction& subject) {
  const auto routines = subject.facts.routines(subject.object);
  // Where there are parameters that are only results, they may be named, too.
  if (subject.action.kind != ObjectKind::function || subject.action.arguments_unspecified) {
    return routines.empty();
  }
  const std::vector<std::string> types = subject.argument_types();
  return std::ranges::all_of(routines, [&](const CatalogObject* routine) {
    const std::vector<std::string> others = split_types(routine->arguments);
    if (others.size() != types.size()) return true;
    for (std::size_t i = 0; i < types.size(); ++i) {
      if (is_another(types[i], others[i], subject.facts)) return true;
    }
    return false;
  });
}

// A name of another kind is an error, not a notice.
bool is_name_free(const PlacedAction& subject) {
  const QualifiedName& name = subject.object;
  const bool builtin = subject.facts.is_system_name(NameSpace::relation, name.name) ||
                       subject.facts.is_system_name(NameSpace::type, name.name) ||
                       subject.facts.is_system_name(NameSpace::routine, name.name);
  if (builtin && subject.action.object.schema.empty()) return false;
  if (name.schema.empty()) return true;  // there is no schema to look in
  if (name.schema == "?") return false;  // several schemas have routines of that name
  if (name.schema.starts_with("pg_") || name.schema == "information_schema") return false;
  if (is_routine(subject.action.kind)) return are_all_others(subject);
  return subject.facts.relation(name) == nullptr && subject.facts.type(name) == nullptr;
}

Proof prove(const PlacedAction& subject) {
  const Action& action = subject.action;
  const Proof gone = same("is not there");
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
                                       .names = subject.names,
                                       .answers = subject.answers})
                   ? unknown("the table does not exist")
                   : gone;
      }
      return subject.find() == nullptr ? gone : would_change("is there");
    }
    case ObjectKind::schema:
    case ObjectKind::extension:
    case ObjectKind::role:
    case ObjectKind::database:
      return subject.find() == nullptr ? gone : would_change("is there");
    case ObjectKind::statistics:
      return subject.facts.statistics(subject.object) == nullptr ? gone : would_change("is there");
    case ObjectKind::domain_constraint:
    case ObjectKind::attribute:
      return unknown();
    default:
      break;
  }
  const bool known = is_relation(action.kind) || is_routine(action.kind) ||
                     action.kind == ObjectKind::type || action.kind == ObjectKind::domain;
  if (!known) return unknown();
  return is_name_free(subject) ? gone : would_change("is there");
}

}  // namespace

extern const Prover drop_if_exists{.id = "drop_if_exists", .claims = claims, .prove = prove};

}  // namespace pgsettle::provers
