#include "sql/knowledge/lock.h"

#include <algorithm>
#include <array>

namespace pgsettle {
namespace {

bool belongs_to_relation(ObjectKind kind) {
  return kind == ObjectKind::column || kind == ObjectKind::constraint ||
         kind == ObjectKind::trigger || kind == ObjectKind::policy || kind == ObjectKind::rule;
}

// ALTER TABLE says the table as the owner of what it changes.
const QualifiedName& altered(const Action& action) {
  return action.owner.empty() ? action.object : action.owner;
}

LockMode mode_of_alter(const Action& action) {
  if (action.verb == Verb::rename && action.kind == ObjectKind::index) {
    return LockMode::share_update_exclusive;
  }
  switch (action.cost) {
    case AlterCost::weak_lock:
    case AlterCost::validation:
      return LockMode::share_update_exclusive;
    case AlterCost::usual:
    case AlterCost::rewrite:
      break;
  }
  const bool trigger =
      action.change == Change::enable_trigger || action.change == Change::disable_trigger;
  if (trigger) return LockMode::share_row_exclusive;
  // ALTER SEQUENCE with its own options; OWNER TO and the like go the way of tables.
  const bool sequence =
      action.kind == ObjectKind::sequence && action.owner.empty() &&
      (action.change == Change::other || action.change == Change::sequence_restart);
  return sequence ? LockMode::share_row_exclusive : LockMode::access_exclusive;
}

std::vector<RelationLock> locks_of_constraint(const Action& action) {
  const auto* made = action.as<ConstraintDefinition>();
  if (made == nullptr || made->type != ConstraintType::foreign_key) {
    return {{LockMode::access_exclusive, action.owner}};
  }
  std::vector<RelationLock> locks = {{LockMode::share_row_exclusive, action.owner}};
  if (made->references != action.owner) {
    locks.push_back({LockMode::share_row_exclusive, made->references});
  }
  return locks;
}

// CREATE TABLE locks what it refers to.
std::vector<RelationLock> locks_of_table(const Action& action) {
  std::vector<RelationLock> locks;
  if (!action.owner.empty()) locks.push_back({LockMode::access_exclusive, action.owner});
  const auto* made = action.as<RelationDefinition>();
  if (made == nullptr) return locks;
  for (const QualifiedName& other : made->references) {
    const bool known = other == action.object ||
                       std::ranges::find(locks, other, &RelationLock::relation) != locks.end();
    if (!known) locks.push_back({LockMode::share_row_exclusive, other});
  }
  return locks;
}

std::vector<RelationLock> locks_of_create(const Action& action) {
  switch (action.kind) {
    case ObjectKind::table:
    case ObjectKind::foreign_table:
      return locks_of_table(action);
    case ObjectKind::index:
      return {
          {action.concurrently ? LockMode::share_update_exclusive : LockMode::share, action.owner}};
    case ObjectKind::constraint:
      return locks_of_constraint(action);
    case ObjectKind::trigger:
      return {{LockMode::share_row_exclusive, action.owner}};
    case ObjectKind::partition:
      return {{LockMode::access_exclusive, action.object},
              {LockMode::share_update_exclusive, action.owner}};
    case ObjectKind::publication_member:
      return {{LockMode::share_update_exclusive, action.object}};
    case ObjectKind::view:  // whether it is there is not known here
      if (!action.or_replace) return {};
      return {{LockMode::access_exclusive, action.object}};
    case ObjectKind::column:
    case ObjectKind::policy:
    case ObjectKind::rule:
    case ObjectKind::identity:
    case ObjectKind::inheritance:
      return {{LockMode::access_exclusive, action.owner}};
    default:
      return {};
  }
}

std::vector<RelationLock> locks_of_drop(const Action& action) {
  const LockMode weak = LockMode::share_update_exclusive;
  switch (action.kind) {
    case ObjectKind::index:
      return {{action.concurrently ? weak : LockMode::access_exclusive, action.object}};
    case ObjectKind::partition:
      return {{LockMode::access_exclusive, action.object},
              {action.concurrently ? weak : LockMode::access_exclusive, action.owner}};
    case ObjectKind::column:
    case ObjectKind::constraint:
    case ObjectKind::trigger:
    case ObjectKind::policy:
    case ObjectKind::rule:
    case ObjectKind::identity:
    case ObjectKind::expression:
    case ObjectKind::inheritance:
    case ObjectKind::typed_table:
      return {{LockMode::access_exclusive, action.owner}};
    default:
      if (!is_relation(action.kind)) return {};
      return {{LockMode::access_exclusive, action.object}};
  }
}

std::vector<RelationLock> locks_of_change(const Action& action) {
  if (action.kind == ObjectKind::publication_member) {
    return {{LockMode::share_update_exclusive, action.object}};
  }
  if (!is_relation(action.kind) && !belongs_to_relation(action.kind)) return {};
  // ALTER INDEX parent ATTACH PARTITION child.
  if (action.kind == ObjectKind::index && action.change == Change::other && !action.owner.empty() &&
      !action.object.empty()) {
    return {{LockMode::access_exclusive, action.object},
            {LockMode::share_update_exclusive, action.owner}};
  }
  return {{mode_of_alter(action), altered(action)}};
}

std::vector<RelationLock> locks_of_comment(const Action& action) {
  if (is_relation(action.kind)) return {{LockMode::share_update_exclusive, action.object}};
  if (!belongs_to_relation(action.kind)) return {};
  return {{LockMode::share_update_exclusive, action.owner}};
}

// now() and its like are the same for all rows, so the server keeps one value for the old ones.
bool is_time_of_transaction(std::string_view definition) {
  constexpr auto stable = std::to_array<std::string_view>(
      {"now", "current_timestamp", "current_date", "current_time", "localtime",
       "transaction_timestamp", "statement_timestamp"});
  constexpr auto random =
      std::to_array<std::string_view>({"random", "uuid", "clock_timestamp", "nextval"});
  const auto has = [&](std::string_view word) {
    return definition.find(word) != std::string_view::npos;
  };
  return std::ranges::any_of(stable, has) && std::ranges::none_of(random, has);
}

TableWork work_of_column(const Column& column) {
  if (column.generated || column.fallback == DefaultKind::sequence) return TableWork::rewrite;
  if (column.fallback != DefaultKind::random) return TableWork::none;
  return is_time_of_transaction(column.definition) ? TableWork::none : TableWork::rewrite;
}

TableWork work_of_constraint(const ConstraintDefinition& made) {
  const bool rows_are_taken_as_they_are = made.not_valid || !made.using_index.empty();
  return rows_are_taken_as_they_are ? TableWork::none : TableWork::scan;
}

}  // namespace

std::string_view name(LockMode mode) {
  switch (mode) {
    case LockMode::none:
      return "";
    case LockMode::access_share:
      return "ACCESS SHARE";
    case LockMode::row_exclusive:
      return "ROW EXCLUSIVE";
    case LockMode::share_update_exclusive:
      return "SHARE UPDATE EXCLUSIVE";
    case LockMode::share:
      return "SHARE";
    case LockMode::share_row_exclusive:
      return "SHARE ROW EXCLUSIVE";
    case LockMode::exclusive:
      return "EXCLUSIVE";
    case LockMode::access_exclusive:
      return "ACCESS EXCLUSIVE";
  }
  return "";
}

std::string_view name(TableWork work) {
  switch (work) {
    case TableWork::none:
      return "none";
    case TableWork::scan:
      return "scan";
    case TableWork::may_rewrite:
      return "may_rewrite";
    case TableWork::rewrite:
      return "rewrite";
  }
  return "";
}

std::vector<RelationLock> locks_of(const Action& action) {
  switch (action.verb) {
    case Verb::create:
      return locks_of_create(action);
    case Verb::drop:
      return locks_of_drop(action);
    case Verb::rename:
    case Verb::set_schema:
    case Verb::alter:
      return locks_of_change(action);
    case Verb::comment:
      return locks_of_comment(action);
    case Verb::insert:
    case Verb::update:
    case Verb::erase:
    case Verb::merge:
    case Verb::copy_from:
      return {{LockMode::row_exclusive, action.object}};
    case Verb::truncate:
      return {{LockMode::access_exclusive, action.object}};
    case Verb::refresh:
      return {
          {action.concurrently ? LockMode::exclusive : LockMode::access_exclusive, action.object}};
    case Verb::grant:
    case Verb::revoke:
    case Verb::drop_owned:
    case Verb::call:
    case Verb::session:
    case Verb::control:
    case Verb::other:
      return {};
  }
  return {};
}

std::string_view strongest_lock(const Action& action) {
  LockMode strongest = LockMode::none;
  for (const RelationLock& lock : locks_of(action)) strongest = std::max(strongest, lock.mode);
  return name(strongest);
}

TableWork work_of(const Action& action) {
  if (action.cost == AlterCost::validation) return TableWork::scan;
  if (action.cost == AlterCost::rewrite) return TableWork::rewrite;
  if (action.verb == Verb::create) {
    if (action.kind == ObjectKind::index || action.kind == ObjectKind::partition) {
      return TableWork::scan;
    }
    if (const auto* column = action.as<Column>()) return work_of_column(*column);
    const auto* constraint = action.as<ConstraintDefinition>();
    const bool on_table = action.kind == ObjectKind::constraint;
    return constraint != nullptr && on_table ? work_of_constraint(*constraint) : TableWork::none;
  }
  if (action.verb != Verb::alter || action.kind == ObjectKind::attribute) return TableWork::none;
  // A column that only becomes wider keeps its rows; the server alone knows.
  if (action.change == Change::column_type) return TableWork::may_rewrite;
  return action.change == Change::set_not_null ? TableWork::scan : TableWork::none;
}

}  // namespace pgsettle
