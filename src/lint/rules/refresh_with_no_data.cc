#include <fmt/format.h>

#include "lint/findings.h"
#include "lint/rule.h"

namespace pgsettle::rules {
namespace {

void check(const Occurrence& occurrence, const LintContext& /*context*/, Findings& findings) {
  const Action& action = *occurrence.action;
  if (action.verb != Verb::refresh || !action.no_data) return;
  findings.add(occurrence, fmt::format("{} is emptied on each run", describe(action)),
               "Leave WITH NO DATA out.");
}

}  // namespace

extern const Rule refresh_with_no_data{
    .id = "refresh-with-no-data",
    .group = RuleGroup::data_loss,
    .severity = Severity::error,
    .summary = "REFRESH MATERIALIZED VIEW ... WITH NO DATA",
    .why = "It empties the view on each run; reading it fails with 55000 until the next REFRESH.",
    .bad = "REFRESH MATERIALIZED VIEW report WITH NO DATA;",
    .good = "REFRESH MATERIALIZED VIEW report;",
    .check = check,
};

}  // namespace pgsettle::rules
