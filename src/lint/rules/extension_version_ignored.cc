#include <fmt/format.h>

#include "lint/definition.h"
#include "lint/findings.h"
#include "lint/rule.h"
#include "sql/fallback/statement_words.h"

namespace pgsettle::rules {
namespace {

void check(const Occurrence& occurrence, const LintContext& /*context*/, Findings& findings) {
  const Action& action = *occurrence.action;
  if (action.verb != Verb::create || action.kind != ObjectKind::extension) return;
  if (!action.if_not_exists && !occurrence.is_conditional()) return;
  constexpr std::size_t behind_name = 3;  // CREATE EXTENSION name
  if (!StatementWords(sql_of(occurrence)).has("version", behind_name)) return;
  findings.add(occurrence,
               fmt::format("the VERSION of {} is ignored where it is installed", describe(action)),
               "Add ALTER EXTENSION ... UPDATE TO behind it.");
}

}  // namespace

extern const Rule extension_version_ignored{
    .id = "extension-version-ignored",
    .group = RuleGroup::drift,
    .severity = Severity::warning,
    .summary = "CREATE EXTENSION IF NOT EXISTS with a VERSION",
    .why =
        "Where the extension is installed its version stays as it is: a new number in the script "
        "reaches new databases only.",
    .bad = "CREATE EXTENSION IF NOT EXISTS pg_trgm VERSION '1.6';",
    .good = "CREATE EXTENSION IF NOT EXISTS pg_trgm;\nALTER EXTENSION pg_trgm UPDATE TO '1.6';",
    .check = check,
};

}  // namespace pgsettle::rules
