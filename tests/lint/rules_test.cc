// What every rule must do, tested for all of them: its texts are there, its bad example is found,
// its good one is not, its fix mends it.
#include <gtest/gtest.h>

#include "lint/rule.h"
#include "support/lint_text.h"

namespace pgsettle {
namespace {

LintOptions only(const Rule& rule) {
  LintOptions options;
  options.select = {std::string(rule.id)};
  return options;
}

// Rules that need the repository's history have tests of their own.
bool needs_history(const Rule& rule) { return rule.bad.empty(); }

TEST(Rules, HaveTheirTexts) {
  for (const Rule* rule : rules::all()) {
    EXPECT_FALSE(rule->summary.empty()) << rule->id;
    EXPECT_FALSE(rule->summary.ends_with('.')) << rule->id;
    EXPECT_TRUE(rule->why.ends_with('.')) << rule->id;
    EXPECT_FALSE(rule->good.empty()) << rule->id;
    EXPECT_EQ(find_rule(rule->id), rule);
  }
}

TEST(Rules, FindTheirBadExampleAndNotTheGoodOne) {
  for (const Rule* rule : rules::all()) {
    if (needs_history(*rule)) continue;
    const LintedText bad({std::string(rule->bad)}, only(*rule));
    EXPECT_TRUE(bad.fires(rule->id)) << rule->id;
    const LintedText good({std::string(rule->good)}, only(*rule));
    EXPECT_FALSE(good.fires(rule->id)) << rule->id;
  }
}

TEST(Rules, FixTheirBadExample) {
  for (const Rule* rule : rules::all()) {
    if (rule->fix == FixClass::none || needs_history(*rule)) continue;
    const bool with_unsafe = rule->fix == FixClass::unsafe;
    const std::string bad(rule->bad);
    const std::string fixed = LintedText({bad}, only(*rule)).fixed(with_unsafe);
    EXPECT_NE(fixed, bad) << rule->id;
    const LintedText again({fixed}, only(*rule));
    EXPECT_FALSE(again.fires(rule->id)) << rule->id << ": " << fixed;
    EXPECT_FALSE(again.fires("unparsable-statement")) << rule->id << ": " << fixed;
    EXPECT_EQ(again.fixed(true), fixed) << rule->id;
  }
}

}  // namespace
}  // namespace pgsettle
