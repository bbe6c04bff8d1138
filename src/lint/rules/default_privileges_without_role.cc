#include "lint/findings.h"
#include "lint/rule.h"

namespace pgsettle::rules {
namespace {

void check(const Occurrence& occurrence, const LintContext& /*context*/, Findings& findings) {
  const auto* grant = occurrence.action->as<GrantDetails>();
  if (grant == nullptr || !grant->default_privileges || !grant->roles.empty()) return;
  findings.add(occurrence, "these default privileges hold for objects of the current role only",
               "Add FOR ROLE and the role that creates the objects.");
}

}  // namespace

extern const Rule default_privileges_without_role{
    .id = "default-privileges-without-role",
    .group = RuleGroup::drift,
    .severity = Severity::warning,
    .summary = "ALTER DEFAULT PRIVILEGES without FOR ROLE",
    .why =
        "It holds for objects that the very role creates which runs the script, and for nobody "
        "else: tables made by a migration user, a colleague or a restore are without the grant.",
    .bad = "ALTER DEFAULT PRIVILEGES IN SCHEMA public GRANT SELECT ON TABLES TO reader;",
    .good =
        "ALTER DEFAULT PRIVILEGES FOR ROLE owner IN SCHEMA public GRANT SELECT ON TABLES TO "
        "reader;",
    .check = check,
};

}  // namespace pgsettle::rules
