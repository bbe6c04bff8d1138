#include "lint/guards.h"

#include <fmt/format.h>

#include <string>
#include <utility>

#include "lint/clauses.h"
#include "sql/knowledge/sqlstate.h"

namespace pgsettle {
namespace {

std::string relation(const Occurrence& occurrence) {
  return fmt::format("{}::regclass", literal(sql_name(occurrence.owner)));
}

// nullopt: the catalog cannot be asked simply.
std::optional<std::string> missing_condition(const Occurrence& occurrence) {
  const Action& action = *occurrence.action;
  const std::string name = literal(action.object.name);
  switch (action.kind) {
    case ObjectKind::type:
    case ObjectKind::domain: {
      const auto* type = action.as<TypeDefinition>();
      // to_regtype() fails on the shell of a base type.
      if (type != nullptr && type->base) return std::nullopt;
      return fmt::format("to_regtype({}) IS NULL", literal(sql_name(occurrence.object)));
    }
    case ObjectKind::constraint: {
      const auto* constraint = action.as<ConstraintDefinition>();
      if (constraint->type == ConstraintType::primary_key) {
        return fmt::format(
            "NOT EXISTS (SELECT FROM pg_catalog.pg_constraint\n"
            "                 WHERE conrelid = {} AND contype = 'p')",
            relation(occurrence));
      }
      return fmt::format(
          "NOT EXISTS (SELECT FROM pg_catalog.pg_constraint\n"
          "                 WHERE conrelid = {} AND conname = {})",
          relation(occurrence), name);
    }
    case ObjectKind::domain_constraint:
      return fmt::format(
          "NOT EXISTS (SELECT FROM pg_catalog.pg_constraint\n"
          "                 WHERE contypid = {}::regtype AND conname = {})",
          literal(sql_name(occurrence.owner)), name);
    case ObjectKind::policy:
      return fmt::format(
          "NOT EXISTS (SELECT FROM pg_catalog.pg_policy\n"
          "                 WHERE polrelid = {} AND polname = {})",
          relation(occurrence), name);
    case ObjectKind::trigger:
      return fmt::format(
          "NOT EXISTS (SELECT FROM pg_catalog.pg_trigger\n"
          "                 WHERE tgrelid = {} AND tgname = {})",
          relation(occurrence), name);
    case ObjectKind::event_trigger:
      return fmt::format("NOT EXISTS (SELECT FROM pg_catalog.pg_event_trigger WHERE evtname = {})",
                         name);
    case ObjectKind::role:
      return fmt::format("NOT EXISTS (SELECT FROM pg_catalog.pg_roles WHERE rolname = {})", name);
    case ObjectKind::publication:
      return fmt::format("NOT EXISTS (SELECT FROM pg_catalog.pg_publication WHERE pubname = {})",
                         name);
    case ObjectKind::subscription:
      return fmt::format("NOT EXISTS (SELECT FROM pg_catalog.pg_subscription WHERE subname = {})",
                         name);
    case ObjectKind::identity:
      return fmt::format(
          "(SELECT attidentity FROM pg_catalog.pg_attribute\n"
          "      WHERE attrelid = {} AND attname = {}) = ''",
          relation(occurrence), name);
    case ObjectKind::attribute:
      return fmt::format(
          "NOT EXISTS (SELECT FROM pg_catalog.pg_attribute\n"
          "                 WHERE attrelid = {} AND attname = {} AND NOT attisdropped)",
          relation(occurrence), name);
    case ObjectKind::partition:
      return fmt::format(
          "NOT EXISTS (SELECT FROM pg_catalog.pg_inherits\n"
          "                 WHERE inhrelid = {}::regclass AND inhparent = {})",
          literal(sql_name(occurrence.object)), relation(occurrence));
    case ObjectKind::inheritance:
      return fmt::format(
          "NOT EXISTS (SELECT FROM pg_catalog.pg_inherits\n"
          "                 WHERE inhrelid = {} AND inhparent = {}::regclass)",
          relation(occurrence), literal(sql_name(occurrence.object)));
    case ObjectKind::foreign_table:
      return fmt::format("to_regclass({}) IS NULL", literal(sql_name(occurrence.object)));
    default:
      return std::nullopt;
  }
}

// Of DROP without IF EXISTS, RENAME, SET SCHEMA.
std::optional<std::string> present_condition(const Occurrence& occurrence) {
  const Action& action = *occurrence.action;
  const std::string name = literal(action.object.name);
  switch (action.kind) {
    case ObjectKind::table:
    case ObjectKind::view:
    case ObjectKind::index:
    case ObjectKind::sequence:
    case ObjectKind::materialized_view:
    case ObjectKind::foreign_table: {
      QualifiedName target = occurrence.object;
      (action.verb == Verb::rename ? target.name : target.schema) = action.new_name;
      return fmt::format("to_regclass({}) IS NOT NULL AND to_regclass({}) IS NULL",
                         literal(sql_name(occurrence.object)), literal(sql_name(target)));
    }
    case ObjectKind::column:
    case ObjectKind::attribute:
      return fmt::format(
          "EXISTS (SELECT FROM pg_catalog.pg_attribute\n"
          "             WHERE attrelid = {} AND attname = {} AND NOT attisdropped)",
          relation(occurrence), name);
    case ObjectKind::constraint:
      return fmt::format(
          "EXISTS (SELECT FROM pg_catalog.pg_constraint\n"
          "             WHERE conrelid = {} AND conname = {})",
          relation(occurrence), name);
    case ObjectKind::trigger:
      return fmt::format(
          "EXISTS (SELECT FROM pg_catalog.pg_trigger\n"
          "             WHERE tgrelid = {} AND tgname = {})",
          relation(occurrence), name);
    case ObjectKind::policy:
      return fmt::format(
          "EXISTS (SELECT FROM pg_catalog.pg_policy\n"
          "             WHERE polrelid = {} AND polname = {})",
          relation(occurrence), name);
    case ObjectKind::type:
    case ObjectKind::domain:
      return fmt::format("to_regtype({}) IS NOT NULL", literal(sql_name(occurrence.object)));
    case ObjectKind::enum_value:
      return fmt::format(
          "EXISTS (SELECT FROM pg_catalog.pg_enum\n"
          "             WHERE enumtypid = {}::regtype AND enumlabel = {})",
          literal(sql_name(occurrence.owner)), name);
    case ObjectKind::schema:
      return fmt::format("to_regnamespace({}) IS NOT NULL", literal(sql_name(action.object)));
    case ObjectKind::function:
    case ObjectKind::procedure:
    case ObjectKind::aggregate:
      return fmt::format(
          "to_regprocedure({}) IS NOT NULL",
          literal(fmt::format("{}({})", sql_name(occurrence.object), action.arguments)));
    case ObjectKind::role:
      return fmt::format("EXISTS (SELECT FROM pg_catalog.pg_roles WHERE rolname = {})", name);
    case ObjectKind::partition:
      return fmt::format(
          "EXISTS (SELECT FROM pg_catalog.pg_inherits\n"
          "             WHERE inhrelid = {}::regclass AND inhparent = {})",
          literal(sql_name(occurrence.object)), relation(occurrence));
    case ObjectKind::inheritance:
      return fmt::format(
          "EXISTS (SELECT FROM pg_catalog.pg_inherits\n"
          "             WHERE inhrelid = {} AND inhparent = {}::regclass)",
          relation(occurrence), literal(sql_name(occurrence.object)));
    case ObjectKind::typed_table:
      return fmt::format("(SELECT reloftype FROM pg_catalog.pg_class WHERE oid = {}) <> 0",
                         relation(occurrence));
    default:
      return std::nullopt;
  }
}

}  // namespace

std::optional<Fix> guard_for(const Occurrence& occurrence) {
  const Action& action = *occurrence.action;
  // These cannot run inside a DO block.
  if (action.kind == ObjectKind::database || action.kind == ObjectKind::tablespace) return {};
  if (action.concurrently) return {};
  const auto condition =
      action.verb == Verb::create ? missing_condition(occurrence) : present_condition(occurrence);
  if (condition) return guard_with_condition(occurrence, *condition);
  return guard_with_handler(occurrence, condition_name(failure_sqlstate(action)));
}

namespace {

std::string what_it_meets(const Occurrence& occurrence) {
  const Action& action = *occurrence.action;
  const std::string object = describe(action);
  switch (occurrence.rerun) {
    case Rerun::exists:
      return fmt::format("{} is there already on the second run ({})", object,
                         failure_sqlstate(action));
    case Rerun::collides:
      return fmt::format("the new name of {}, \"{}\", is taken on the second run (42P07)", object,
                         action.new_name);
    default:
      return fmt::format("{} is gone on the second run ({})", object, failure_sqlstate(action));
  }
}

}  // namespace

void report_failure(const Occurrence& occurrence, Findings& findings, std::string hint,
                    std::optional<Fix> (*fix)(const Occurrence&)) {
  if (!fails_unguarded(occurrence)) return;
  findings.add(occurrence, what_it_meets(occurrence), std::move(hint), fix(occurrence));
}

bool fails_unguarded(const Occurrence& occurrence) {
  return occurrence.rerun != Rerun::fine && !occurrence.is_handled();
}

}  // namespace pgsettle
