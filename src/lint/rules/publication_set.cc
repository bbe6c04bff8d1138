#include <fmt/format.h>

#include "lint/findings.h"
#include "lint/rule.h"

namespace pgsettle::rules {
namespace {

void check(const Occurrence& occurrence, const LintContext& /*context*/, Findings& findings) {
  const Action& action = *occurrence.action;
  if (action.change != Change::publication_set || occurrence.is_conditional()) return;
  findings.add(occurrence,
               fmt::format("publication \"{}\" loses the tables that were added elsewhere",
                           action.owner.name),
               "Add the table under a guard that asks pg_publication_tables.");
}

}  // namespace

extern const Rule publication_set{
    .id = "publication-set",
    .group = RuleGroup::data_loss,
    .severity = Severity::error,
    .summary = "ALTER PUBLICATION ... SET TABLE",
    .why = "It takes out the tables that were added elsewhere.",
    .bad = "ALTER PUBLICATION changes SET TABLE account;",
    .good =
        "DO $do$ BEGIN\n  IF NOT EXISTS (SELECT FROM pg_catalog.pg_publication_tables\n            "
        "     WHERE pubname = 'changes' AND tablename = 'account') THEN\n    ALTER PUBLICATION "
        "changes ADD TABLE account;\n  END IF;\nEND $do$;",
    .check = check,
};

}  // namespace pgsettle::rules
