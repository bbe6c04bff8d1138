#include "lint/guards.h"
#include "lint/rule.h"

namespace pgsettle::rules {
namespace {

bool is_meant(ObjectKind kind) {
  switch (kind) {
    case ObjectKind::option:
    case ObjectKind::publication_member:
    case ObjectKind::subscription_publication:
    case ObjectKind::extension_member:
    case ObjectKind::operator_family_member:
    case ObjectKind::text_search_mapping:
      return true;
    default:
      return false;
  }
}

void check(const Occurrence& occurrence, const LintContext& /*context*/, Findings& findings) {
  const Action& action = *occurrence.action;
  if ((action.verb != Verb::create && action.verb != Verb::drop) || !is_meant(action.kind) ||
      (action.verb == Verb::drop && action.kind == ObjectKind::text_search_mapping))
    return;
  report_failure(
      occurrence, findings,
      "Use SET, which says the whole, or put it in a DO block that catches the right SQLSTATE.",
      guard_for);
}

}  // namespace

extern const Rule unguarded_membership{
    .id = "unguarded-membership",
    .group = RuleGroup::rerun_fails,
    .severity = Severity::error,
    .summary =
        "ADD or DROP of an option, a publication's table, an extension's member and the like, "
        "without a guard",
    .why =
        "What was added by the first run is there on the second (42710, 23505, 55000), what was "
        "dropped is gone (42704). OPTIONS (name value) means ADD when nothing else is said. SET "
        "TABLE and OPTIONS (SET ...) can be repeated.",
    .bad = "ALTER PUBLICATION changes ADD TABLE account;",
    .good =
        "DO $do$ BEGIN\n  IF NOT EXISTS (SELECT FROM pg_catalog.pg_publication_tables\n"
        "                 WHERE pubname = 'changes' AND tablename = 'account') THEN\n"
        "    ALTER PUBLICATION changes ADD TABLE account;\n  END IF;\nEND $do$;",
    .fix = FixClass::unsafe,
    .check = check,
};

}  // namespace pgsettle::rules
