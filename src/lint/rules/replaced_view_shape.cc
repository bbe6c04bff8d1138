#include <fmt/format.h>

#include <algorithm>
#include <string>

#include "lint/clauses.h"
#include "lint/definition_change.h"
#include "lint/findings.h"
#include "lint/rule.h"

namespace pgsettle::rules {
namespace {

// What OR REPLACE refuses; empty: nothing, or it cannot be told.
std::string refusal(const ViewDefinition& old, const ViewDefinition& now) {
  for (std::size_t i = 0; i < old.columns.size(); ++i) {
    // Behind a * nobody knows which column it is.
    if (old.columns[i] == "*") return {};
    if (i < now.columns.size() && now.columns[i] == "*") return {};
    if (i >= now.columns.size()) {
      return fmt::format("its column {} is gone", old.columns[i].empty() ? "list" : old.columns[i]);
    }
    if (old.columns[i].empty() || now.columns[i].empty()) continue;
    if (old.columns[i] != now.columns[i]) {
      return fmt::format("column {} was {} and is {} now", i + 1, old.columns[i], now.columns[i]);
    }
  }
  return {};
}

void check(const Occurrence& now, const LintContext& context, Findings& findings) {
  if (context.old == nullptr) return;
  const auto* view = now.action->as<ViewDefinition>();
  if (view == nullptr || now.action->verb != Verb::create || !now.action->or_replace) return;
  if (now.dropped_by != nullptr || now.temporary) return;
  const Occurrence* old = creation_of(*context.old, now);
  const auto* before = old != nullptr ? old->action->as<ViewDefinition>() : nullptr;
  if (before == nullptr) return;
  const std::string reason = refusal(*before, *view);
  if (reason.empty()) return;
  findings.add(
      now, fmt::format("databases refuse to replace {}: {} (42P16)", describe(*now.action), reason),
      fmt::format("Keep the old columns and add new ones behind them, or add before it: "
                  "DROP VIEW IF EXISTS {};",
                  sql_name(now.action->object)));
}

}  // namespace

extern const Rule replaced_view_shape{
    .id = "replaced-view-shape",
    .group = RuleGroup::drift,
    .severity = Severity::error,
    .summary = "view edited so that OR REPLACE refuses it",
    .why =
        "CREATE OR REPLACE VIEW may only add columns behind those that are there: it stops with "
        "42P16 when one is removed, renamed, moved or has another type. New databases show nothing "
        "of it. Needs the repository's history: --since or --staged.",
    .bad = "",
    .good =
        "DROP VIEW IF EXISTS names;\n"
        "CREATE OR REPLACE VIEW names AS SELECT 'x' AS last_name;",
    .check = check,
};

}  // namespace pgsettle::rules
