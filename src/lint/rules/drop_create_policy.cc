#include <fmt/format.h>

#include "lint/definition.h"
#include "lint/findings.h"
#include "lint/rule.h"

namespace pgsettle::rules {
namespace {

void check(const Occurrence& occurrence, const LintContext& /*context*/, Findings& findings) {
  const Occurrence* drop = occurrence.dropped_by;
  if (drop == nullptr || occurrence.is_conditional() || occurrence.temporary) return;
  if (occurrence.action->kind != ObjectKind::policy) return;
  findings.add(occurrence,
               fmt::format("{} is dropped in {} and made anew, on every run",
                           describe(*occurrence.action), place(*drop, occurrence)),
               "Put CREATE POLICY under a guard that asks pg_policy, and ALTER POLICY behind it.");
}

}  // namespace

extern const Rule drop_create_policy{
    .id = "drop-create-policy",
    .group = RuleGroup::locks,
    .severity = Severity::warning,
    .summary = "DROP POLICY and CREATE POLICY on each run",
    .why =
        "Both take ACCESS EXCLUSIVE on the table: on each run readers and writers wait behind "
        "every open transaction on it. ALTER POLICY behind a guarded CREATE POLICY converges "
        "without the moment in which the policy is gone.",
    .bad =
        "DROP POLICY IF EXISTS own ON account;\nCREATE POLICY own ON account USING (owner = "
        "current_user);",
    .good =
        "DO $do$ BEGIN\n  IF NOT EXISTS (SELECT FROM pg_catalog.pg_policy\n                 WHERE "
        "polrelid = 'public.account'::regclass AND polname = 'own') THEN\n    CREATE POLICY own ON "
        "account USING (owner = current_user);\n  END IF;\nEND $do$;",
    .psql_only = true,
    .check = check,
};

}  // namespace pgsettle::rules
