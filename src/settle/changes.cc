#include "settle/changes.h"

#include <algorithm>
#include <array>
#include <string_view>

#include "settle/aspects.h"
#include "settle/privilege_targets.h"
#include "sql/fallback/names_in.h"

namespace pgsettle {
namespace {

// What there is in a schema, and whose it is.
Aspect members_of(std::string_view schema, bool routines) {
  return {
      .object = {.kind = ObjectKind::schema, .name = {.schema = {}, .name = std::string(schema)}},
      .kind = routines ? AspectKind::routines : AspectKind::relations};
}

// Of whomever: what is made anew gets them.
const Aspect any_default_privileges = {.object = {.kind = ObjectKind::default_privileges},
                                       .kind = AspectKind::default_privileges};

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

// Triggers and rules of the table may do anything.
Changes of_data(const PlacedAction& subject) {
  const CatalogObject* table = subject.facts.relation(subject.object);
  const bool plain = table != nullptr && table->kind == ObjectKind::table &&
                     !table->relation.partitioned && !table->relation.has_rules &&
                     subject.facts.members(ObjectKind::trigger, subject.object).empty();
  return plain ? Changes{.rows = true} : all_changes();
}

// Partitions and heirs get what is done to their parent (ATPrepCmd() in
// src/backend/commands/tablecmds.c); which they are is not looked at.
bool reaches_heirs(const PlacedAction& subject) {
  const Action& action = subject.action;
  const bool defines =
      action.verb == Verb::create || action.verb == Verb::drop || action.verb == Verb::alter;
  if (!defines || subject.owner.empty() || action.kind == ObjectKind::policy ||
      action.kind == ObjectKind::rule || action.change == Change::owner ||
      action.change == Change::row_security) {
    return false;
  }
  const CatalogObject* parent = subject.find_owner();
  return parent != nullptr && is_relation(parent->kind) &&
         (parent->relation.partitioned || parent->relation.has_children);
}

void add_targets(const PlacedAction& subject, Changes& changes) {
  const auto targets = privilege_targets(subject);
  if (!targets) {
    changes = all_changes();
    return;
  }
  if (subject.action.as<GrantDetails>()->default_privileges) {
    changes.aspects.insert(any_default_privileges);
  }
  for (const PrivilegeTarget& target : *targets) changes.aspects.insert(target.key);
}

Changes of_creation(const PlacedAction& subject) {
  const Action& action = subject.action;
  Changes changes;
  changes.aspects.insert(aspect_of(subject));
  switch (action.kind) {
    case ObjectKind::trigger:
    case ObjectKind::policy:
    case ObjectKind::rule:
    case ObjectKind::enum_value:
      return changes;
    case ObjectKind::column:
      changes.shapes.insert(subject.owner.name);
      changes.prefixes.insert(subject.owner.name);
      changes.rows = true;  // a default may call functions
      return changes;
    case ObjectKind::constraint:
      changes.rows = true;
      changes.names.insert(subject.owner.name);
      changes.names.insert(action.object.name);
      changes.prefixes.insert(subject.owner.name);
      return changes;
    case ObjectKind::function:
    case ObjectKind::procedure:
    case ObjectKind::aggregate:
    case ObjectKind::view:
      if (action.or_replace && subject.find() != nullptr) {
        changes.shapes.insert(action.object.name);
        return changes;
      }
      break;
    case ObjectKind::table:
    case ObjectKind::materialized_view:
    case ObjectKind::sequence:
    case ObjectKind::index:
    case ObjectKind::type:
    case ObjectKind::domain:
    case ObjectKind::statistics:
      changes.prefixes.insert(action.object.name);
      break;
    default:
      return all_changes();
  }
  changes.aspects.insert(members_of(subject.object.schema, is_routine(action.kind)));
  // An index without a name gets one that starts with its table's.
  if (action.unnamed) changes.prefixes.insert(subject.owner.name);
  changes.names.insert(action.object.name);
  changes.shapes.insert(action.object.name);
  changes.rows = action.kind == ObjectKind::materialized_view || action.kind == ObjectKind::table ||
                 action.kind == ObjectKind::index;
  return changes;
}

Changes of_drop(const PlacedAction& subject) {
  const Action& action = subject.action;
  if (action.cascade) return all_changes();
  Changes changes;
  changes.aspects.insert(aspect_of(subject));
  changes.aspects.insert(
      {object_id(subject), AspectKind::privileges});  // for those of a whole schema
  switch (action.kind) {
    case ObjectKind::trigger:
    case ObjectKind::policy:
    case ObjectKind::rule:
      return changes;
    case ObjectKind::constraint:
      changes.names.insert(subject.owner.name);
      changes.names.insert(action.object.name);
      return changes;
    case ObjectKind::index:
    case ObjectKind::view:
    case ObjectKind::function:
    case ObjectKind::procedure:
    case ObjectKind::aggregate:
    case ObjectKind::sequence:
      changes.names.insert(action.object.name);
      return changes;
    default:  // a table takes its sequences and indexes with it
      return all_changes();
  }
}

Changes of_change(const PlacedAction& subject) {
  Changes changes;
  changes.aspects.insert(aspect_of(subject));
  switch (subject.action.change) {
    case Change::set_default:
    case Change::drop_default:
    case Change::set_not_null:
    case Change::drop_not_null:
    case Change::row_security:
      return changes;
    case Change::owner:
      changes.aspects.insert(members_of(subject.object.schema, is_routine(subject.action.kind)));
      changes.aspects.insert(members_of(subject.owner.schema, false));
      [[fallthrough]];
    case Change::settings:
    case Change::enable_trigger:
    case Change::disable_trigger:
    case Change::column_type:
    case Change::routine_attributes:
    case Change::sequence_restart:
    case Change::other:
      if (!subject.owner.name.empty()) {
        changes.names.insert(subject.owner.name);
        changes.shapes.insert(subject.owner.name);
      }
      changes.names.insert(subject.object.name);
      return changes;
    default:
      return all_changes();
  }
}

}  // namespace

bool Changes::nothing() const {
  return !everything && aspects.empty() && names.empty() && shapes.empty() && prefixes.empty();
}

void Changes::add(const Changes& other) {
  everything = everything || other.everything;
  rows = rows || other.rows;
  aspects.insert(other.aspects.begin(), other.aspects.end());
  names.insert(other.names.begin(), other.names.end());
  shapes.insert(other.shapes.begin(), other.shapes.end());
  prefixes.insert(other.prefixes.begin(), other.prefixes.end());
}

bool Reads::touched_by(const Changes& changes) const {
  if (changes.everything) return true;
  if (catalog && !changes.nothing()) return true;
  const auto is_changed = [](const auto& changed) {
    return [&changed](const auto& read) { return changed.contains(read); };
  };
  if (std::ranges::any_of(aspects, is_changed(changes.aspects)) ||
      std::ranges::any_of(names, is_changed(changes.names)) ||
      std::ranges::any_of(shapes, is_changed(changes.shapes))) {
    return true;
  }
  return std::ranges::any_of(names, [&](const std::string& name) {
    return std::ranges::any_of(changes.prefixes, [&](const std::string& prefix) {
      return name.size() > prefix.size() && name.starts_with(prefix) && name[prefix.size()] == '_';
    });
  });
}

// Volatile routines of pg_catalog that change neither it nor the session. Others of them run SQL
// (query_to_xml(), ts_stat(), cursor_to_xml()), set something or make large objects.
constexpr auto harmless_routines = std::to_array<std::string_view>({
    "clock_timestamp",
    "currval",
    "gen_random_uuid",
    "lastval",
    "nextval",
    "pg_advisory_lock",
    "pg_advisory_lock_shared",
    "pg_advisory_unlock",
    "pg_advisory_unlock_all",
    "pg_advisory_unlock_shared",
    "pg_advisory_xact_lock",
    "pg_advisory_xact_lock_shared",
    "pg_cancel_backend",
    "pg_notify",
    "pg_sleep",
    "pg_sleep_for",
    "pg_sleep_until",
    "pg_terminate_backend",
    "pg_try_advisory_lock",
    "pg_try_advisory_lock_shared",
    "pg_try_advisory_xact_lock",
    "pg_try_advisory_xact_lock_shared",
    "random",
    "random_normal",
    "setseed",
    "setval",
    "timeofday",
    "uuidv4",
    "uuidv7",
});

bool changes_only_rows(const QualifiedName& routine, const Facts& facts, const Names& names) {
  const QualifiedName found = names.routine(routine);
  if (found.schema == "?" || !facts.routines(found).empty()) return false;
  if (!facts.is_system_name(NameSpace::routine, routine.name)) return false;
  return !facts.session().volatile_routines.contains(routine.name) ||
         std::ranges::find(harmless_routines, routine.name) != harmless_routines.end();
}

Changes changes_of(const PlacedAction& subject) {
  const Action& action = subject.action;
  if (subject.facts.session().event_triggers || reaches_heirs(subject)) return all_changes();
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
      if (action.kind == ObjectKind::role) return all_changes();  // who is member of what
      Changes changes;
      changes.aspects.insert(aspect_of(subject));
      if (action.as<GrantDetails>() != nullptr) add_targets(subject, changes);
      return changes;
    }
    case Verb::refresh:
      return {.rows = true};
    case Verb::session:
    case Verb::control:
      return {};
    case Verb::call:
      if (changes_only_rows(action.object, subject.facts, subject.names)) return {.rows = true};
      return all_changes();
    default:
      return all_changes();
  }
}

