#include "report/rule_list.h"

#include <gtest/gtest.h>

#include <nlohmann/json.hpp>
#include <vector>

namespace pgsettle {
namespace {

const Rule first = {
    .id = "a-rule",
    .group = RuleGroup::data_loss,
    .severity = Severity::error,
    .summary = "DELETE | of <everything>",
    .why = "Rows are lost.",
    .bad = "DELETE FROM t;",
    .good = "",
    .fix = FixClass::unsafe,
};
const Rule second = {
    .id = "another-rule",
    .group = RuleGroup::locks,
    .severity = Severity::info,
    .summary = "waits",
    .why = "",
    .bad = "",
    .good = "",
    .psql_only = true,
};
const std::vector<const Rule*> both = {&first, &second};

std::string printed(std::string_view id) {
  for (const RuleListFormat& format : rule_list_formats()) {
    if (format.id == id) return format.print(both);
  }
  return "no such format";
}

TEST(RuleList, IsATable) {
  EXPECT_EQ(printed("text"),
            "a-rule        data-loss      error    unsafe  DELETE | of <everything>\n"
            "another-rule  locks          info             waits (with --runner psql)\n");
}

TEST(RuleList, IsATableOfMarkdown) {
  EXPECT_EQ(printed("markdown"),
            "| rule | group | severity | fix | summary |\n|---|---|---|---|---|\n"
            "| `a-rule` | data-loss | error | unsafe | DELETE \\| of \\<everything> |\n"
            "| `another-rule` | locks | info |  | waits (with --runner psql) |\n");
}

TEST(RuleList, IsJson) {
  const auto document = nlohmann::json::parse(printed("json"));
  EXPECT_EQ(document["rules"][0]["id"], "a-rule");
  EXPECT_EQ(document["rules"][0]["group"], "data-loss");
  EXPECT_EQ(document["rules"][0]["fix"], "unsafe");
  EXPECT_EQ(document["rules"][0]["active"], "always");
  EXPECT_EQ(document["rules"][1]["active"], "with --runner psql");
}

}  // namespace
}  // namespace pgsettle
