#include <fmt/format.h>

#include "lint/findings.h"
#include "lint/model.h"
#include "lint/rule.h"

namespace pgsettle::rules {
namespace {

void check(const Occurrence& occurrence, const LintContext& context, Findings& findings) {
  const Action& action = *occurrence.action;
  const auto* revoked = action.as<GrantDetails>();
  if (action.verb != Verb::revoke || revoked == nullptr || !revoked->all_privileges) return;
  if (revoked->default_privileges || revoked->all_in_schema) return;
  bool behind = false;
  for (const Occurrence* other : context.model.on(occurrence)) {
    if (other == &occurrence) behind = true;
    const auto* granted = other->action->as<GrantDetails>();
    if (!behind || other->action->verb != Verb::grant || granted == nullptr) continue;
    if (granted->grantees != revoked->grantees || granted->all_privileges) continue;
    findings.add(
        occurrence,
        fmt::format("what else was granted on {} is revoked on each run", describe(action)),
        "Revoke by name what should not be there.");
    return;
  }
}

}  // namespace

extern const Rule revoke_all_then_grant{
    .id = "revoke-all-then-grant",
    .group = RuleGroup::data_loss,
    .severity = Severity::error,
    .summary = "REVOKE ALL and GRANT",
    .why =
        "What was granted elsewhere is revoked on each run, and in between nobody may do anything.",
    .bad = "REVOKE ALL ON account FROM app;\nGRANT SELECT ON account TO app;",
    .good = "REVOKE INSERT, UPDATE ON account FROM app;\nGRANT SELECT ON account TO app;",
    .check = check,
};

}  // namespace pgsettle::rules
