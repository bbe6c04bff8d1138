#include <fmt/format.h>

#include <string_view>

#include "lint/findings.h"
#include "lint/rule.h"

namespace pgsettle::rules {
namespace {

constexpr std::string_view access_exclusive = "ACCESS EXCLUSIVE";

std::string_view lock_of_create(const Action& action) {
  switch (action.kind) {
    case ObjectKind::column:
      return action.if_not_exists ? access_exclusive : "";
    case ObjectKind::index:
      return action.if_not_exists && !action.concurrently ? "SHARE" : "";
    case ObjectKind::trigger:
      return action.or_replace ? "SHARE ROW EXCLUSIVE" : "";
    case ObjectKind::view:
    case ObjectKind::rule:
      return action.or_replace ? access_exclusive : "";
    default:
      return "";
  }
}

std::string_view lock_of_alter(const Action& action) {
  if (action.kind == ObjectKind::policy) return access_exclusive;
  switch (action.change) {
    case Change::set_default:
    case Change::drop_default:
    case Change::set_not_null:
    case Change::drop_not_null:
    case Change::column_type:
    case Change::row_security:
      return access_exclusive;
    case Change::owner:  // of a relation
      return action.owner.empty() ? "" : access_exclusive;
    default:
      return "";
  }
}

// Of the run that finds everything done; measured on 15 and 18.
std::string_view lock_of(const Action& action) {
  switch (action.verb) {
    case Verb::create:
      return lock_of_create(action);
    case Verb::drop: {
      const bool locks = action.kind == ObjectKind::column || action.kind == ObjectKind::constraint;
      return locks && action.if_exists ? access_exclusive : "";
    }
    case Verb::alter:
      return lock_of_alter(action);
    default:
      return "";
  }
}

void check(const Occurrence& occurrence, const LintContext& /*context*/, Findings& findings) {
  if (occurrence.is_conditional() || occurrence.temporary) return;
  const Action& action = *occurrence.action;
  const std::string_view lock = lock_of(action);
  if (lock.empty()) return;
  const QualifiedName& relation = action.owner.empty() ? action.object : action.owner;
  findings.add(
      occurrence,
      fmt::format("takes {} on \"{}\" also when there is nothing to do", lock, relation.name),
      "Ask the catalog first, in a DO block; or let pgsettle apply the scripts.");
}

}  // namespace

extern const Rule noop_lock{
    .id = "noop-lock",
    .group = RuleGroup::locks,
    .severity = Severity::warning,
    .summary = "a lock on a table when there is nothing to do",
    .why =
        "When all is as it should be these statements still lock the table, and wait behind every "
        "open transaction on it while everybody else waits behind them. ACCESS EXCLUSIVE (ADD "
        "COLUMN IF NOT EXISTS, DROP COLUMN and DROP CONSTRAINT IF EXISTS, SET NOT NULL, SET "
        "DEFAULT, ROW LEVEL SECURITY, OWNER TO, ALTER POLICY, CREATE OR REPLACE VIEW and RULE) "
        "stops readers, too; SHARE (CREATE INDEX IF NOT EXISTS) and SHARE ROW EXCLUSIVE (CREATE OR "
        "REPLACE TRIGGER) stop writers. pgsettle does not send them then; psql does.",
    .bad = "ALTER TABLE account ADD COLUMN IF NOT EXISTS name text;",
    .good =
        "DO $do$ BEGIN\n  IF NOT EXISTS (SELECT FROM pg_catalog.pg_attribute\n                 "
        "WHERE attrelid = 'public.account'::regclass AND attname = 'name'\n                   AND "
        "NOT attisdropped) THEN\n    ALTER TABLE account ADD COLUMN name text;\n  END IF;\nEND "
        "$do$;",
    .psql_only = true,
    .check = check,
};

}  // namespace pgsettle::rules
