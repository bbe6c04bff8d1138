#include "lint/linter.h"

#include <fnmatch.h>

#include <algorithm>
#include <tuple>

#include "lint/suppressions.h"
#include "sql/parse/parser.h"

namespace pgsettle {
namespace {

bool is_on(const Rule& rule, const LintOptions& options) {
  const auto named = [&](const std::set<std::string>& list) {
    return list.contains(std::string(rule.id)) || list.contains(std::string(name(rule.group)));
  };
  if (named(options.ignore)) return false;
  if (options.select.contains(std::string(rule.id))) return true;
  if (rule.opt_in || (rule.psql_only && options.runner != Runner::psql)) return false;
  return options.select.empty() || named(options.select);
}

// What was found while the scripts were read, under the rule that explains it.
void add_read_problems(const Model& model, std::vector<Finding>& findings) {
  const Rule* unparsable = find_rule("unparsable-statement");
  const Rule* unreadable = find_rule("unreadable-script");
  for (const LintedScript& script : model.scripts()) {
    if (!script.reported) continue;
    for (const Diagnostic& diagnostic : script.script->diagnostics) {
      const Rule* rule = find_rule(diagnostic.id);
      if (rule == nullptr) rule = unreadable;
      findings.push_back({.rule = rule, .diagnostic = diagnostic, .statement = diagnostic.range});
      findings.back().diagnostic.id = rule->id;
    }
    for (const LintedStatement& statement : script.statements) {
      const auto& problem = statement.analysis.problem;
      if (!problem) continue;
      Diagnostic diagnostic =
          explain_syntax_problem(*statement.statement, problem->character, problem->message);
      diagnostic.id = unparsable->id;
      findings.push_back({.rule = unparsable,
                          .diagnostic = std::move(diagnostic),
                          .statement = statement.statement->range});
    }
  }
}

void run_rules(const LintContext& context, std::vector<Finding>& list) {
  for (const Rule* rule : rules::all()) {
    if (!is_on(*rule, context.options)) continue;
    Findings findings(*rule, list);
    if (rule->check != nullptr) {
      for (const Occurrence* occurrence : context.model.occurrences()) {
        // What nobody wants to hear of need not be found.
        if (!occurrence->statement->script->reported) continue;
        rule->check(*occurrence, context, findings);
      }
    }
    if (rule->check_directory != nullptr) rule->check_directory(context, findings);
  }
}

void apply_severities(const LintOptions& options, std::vector<Finding>& findings) {
  for (Finding& finding : findings) {
    const auto found = options.severity.find(std::string(finding.rule->id));
    if (found != options.severity.end()) finding.diagnostic.severity = found->second;
  }
}

void leave_out_ignored(const LintOptions& options, std::vector<Finding>& findings) {
  std::erase_if(findings, [&](const Finding& finding) {
    if (!is_on(*finding.rule, options)) return true;
    return std::ranges::any_of(options.per_file, [&](const auto& entry) {
      const bool matches =
          ::fnmatch(entry.first.c_str(), finding.diagnostic.source->path().c_str(), 0) == 0;
      return matches && (entry.second.contains(std::string(finding.rule->id)) ||
                         entry.second.contains(std::string(name(finding.rule->group))));
    });
  });
}

// By script, then by place; the same thing is said once.
void sort(const Model& model, std::vector<Finding>& findings) {
  std::map<const SourceText*, std::size_t> order;
  for (const LintedScript& script : model.scripts()) {
    order.emplace(script.script->source, order.size());
    for (const LintedStatement& statement : script.statements) {
      order.emplace(statement.statement->source, order.size());
    }
  }
  const auto key = [&](const Finding& finding) {
    const Diagnostic& diagnostic = finding.diagnostic;
    const auto found = order.find(diagnostic.source);
    return std::tuple(found != order.end() ? found->second : order.size(), diagnostic.range.begin,
                      diagnostic.range.end, diagnostic.id, diagnostic.message);
  };
  std::ranges::stable_sort(findings, {}, key);
  const auto rest = std::ranges::unique(findings, {}, key);
  findings.erase(rest.begin(), rest.end());
}

}  // namespace

LintResult lint(std::span<const Script> scripts, const std::vector<bool>& reported,
                const LintOptions& options, const Model* old) {
  return lint(Model(scripts, reported), options, old);
}

LintResult lint(const Model& model, const LintOptions& options, const Model* old) {
  LintResult result;
  run_rules({.model = model, .options = options, .old = old}, result.findings);
  add_read_problems(model, result.findings);
  leave_out_ignored(options, result.findings);
  apply_severities(options, result.findings);
  suppress(model, options, result.findings);
  sort(model, result.findings);
  for (const LintedScript& script : model.scripts()) {
    if (!script.reported) continue;
    ++result.files;
    result.statements += script.statements.size();
    result.not_understood += static_cast<std::size_t>(
        std::ranges::count_if(script.statements, [](const LintedStatement& statement) {
          return statement.analysis.problem.has_value() || statement.statement->unresolved;
        }));
  }
  return result;
}

}  // namespace pgsettle
