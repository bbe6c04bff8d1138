#include "report/rule_page.h"

#include <gtest/gtest.h>

#include "base/text.h"
#include "base/utf8.h"
#include "support/golden.h"

namespace pgsettle {
namespace {

const Rule made = {
    .id = "made-up",
    .group = RuleGroup::drift,
    .severity = Severity::warning,
    .summary = "a rule that is not there",
    .why =
        "It has more to say than fits a line of eighty columns, so that what it says is wrapped "
        "between words, and nowhere else. A word of eighty columns and more stays whole: "
        "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa.",
    .bad = "CREATE TABLE a (\n\n  id int);\n",
    .good = "CREATE TABLE IF NOT EXISTS a (id int);",
    .fix = FixClass::safe,
};

TEST(RulePage, SaysAll) { expect_golden("report/golden/rule_page.txt", rule_page(made)); }

TEST(RulePage, SaysWhatIsOffByDefault) {
  Rule rule = made;
  rule.opt_in = true;
  EXPECT_NE(rule_page(rule).find("off, on with --select"), std::string::npos);
  rule.opt_in = false;
  rule.psql_only = true;
  rule.fix = FixClass::unsafe;
  EXPECT_NE(rule_page(rule).find("off, on with --runner psql"), std::string::npos);
  EXPECT_NE(rule_page(rule).find("--unsafe-fixes"), std::string::npos);
}

TEST(RulePage, ProseIsWrappedAt80) {
  for (const Rule* rule : rules::all()) {
    const std::string page = rule_page(*rule);
    for (const std::string_view line : split_lines(page)) {
      const bool is_sql = line.starts_with("    ");
      EXPECT_TRUE(is_sql || display_width(line) <= 80) << line;
    }
  }
}

}  // namespace
}  // namespace pgsettle