namespace {

void add_privileges(const PlacedAction& subject, Reads& reads) {
  if (subject.action.verb == Verb::create || subject.action.verb == Verb::drop) {
    reads.aspects.insert(any_default_privileges);
  }
  const auto* grant = subject.action.as<GrantDetails>();
  if (grant == nullptr) return;
  if (grant->all_in_schema) {
    reads.aspects.insert(members_of(subject.action.object.name, is_routine(subject.action.kind)));
  }
  for (const PrivilegeTarget& target :
       privilege_targets(subject).value_or(std::vector<PrivilegeTarget>())) {
    reads.aspects.insert(target.key);
  }
}

}  // namespace

Reads reads_of(const PlacedAction& subject, std::string_view sql) {
  Reads reads;
  const ObjectId object = object_id(subject);
  reads.aspects = {{object}, aspect_of(subject)};
  // A DROP would lose them.
  reads.aspects.insert({object, AspectKind::comment});
  reads.aspects.insert({object, AspectKind::privileges});
  add_privileges(subject, reads);
  if (!subject.owner.empty()) reads.names.insert(subject.owner.name);
  if (subject.action.verb == Verb::alter && !subject.owner.empty()) {
    // Making a trigger anew enables it; making a column anew takes its default and all.
    for (const ObjectKind kind :
         {ObjectKind::trigger, ObjectKind::column, ObjectKind::constraint, ObjectKind::rule}) {
      reads.aspects.insert({.object = {.kind = kind,
                                       .name = {.schema = {}, .name = subject.object.name},
                                       .parent = subject.owner}});
    }
  }
  if (!is_member(subject.action.kind)) reads.names.insert(subject.object.name);
  const Prover* prover = prover_of(subject.action);
  if (prover == nullptr || !prover->reads_definition) return reads;
  const bool sees_columns =
      subject.action.kind == ObjectKind::view || subject.action.kind == ObjectKind::rule;
  const NameSet names = names_in(sql);
  reads.names.insert(names.begin(), names.end());
  if (sees_columns) reads.shapes = names;
  return reads;
}

}  // namespace pgsettle
