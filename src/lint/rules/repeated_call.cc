#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "lint/findings.h"
#include "lint/rule.h"

namespace pgsettle::rules {
namespace {

struct Known {
  std::string_view name;
  std::string_view flag;  // makes it repeatable; empty: nothing does
};

constexpr std::array known = std::to_array<Known>({
    {"create_hypertable", "if_not_exists"},
    {"create_distributed_hypertable", "if_not_exists"},
    {"add_retention_policy", "if_not_exists"},
    {"add_compression_policy", "if_not_exists"},
    {"add_continuous_aggregate_policy", "if_not_exists"},
    {"add_reorder_policy", "if_not_exists"},
    {"add_dimension", "if_not_exists"},
    {"create_parent", ""},
    {"pg_create_physical_replication_slot", ""},
    {"pg_create_logical_replication_slot", ""},
    {"pg_copy_logical_replication_slot", ""},
    {"lo_create", ""},
    {"lo_import", ""},
});

bool has_flag(const CallDetails& call, std::string_view flag) {
  return !flag.empty() && std::ranges::any_of(call.arguments, [&](const std::string& argument) {
    return argument.starts_with(flag) && !argument.ends_with("false");
  });
}

void check(const Occurrence& occurrence, const LintContext& /*context*/, Findings& findings) {
  const Action& action = *occurrence.action;
  const auto* call = action.as<CallDetails>();
  if (action.verb != Verb::call || call == nullptr) return;
  const auto* found = std::ranges::find(known, action.object.name, &Known::name);
  if (found == known.end() || has_flag(*call, found->flag)) return;
  if (occurrence.is_conditional() || occurrence.is_handled()) return;
  findings.add(
      occurrence, fmt::format("{}() fails or makes another one on the second run", found->name),
      found->flag.empty() ? std::string("Put it in a DO block that asks the catalog first.")
                          : fmt::format("Add {} => true.", found->flag));
}

}  // namespace

extern const Rule repeated_call{
    .id = "repeated-call",
    .group = RuleGroup::rerun_fails,
    .severity = Severity::error,
    .summary = "a call of a function that cannot be repeated as it is",
    .why =
        "create_hypertable() and the policies of TimescaleDB want if_not_exists => true, "
        "cron.schedule() a job name; pg_create_physical_replication_slot() and its like fail with "
        "42710, lo_create() of a number with 23505; lo_create(0) makes one more each time.",
    .bad = "SELECT create_hypertable('log', 'at');",
    .good = "SELECT create_hypertable('log', 'at', if_not_exists => true);",
    .check = check,
};

}  // namespace pgsettle::rules
