#include "property/lint_agreement.h"

#include "property/trial_run.h"
#include "support/lint_text.h"
#include "support/test_server.h"

namespace pgsettle {

std::string lint_disagreement(const GeneratedCase& one, const std::string& second_run) {
  if (second_run.empty()) return {};
  std::vector<std::string> texts;
  for (const auto& script : one.scripts) texts.push_back(script_text(script, ScriptVersion::now));
  const LintedText linted(texts, {.server_version = test_server_version()});
  for (const Finding& finding : linted.result().findings) {
    if (finding.diagnostic.severity == Severity::error) return {};
  }
  return "lint has no error, but the second run:\n" + second_run;
}

}  // namespace pgsettle
