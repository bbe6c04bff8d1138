#include <gtest/gtest.h>

#include "report/format.h"
#include "support/golden.h"
#include "support/json_schema.h"
#include "support/lint_text.h"
#include "support/made_findings.h"

namespace pgsettle {
namespace {

using Json = nlohmann::ordered_json;

const Format& format() { return format_named("sarif"); }

Json parsed(const std::string& text) {
  const nlohmann::json schema = read_json("report/schemas/sarif-2.1.0.json");
  EXPECT_EQ(schema_violations(schema, nlohmann::json::parse(text)), std::vector<std::string>());
  return Json::parse(text);
}

// The list of all rules is not kept in the golden file, which would change with each new one.
TEST(SarifFormat, Lint) {
  const MadeFindings made = some_findings();
  Json document = parsed(format().lint({.result = made.result}));
  Json& driver = document["runs"][0]["tool"]["driver"];
  EXPECT_EQ(driver["rules"].size(), rules::all().size());
  for (Json& result : document["runs"][0]["results"]) {
    EXPECT_EQ(driver["rules"].at(result["ruleIndex"].get<std::size_t>())["id"], result["ruleId"]);
    result.erase("ruleIndex");
  }
  driver.erase("rules");
  driver["version"] = "N";
  expect_golden("report/golden/sarif/lint.json", document.dump(2) + '\n');
}

TEST(SarifFormat, RulesHaveTheirTexts) {
  const Json document = parsed(format().lint({.result = LintResult{}}));
  EXPECT_EQ(document["runs"][0]["results"], Json::array());
  for (const Json& rule : document["runs"][0]["tool"]["driver"]["rules"]) {
    const Rule& known = *find_rule(rule["id"].get<std::string>());
    EXPECT_EQ(rule["shortDescription"]["text"], known.summary);
    EXPECT_EQ(rule["fullDescription"]["text"], known.why);
    EXPECT_EQ(rule["properties"]["tags"][0], name(known.group));
  }
}

std::size_t offset_of(const SourceText& source, const Json& line, const Json& column) {
  for (std::size_t at = 0;; ++at) {
    const Position position = source.position(at);
    if (position.line == line && position.column == column) return at;
    if (at > source.text().size()) throw std::out_of_range("no such place");
  }
}

// Whoever applies the replacements gets what --fix writes.
TEST(SarifFormat, FixesOfEveryRuleReplaceWhatTheyShould) {
  std::size_t fixes = 0;
  for (const Rule* rule : rules::all()) {
    if (rule->bad.empty() || rule->fix == FixClass::none) continue;
    LintOptions options;
    options.select = {std::string(rule->id)};
    const LintedText linted({"SELECT 'ä', '日本';\n" + std::string(rule->bad)}, options);
    const Json document = parsed(format().lint({.result = linted.result()}));
    const Json& results = document["runs"][0]["results"];
    for (std::size_t i = 0; i < results.size(); ++i) {
      const Finding& finding = linted.result().findings[i];
      if (!results[i].contains("fixes")) continue;
      const Json& replacements = results[i]["fixes"][0]["artifactChanges"][0]["replacements"];
      ASSERT_EQ(replacements.size(), finding.fix->edits.size());
      for (std::size_t j = 0; j < replacements.size(); ++j, ++fixes) {
        const Json& region = replacements[j]["deletedRegion"];
        const SourceText& source = *finding.diagnostic.source;
        const Edit& edit = finding.fix->edits[j];
        EXPECT_EQ(offset_of(source, region["startLine"], region["startColumn"]), edit.range.begin);
        EXPECT_EQ(offset_of(source, region["endLine"], region["endColumn"]), edit.range.end);
        EXPECT_EQ(replacements[j]["insertedContent"]["text"], edit.text);
      }
    }
  }
  EXPECT_GT(fixes, 5U);
}

TEST(SarifFormat, RunThatCouldNotStart) {
  const Json document =
      parsed(format().error("lint", Error(ErrorCode::configuration, "no", "Mend it.")));
  const Json& invocation = document["runs"][0]["invocations"][0];
  EXPECT_EQ(invocation["executionSuccessful"], false);
  EXPECT_EQ(invocation["exitCode"], 78);
  EXPECT_EQ(invocation["toolExecutionNotifications"][0]["message"]["text"], "no\nMend it.");
}

}  // namespace
}  // namespace pgsettle
