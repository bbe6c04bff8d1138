#include <fmt/format.h>

#include <string_view>

#include "lint/definition.h"
#include "lint/findings.h"
#include "lint/rule.h"
#include "sql/fallback/effect.h"
#include "sql/fallback/statement_words.h"

namespace pgsettle::rules {
namespace {

// Of a statement that does nothing else.
std::string_view what_is_rebuilt(std::string_view sql, std::string_view kind) {
  if (kind == "reindex") return "REINDEX";
  if (kind == "cluster") return "CLUSTER";
  if (kind == "vacuum" && StatementWords(sql).has("full")) return "VACUUM FULL";
  if (kind == "refresh_materialized_view") return "REFRESH MATERIALIZED VIEW";
  return "";
}

void check_statement(const LintedStatement& linted, Findings& findings) {
  const Statement& statement = *linted.statement;
  const auto report = [&](std::string_view what, Range range) {
    if (what.empty()) return;
    findings.add(linted, range, fmt::format("{} does its work on every run", what),
                 "Run it when it is needed, not with the schema.");
  };
  const auto& actions = linted.analysis.actions;  // none of REINDEX, CLUSTER, VACUUM
  if (actions.empty() || actions.front().verb == Verb::refresh) {
    report(what_is_rebuilt(statement.sql(), effect_of(statement.sql()).kind), statement.range);
  }
  if (!linted.analysis.code) return;
  for (const CodeStatement& inner : linted.analysis.code->statements) {
    if (!inner.conditions.empty() || inner.sql.empty()) continue;
    report(what_is_rebuilt(inner.sql, effect_of(inner.sql).kind),
           {.begin = statement.source_offset(inner.range.begin),
            .end = statement.source_offset(inner.range.end)});
  }
}

void check(const LintContext& context, Findings& findings) {
  for (const LintedScript& script : context.model.scripts()) {
    if (!script.reported) continue;
    for (const LintedStatement& statement : script.statements) check_statement(statement, findings);
  }
  for (const Occurrence* occurrence : context.model.occurrences()) {
    const Occurrence* drop = occurrence->dropped_by;
    if (drop == nullptr || occurrence->action->kind != ObjectKind::index) continue;
    if (occurrence->is_conditional() || occurrence->temporary) continue;
    findings.add(*occurrence,
                 fmt::format("{} is dropped in {} and built anew, on every run",
                             describe(*occurrence->action), place(*drop, *occurrence)),
                 "Write CREATE INDEX IF NOT EXISTS, under a new name when its definition changes.");
  }
}

}  // namespace

extern const Rule rebuilt_every_run{
    .id = "rebuilt-every-run",
    .group = RuleGroup::locks,
    .severity = Severity::warning,
    .summary = "an index or table built anew on each run",
    .why =
        "DROP INDEX and CREATE INDEX, REINDEX, CLUSTER, VACUUM FULL and REFRESH MATERIALIZED VIEW "
        "write everything again on each run, however little has changed. CLUSTER, VACUUM FULL, "
        "DROP INDEX and REFRESH without CONCURRENTLY take ACCESS EXCLUSIVE, CREATE INDEX and "
        "REINDEX lock out writers.",
    .bad = "REINDEX TABLE account;",
    .good = "CREATE INDEX IF NOT EXISTS account_name ON account (name);",
    .check_directory = check,
};

}  // namespace pgsettle::rules
