#include "lint/suppressions.h"

#include <fmt/format.h>

#include <algorithm>

#include "lint/linter.h"

namespace pgsettle {
namespace {

struct Suppression {
  const LintedScript* script;
  const IgnoreDirective* directive;
  std::string rule;
  bool used = false;
};

std::vector<Suppression> suppressions_of(const Model& model) {
  std::vector<Suppression> list;
  for (const LintedScript& script : model.scripts()) {
    for (const IgnoreDirective& directive : script.script->directives.ignores) {
      for (const std::string& rule : directive.rules) {
        list.push_back({.script = &script, .directive = &directive, .rule = rule});
      }
    }
  }
  return list;
}

// The statement the directive stands before, or behind in the same line.
Range target_of(const Suppression& suppression) {
  const SourceText& source = *suppression.script->script->source;
  const Range comment = suppression.directive->range;
  Range before;
  for (const LintedStatement& linted : suppression.script->statements) {
    const Statement& statement = *linted.statement;
    if (statement.source != &source) continue;
    if (statement.range.begin >= comment.end) {
      const bool same_line = before.size() > 0 &&
                             source.slice({.begin = before.end, .end = comment.begin}).find('\n') ==
                                 std::string_view::npos;
      return same_line ? before : statement.range;
    }
    before = statement.range;
  }
  return before;
}

bool covers(const Suppression& suppression, const Finding& finding) {
  if (finding.diagnostic.source != suppression.script->script->source) return false;
  const bool meant =
      suppression.rule == finding.rule->id || suppression.rule == name(finding.rule->group);
  if (!meant) return false;
  if (suppression.directive->whole_file) return true;
  const Range target = target_of(suppression);
  return finding.statement.begin >= target.begin && finding.statement.begin < target.end;
}

bool needs_reason(const Suppression& suppression) {
  const Rule* rule = find_rule(suppression.rule);
  const auto group = rule != nullptr ? std::optional(rule->group) : find_group(suppression.rule);
  return group == RuleGroup::data_loss;
}

void report(const Suppression& suppression, std::string_view rule, std::string message,
            std::string hint, std::vector<Finding>& findings) {
  const Rule* found = find_rule(rule);
  findings.push_back({.rule = found,
                      .diagnostic = {.severity = found->severity,
                                     .id = std::string(rule),
                                     .source = suppression.script->script->source,
                                     .range = suppression.directive->range,
                                     .message = std::move(message),
                                     .hint = std::move(hint)},
                      .statement = suppression.directive->range});
}

void report_directive(const Suppression& suppression, std::vector<Finding>& findings) {
  if (!suppression.script->reported) return;
  if (!is_rule_or_group(suppression.rule)) {
    report(suppression, "unknown-rule", fmt::format("unknown rule \"{}\"", suppression.rule),
           suggest_rule(suppression.rule), findings);
  } else if (needs_reason(suppression) && suppression.directive->reason.empty()) {
    report(suppression, "ignore-without-reason",
           fmt::format("\"{}\" is ignored without a reason", suppression.rule),
           fmt::format("Write -- pgsettle: ignore {}: why it is meant to lose data.",
                       suppression.rule),
           findings);
  } else if (!suppression.used) {
    report(suppression, "unused-ignore",
           fmt::format("nothing is found that \"{}\" would ignore", suppression.rule),
           "Take the comment out.", findings);
  }
}

}  // namespace

void suppress(const Model& model, const LintOptions& options, std::vector<Finding>& findings) {
  std::vector<Suppression> suppressions = suppressions_of(model);
  if (suppressions.empty()) return;
  std::erase_if(findings, [&](const Finding& finding) {
    bool suppressed = false;
    for (Suppression& suppression : suppressions) {
      if (!covers(suppression, finding)) continue;
      suppression.used = true;
      suppressed =
          suppressed || !needs_reason(suppression) || !suppression.directive->reason.empty();
    }
    return suppressed;
  });
  std::vector<Finding> about_directives;
  for (const Suppression& suppression : suppressions) {
    report_directive(suppression, about_directives);
  }
  std::erase_if(about_directives, [&](const Finding& finding) {
    return options.ignore.contains(std::string(finding.rule->id));
  });
  findings.insert(findings.end(), about_directives.begin(), about_directives.end());
}

}  // namespace pgsettle
