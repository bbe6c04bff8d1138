#include "lint/findings.h"
#include "lint/guards.h"
#include "lint/rule.h"

namespace pgsettle::rules {
namespace {

void check(const Occurrence& occurrence, const LintContext& /*context*/, Findings& findings) {
  const Action& action = *occurrence.action;
  if (!action.is_import || occurrence.is_conditional() || occurrence.dropped_by != nullptr) return;
  auto fix = action.unnamed ? std::nullopt : guard_for(occurrence);
  findings.add(occurrence, "the foreign tables are there already on the second run (42P07)",
               "Put it in a DO block that asks to_regclass() first.", std::move(fix));
}

}  // namespace

extern const Rule import_foreign_schema{
    .id = "import-foreign-schema",
    .group = RuleGroup::rerun_fails,
    .severity = Severity::error,
    .summary = "IMPORT FOREIGN SCHEMA without a guard",
    .why =
        "The foreign tables are there on the second run: 42P07. There is no IF NOT EXISTS; a DO "
        "block can ask to_regclass() for one of them. What is added to the remote schema later is "
        "not imported then.",
    .bad = "IMPORT FOREIGN SCHEMA public LIMIT TO (t) FROM SERVER other INTO here;",
    .good =
        "DO $do$ BEGIN\n  IF to_regclass('here.t') IS NULL THEN\n    IMPORT FOREIGN SCHEMA public "
        "LIMIT TO (t) FROM SERVER other INTO here;\n  END IF;\nEND $do$;",
    .fix = FixClass::unsafe,
    .check = check,
};

}  // namespace pgsettle::rules
