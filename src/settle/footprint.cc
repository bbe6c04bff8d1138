#include "settle/footprint.h"

#include <fmt/format.h>

#include <algorithm>

#include "base/text.h"
#include "settle/privilege_targets.h"
#include "settle/subject_key.h"
#include "sql/fallback/token.h"

namespace pgsettle {
namespace {

using Names = std::set<std::string, std::less<>>;

std::string name_mark(std::string_view name) { return "name " + std::string(name); }
std::string shape_mark(std::string_view name) { return "shape " + std::string(name); }
// What there is in a schema, and whose it is.
std::string members_mark(std::string_view schema, bool routines) {
  return (routines ? "routines in " : "relations in ") + std::string(schema);
}
constexpr std::string_view default_privileges = "default privileges";

// As the server's lexer cuts it (truncate_identifier() in src/backend/parser/scansup.c).
std::string truncated(std::string name) {
  constexpr std::size_t longest = 63;
  if (name.size() <= longest) return name;
  std::size_t end = longest;
  while (end > 0 && (static_cast<unsigned char>(name[end]) & 0xC0U) == 0x80U) --end;
  return name.substr(0, end);
}

std::string unquoted(std::string_view text) {
  std::string name;
  for (std::size_t at = 1; at + 1 < text.size(); ++at) {
    name += text[at];
    if (text[at] == '"') ++at;
  }
  return truncated(std::move(name));
}

template <typename Visit>
void for_each_token(std::string_view sql, const Visit& visit) {
  for (std::size_t at = 0; at < sql.size();) {
    const Token token = next_token(sql, at);
    at = token.range.end;
    if (token.kind == TokenKind::white_space || token.kind == TokenKind::comment) continue;
    visit(token, sql.substr(token.range.begin, token.range.size()));
  }
}

bool is_data(Verb verb) {
  switch (verb) {
    case Verb::insert:
    case Verb::update:
    case Verb::erase:
    case Verb::truncate:
    case Verb::merge:
    case Verb::copy_from:
      return true;
    default:
      return false;
  }
}

Footprint everything() { return {.everything = true, .rows = true}; }

// Triggers and rules of the table may do anything.
Footprint of_data(const Subject& subject) {
  const CatalogObject* table = subject.facts.relation(subject.object);
  const bool plain = table != nullptr && table->kind == ObjectKind::table &&
                     !table->is("partitioned") && !table->is("has_rules") &&
                     subject.facts.members(ObjectKind::trigger, subject.object).empty();
  return plain ? Footprint{.rows = true} : everything();
}

void add_targets(const Subject& subject, Footprint& footprint) {
  const auto targets = privilege_targets(subject);
  if (!targets) {
    footprint = everything();
    return;
  }
  if (subject.action.as<GrantDetails>()->default_privileges) {
    footprint.marks.insert(std::string(default_privileges));
  }
  for (const PrivilegeTarget& target : *targets) footprint.marks.insert(target.key);
}

Footprint of_creation(const Subject& subject) {
  const Action& action = subject.action;
  Footprint footprint;
  footprint.marks.insert(property_key(subject));
  switch (action.kind) {
    case ObjectKind::trigger:
    case ObjectKind::policy:
    case ObjectKind::rule:
    case ObjectKind::enum_value:
      return footprint;
    case ObjectKind::column:
      footprint.marks.insert(shape_mark(subject.owner.name));
      footprint.prefixes.insert(subject.owner.name);
      footprint.rows = true;  // a default may call functions
      return footprint;
    case ObjectKind::constraint:
      footprint.rows = true;
      footprint.marks.insert(name_mark(subject.owner.name));
      footprint.marks.insert(name_mark(action.object.name));
      footprint.prefixes.insert(subject.owner.name);
      return footprint;
    case ObjectKind::function:
    case ObjectKind::procedure:
    case ObjectKind::aggregate:
    case ObjectKind::view:
      if (action.or_replace && subject.find() != nullptr) {
        footprint.marks.insert(shape_mark(action.object.name));
        return footprint;
      }
      break;
    case ObjectKind::table:
    case ObjectKind::materialized_view:
    case ObjectKind::sequence:
    case ObjectKind::index:
    case ObjectKind::type:
    case ObjectKind::domain:
    case ObjectKind::statistics:
      footprint.prefixes.insert(action.object.name);
      break;
    default:
      return everything();
  }
  footprint.marks.insert(members_mark(subject.object.schema, is_routine(action.kind)));
  // An index without a name gets one that starts with its table's.
  if (action.unnamed) footprint.prefixes.insert(subject.owner.name);
  footprint.marks.insert(name_mark(action.object.name));
  footprint.marks.insert(shape_mark(action.object.name));
  footprint.rows = action.kind == ObjectKind::materialized_view ||
                   action.kind == ObjectKind::table || action.kind == ObjectKind::index;
  return footprint;
}

Footprint of_drop(const Subject& subject) {
  const Action& action = subject.action;
  if (action.cascade) return everything();
  Footprint footprint;
  footprint.marks.insert(property_key(subject));
  footprint.marks.insert("privileges of " + subject_key(subject));  // for those of a whole schema
  switch (action.kind) {
    case ObjectKind::trigger:
    case ObjectKind::policy:
    case ObjectKind::rule:
      return footprint;
    case ObjectKind::constraint:
      footprint.marks.insert(name_mark(subject.owner.name));
      footprint.marks.insert(name_mark(action.object.name));
      return footprint;
    case ObjectKind::index:
    case ObjectKind::view:
    case ObjectKind::function:
    case ObjectKind::procedure:
    case ObjectKind::aggregate:
    case ObjectKind::sequence:
      footprint.marks.insert(name_mark(action.object.name));
      return footprint;
    default:  // a table takes its sequences and indexes with it
      return everything();
  }
}

Footprint of_change(const Subject& subject) {
  Footprint footprint;
  footprint.marks.insert(property_key(subject));
  switch (subject.action.change) {
    case Change::set_default:
    case Change::drop_default:
    case Change::set_not_null:
    case Change::drop_not_null:
    case Change::row_security:
      return footprint;
    case Change::owner:
      footprint.marks.insert(members_mark(subject.object.schema, is_routine(subject.action.kind)));
      footprint.marks.insert(members_mark(subject.owner.schema, false));
      [[fallthrough]];
    case Change::settings:
    case Change::enable_trigger:
    case Change::disable_trigger:
    case Change::column_type:
    case Change::routine_attributes:
    case Change::sequence_restart:
    case Change::other:
      if (!subject.owner.name.empty()) {
        footprint.marks.insert(name_mark(subject.owner.name));
        footprint.marks.insert(shape_mark(subject.owner.name));
      }
      footprint.marks.insert(name_mark(subject.object.name));
      return footprint;
    default:
      return everything();
  }
}

}  // namespace

void Footprint::add(const Footprint& other) {
  everything = everything || other.everything;
  rows = rows || other.rows;
  marks.insert(other.marks.begin(), other.marks.end());
  prefixes.insert(other.prefixes.begin(), other.prefixes.end());
}

bool Dependencies::touched_by(const Footprint& footprint) const {
  if (footprint.everything) return true;
  if (catalog && (!footprint.marks.empty() || !footprint.prefixes.empty())) return true;
  for (const std::string& mark : marks) {
    if (footprint.marks.contains(mark)) return true;
  }
  for (const std::string& name : names) {
    if (footprint.marks.contains(name_mark(name))) return true;
    for (const std::string& prefix : footprint.prefixes) {
      if (name.size() > prefix.size() && name.starts_with(prefix) && name[prefix.size()] == '_') {
        return true;
      }
    }
  }
  return false;
}

Footprint footprint_of(const Subject& subject) {
  const Action& action = subject.action;
  if (subject.facts.session().event_triggers) return everything();
  if (is_data(action.verb)) return of_data(subject);
  switch (action.verb) {
    case Verb::create:
      return of_creation(subject);
    case Verb::drop:
      return of_drop(subject);
    case Verb::alter:
      return of_change(subject);
    case Verb::comment:
    case Verb::grant:
    case Verb::revoke: {
      if (action.kind == ObjectKind::role) return everything();  // who is member of what
      Footprint footprint;
      footprint.marks.insert(property_key(subject));
      if (action.as<GrantDetails>() != nullptr) add_targets(subject, footprint);
      return footprint;
    }
    case Verb::refresh:
      return {.rows = true};
    case Verb::session:
    case Verb::control:
      return {};
    case Verb::call:
      // pg_catalog's own change nothing in it that is looked at, but for those that run SQL.
      if (subject.facts.is_system_name("routine", action.object.name) &&
          subject.facts.routines(subject.place.routine(action.object)).empty() &&
          subject.place.routine(action.object).schema != "?" &&
          !action.object.name.starts_with("query_to_") && !action.object.name.starts_with("lo_")) {
        return {.rows = true};
      }
      return everything();
    default:
      return everything();
  }
}

namespace {

void add_privileges(const Subject& subject, Dependencies& list) {
  // What is made anew gets them.
  if (subject.action.verb == Verb::create || subject.action.verb == Verb::drop) {
    list.marks.insert(std::string(default_privileges));
  }
  const auto* grant = subject.action.as<GrantDetails>();
  if (grant == nullptr) return;
  if (grant->all_in_schema) {
    list.marks.insert(members_mark(subject.action.object.name, is_routine(subject.action.kind)));
  }
  for (const PrivilegeTarget& target :
       privilege_targets(subject).value_or(std::vector<PrivilegeTarget>())) {
    list.marks.insert(target.key);
  }
}

}  // namespace

Dependencies dependencies_of(const Subject& subject, std::string_view sql) {
  Dependencies list;
  const std::string object = subject_key(subject);
  list.marks.insert(object);
  list.marks.insert(property_key(subject));
  list.marks.insert("comment on " + object);  // a DROP would lose it
  list.marks.insert("privileges of " + object);
  add_privileges(subject, list);
  if (!subject.owner.empty()) list.names.insert(subject.owner.name);
  if (subject.action.verb == Verb::alter && !subject.owner.empty()) {
    // Making a trigger anew enables it; making a column anew takes its default and all.
    const std::string member =
        subject.object.name + " on " + subject.owner.schema + "." + subject.owner.name;
    for (const ObjectKind kind :
         {ObjectKind::trigger, ObjectKind::column, ObjectKind::constraint, ObjectKind::rule}) {
      list.marks.insert(std::string(name(kind)) + " " + member);
    }
  }
  if (!is_member(subject.action.kind)) list.names.insert(subject.object.name);
  const Prover* prover = prover_of(subject.action);
  if (prover == nullptr || !prover->reads_definition) return list;
  const bool sees_columns =
      subject.action.kind == ObjectKind::view || subject.action.kind == ObjectKind::rule;
  for (const std::string& name : names_in(sql)) {
    list.names.insert(name);
    if (sees_columns) list.marks.insert(shape_mark(name));
  }
  return list;
}

Names names_in(std::string_view sql) {
  Names names;
  for_each_token(sql, [&](const Token& token, std::string_view text) {
    if (token.kind == TokenKind::word) names.insert(truncated(to_lower(text)));
    if (token.kind == TokenKind::quoted_identifier && text.starts_with('"')) {
      names.insert(unquoted(text));
    }
  });
  return names;
}

Names called_names_in(std::string_view sql) {
  Names names;
  std::string last;
  for_each_token(sql, [&](const Token& token, std::string_view text) {
    if (token.kind == TokenKind::open_parenthesis && !last.empty()) names.insert(last);
    last.clear();
    if (token.kind == TokenKind::word) last = truncated(to_lower(text));
    if (token.kind == TokenKind::quoted_identifier && text.starts_with('"')) last = unquoted(text);
  });
  return names;
}

}  // namespace pgsettle
