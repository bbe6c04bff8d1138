#include <fmt/format.h>

#include "lint/findings.h"
#include "lint/rule.h"
#include "sql/fallback/effect.h"

namespace pgsettle::rules {
namespace {

void check_statement(const LintedStatement& linted, Findings& findings) {
  const Statement& statement = *linted.statement;
  const auto& code = linted.analysis.code;
  const bool is_nothing = !code && linted.analysis.actions.empty() && !linted.analysis.problem;
  if (is_nothing && !statement.unresolved && effect_of(statement.sql()).kind == "do") {
    findings.add(linted, statement.range, "code in a language that is not read here");
    return;
  }
  if (!code) return;
  if (code->problem) {
    findings.add(linted, statement.range,
                 fmt::format("the code of this block is not understood: {}", *code->problem));
  }
  for (const CodeStatement& inner : code->statements) {
    const Range range = {.begin = statement.source_offset(inner.range.begin),
                         .end = statement.source_offset(inner.range.end)};
    if (inner.dynamic && inner.sql.empty()) {
      findings.add(linted, range, "what this EXECUTE runs is known at run time only");
    } else if (!inner.understood && inner.dynamic) {
      findings.add(linted, range, "the text of this EXECUTE is not understood");
    }
  }
}

void check(const LintContext& context, Findings& findings) {
  for (const LintedScript& script : context.model.scripts()) {
    if (!script.reported) continue;
    for (const LintedStatement& statement : script.statements) check_statement(statement, findings);
  }
}

}  // namespace

extern const Rule opaque_code{
    .id = "opaque-code",
    .group = RuleGroup::script,
    .severity = Severity::info,
    .summary = "code whose statements cannot be told",
    .why =
        "EXECUTE of a computed string, and code in another language or with an error in it, are "
        "not judged: whether they may run every time is for the reader to see.",
    .bad = "DO $do$ BEGIN\n  EXECUTE format('DROP TABLE %I', current_user);\nEND $do$;",
    .good = "DO $do$ BEGIN\n  EXECUTE 'DROP TABLE IF EXISTS old';\nEND $do$;",
    .check_directory = check,
};

}  // namespace pgsettle::rules
