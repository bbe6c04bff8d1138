// pgsettle rules and pgsettle explain, as typed.
#include <gtest/gtest.h>

#include <algorithm>
#include <nlohmann/json.hpp>
#include <string>

#include "base/text.h"
#include "lint/rule.h"
#include "report/rule_list.h"
#include "report/rule_page.h"
#include "support/program.h"

namespace pgsettle {
namespace {

using Json = nlohmann::json;

TEST(RulesCommand, ListsEveryRule) {
  const CompletedProcess result = Workplace().run({"rules"});
  EXPECT_EQ(result.exit_status, 0);
  EXPECT_EQ(split_lines(result.output).size(), rules::all().size());
  for (const Rule* rule : rules::all()) {
    EXPECT_NE(result.output.find(rule->id), std::string::npos) << rule->id;
  }
  for (const RuleListFormat& format : rule_list_formats()) {
    EXPECT_EQ(Workplace().run({"rules", "--output", std::string(format.id)}).output,
              format.print(rules::all()));
  }
}

TEST(RulesCommand, ListsThoseOfAGroup) {
  const std::string group(name(rules::all().front()->group));
  const Json list =
      Json::parse(Workplace().run({"rules", "--group", group, "--output", "json"}).output)["rules"];
  EXPECT_GT(list.size(), 0U);
  for (const Json& rule : list) EXPECT_EQ(rule["group"], group);
}

TEST(RulesCommand, UnknownGroupIsAUsageError) {
  const CompletedProcess result =
      Workplace().run({"rules", "--group", "rerun-fail", "--output", "json"});
  EXPECT_EQ(result.exit_status, 64);
  EXPECT_EQ(Json::parse(result.output)["error"]["hint"], "Did you mean \"rerun-fails\"?");
  EXPECT_EQ(Workplace().run({"rules", "--output", "xml"}).exit_status, 64);
}

TEST(ExplainCommand, PrintsThePage) {
  const Rule& rule = *rules::all().front();
  const CompletedProcess result = Workplace().run({"explain", std::string(rule.id)});
  EXPECT_EQ(result.exit_status, 0);
  EXPECT_EQ(result.output, rule_page(rule));
}

TEST(ExplainCommand, UnknownRuleIsAUsageErrorWithASuggestion) {
  const std::string id(rules::all().front()->id);
  const CompletedProcess near = Workplace().run({"explain", id.substr(1)});
  EXPECT_EQ(near.exit_status, 64);
  EXPECT_EQ(near.output, "");
  EXPECT_NE(near.errors.find("Did you mean \"" + id + "\"?"), std::string::npos) << near.errors;
  const CompletedProcess far = Workplace().run({"explain", "q"});
  EXPECT_NE(far.errors.find("pgsettle rules"), std::string::npos) << far.errors;
  EXPECT_EQ(Workplace().run({"explain"}).exit_status, 64);
}

}  // namespace
}  // namespace pgsettle
