#include <fmt/format.h>

#include "lint/findings.h"
#include "lint/rule.h"

namespace pgsettle::rules {
namespace {

void check(const Occurrence& occurrence, const LintContext& /*context*/, Findings& findings) {
  const Action& action = *occurrence.action;
  if (action.change != Change::password || occurrence.is_conditional()) return;
  findings.add(occurrence, fmt::format("each run hashes the password of {} anew", describe(action)),
               "Set it elsewhere, or write its SCRAM-SHA-256 verifier.");
}

}  // namespace

extern const Rule plaintext_password{
    .id = "plaintext-password",
    .group = RuleGroup::rerun_changes,
    .severity = Severity::error,
    .summary = "a password in plain text",
    .why =
        "Each run makes a new salt, so that the role changes; and the password stands in the "
        "script, in the server log and in pg_stat_statements. A SCRAM-SHA-256 verifier is stored "
        "as it is.",
    .bad = "ALTER ROLE app PASSWORD 'secret';",
    .good = "ALTER ROLE app PASSWORD 'SCRAM-SHA-256$4096:c2FsdA==$c3RvcmVk:c2VydmVy';",
    .check = check,
};

}  // namespace pgsettle::rules
