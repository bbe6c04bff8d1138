#include <gtest/gtest.h>

#include <set>

#include "report/format.h"
#include "support/golden.h"
#include "support/json_schema.h"
#include "support/made_findings.h"

namespace pgsettle {
namespace {

using Json = nlohmann::json;

const Format& format() { return format_named("gitlab"); }

Json parsed(const MadeFindings& made) {
  Json document = Json::parse(format().lint({.result = made.result}));
  const Json schema = read_json("report/schemas/gitlab-code-quality.json");
  EXPECT_EQ(schema_violations(schema, document), std::vector<std::string>());
  return document;
}

TEST(GitlabFormat, Lint) {
  const MadeFindings made = some_findings();
  parsed(made);
  expect_golden("report/golden/gitlab/lint.json", format().lint({.result = made.result}));
}

Json two_of_the_same(std::string_view before) {
  MadeFindings made;
  made.add_file("a.sql", std::string(before) + "x;");
  made.add("unguarded-create", Severity::error, "x", "m");
  made.add("unguarded-create", Severity::error, "x", "m");
  return parsed(made);
}

TEST(GitlabFormat, FingerprintStaysWhenLinesMove) {
  const Json first = two_of_the_same("");
  const Json moved = two_of_the_same("-- new\n\n");
  EXPECT_NE(first[0]["location"], moved[0]["location"]);
  EXPECT_EQ(first[0]["fingerprint"], moved[0]["fingerprint"]);
  EXPECT_EQ(first[1]["fingerprint"], moved[1]["fingerprint"]);
  EXPECT_NE(first[0]["fingerprint"], first[1]["fingerprint"]);
}

TEST(GitlabFormat, FingerprintsDiffer) {
  MadeFindings made;
  made.add_file("a.sql", "x; y;");
  made.add("unguarded-create", Severity::error, "x", "m");
  made.add("unguarded-create-role", Severity::error, "x", "m");
  made.add("unguarded-create", Severity::error, "y", "m");
  made.add_file("b.sql", "x; y;");
  made.add("unguarded-create", Severity::error, "x", "m");
  std::set<Json> seen;
  for (const Json& issue : parsed(made)) seen.insert(issue["fingerprint"]);
  EXPECT_EQ(seen.size(), 4U);
}

TEST(GitlabFormat, NothingFoundIsAnEmptyList) {
  EXPECT_EQ(parsed(MadeFindings()), Json::array());
  EXPECT_EQ(format().error("lint", Error(ErrorCode::usage, "no")), "");
}

}  // namespace
}  // namespace pgsettle
