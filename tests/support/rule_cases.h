// Tables of scripts on which one rule fires or is silent.
#pragma once

#include <gtest/gtest.h>

#include <algorithm>
#include <string>
#include <string_view>
#include <vector>

#include "support/lint_text.h"

namespace pgsettle {

struct RuleCase {
  std::string_view rule;
  // How often the rule fires on these scripts together.
  std::size_t findings;
  std::vector<std::string> scripts;
};

// With the rule alone, as its own settings would leave it off or on.
inline void expect_findings(const RuleCase& rule_case, LintOptions options = {}) {
  options.select = {std::string(rule_case.rule)};
  const LintedText linted(rule_case.scripts, options);
  std::string all;
  for (const std::string& script : rule_case.scripts) all += script + "\n--\n";
  EXPECT_EQ(std::ranges::count(linted.rules(), rule_case.rule), rule_case.findings)
      << rule_case.rule << ":\n"
      << all;
}

}  // namespace pgsettle
