#include "lint/guards.h"
#include "lint/linter.h"
#include "lint/rule.h"

namespace pgsettle::rules {
namespace {

bool is_meant(ObjectKind kind) {
  switch (kind) {
    case ObjectKind::trigger:
    case ObjectKind::event_trigger:
      return true;
    default:
      return false;
  }
}

void check(const Occurrence& occurrence, const LintContext& context, Findings& findings) {
  const Action& action = *occurrence.action;
  if (action.verb != Verb::create || !is_meant(action.kind) ||
      (action.kind == ObjectKind::trigger && context.options.server_version >= 14 &&
       action.as<ConstraintDefinition>() == nullptr))
    return;
  report_failure(
      occurrence, findings,
      "Put DROP TRIGGER IF EXISTS before it, or a DO block that asks the catalog around it.",
      guard_for);
}

}  // namespace

extern const Rule unguarded_create_trigger{
    .id = "unguarded-create-trigger",
    .group = RuleGroup::rerun_fails,
    .severity = Severity::error,
    .summary =
        "CREATE of a constraint or event trigger, or of any trigger before 14, without a guard",
    .why =
        "CREATE OR REPLACE TRIGGER is there since 14 and not for constraint triggers (0A000) and "
        "event triggers; the second run stops with 42710.",
    .bad =
        "CREATE CONSTRAINT TRIGGER audit AFTER INSERT ON account FOR EACH ROW EXECUTE FUNCTION "
        "audit();",
    .good =
        "DROP TRIGGER IF EXISTS audit ON account;\nCREATE CONSTRAINT TRIGGER audit AFTER INSERT ON "
        "account FOR EACH ROW EXECUTE FUNCTION audit();",
    .fix = FixClass::unsafe,
    .check = check,
};

}  // namespace pgsettle::rules
