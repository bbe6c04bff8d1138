#include "command/apply_lint.h"

#include <algorithm>
#include <array>
#include <string_view>
#include <variant>

#include "lint/model.h"
#include "sql/parse/parser.h"

namespace pgsettle {
namespace {

// What reading the scripts has found is told by preflight(), in the server's terms.
constexpr auto told_elsewhere = std::to_array<std::string_view>(
    {"psql-meta-command", "unparsable-statement", "unreadable-script"});

bool stops(const Finding& finding, const ApplyConsent& consent) {
  if (finding.diagnostic.severity != Severity::error) return false;
  if (std::ranges::find(told_elsewhere, finding.rule->id) != told_elsewhere.end()) return false;
  switch (finding.rule->group) {
    case RuleGroup::data_loss:
      return !consent.allow_destructive;
    case RuleGroup::rerun_fails:
    case RuleGroup::rerun_changes:
    case RuleGroup::transactions:
    case RuleGroup::script:
      return !consent.no_lint;
    case RuleGroup::drift:
    case RuleGroup::locks:
      return false;
  }
  return false;
}

// The model has parsed what the loader has left to it.
void note_syntax_errors(const Model& model, std::vector<Script>& scripts) {
  for (std::size_t i = 0; i < scripts.size(); ++i) {
    auto linted = model.scripts()[i].statements.begin();
    for (ScriptItem& item : scripts[i].items) {
      auto* statement = std::get_if<Statement>(&item);
      if (statement == nullptr) continue;
      if (const auto& problem = linted->analysis.problem) {
        statement->syntax_error =
            explain_syntax_problem(*statement, problem->character, problem->message);
      }
      ++linted;
    }
  }
}

}  // namespace

std::vector<Diagnostic> lint_before_apply(std::vector<Script>& scripts, const LintOptions& options,
                                          const ApplyConsent& consent,
                                          std::shared_ptr<const Analyses> analyses) {
  const Model model(scripts, {}, std::move(analyses));
  note_syntax_errors(model, scripts);
  std::vector<Diagnostic> errors;
  for (const Finding& finding : lint(model, options).findings) {
    if (stops(finding, consent)) errors.push_back(finding.diagnostic);
  }
  return errors;
}

}  // namespace pgsettle
