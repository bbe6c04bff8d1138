#include <gtest/gtest.h>

#include "base/process.h"
#include "report/format.h"
#include "support/golden.h"
#include "support/made_findings.h"

namespace pgsettle {
namespace {

const Format& format() { return format_named("junit"); }

// By libxml2's validator, which scripts/setup installs.
void expect_valid(const std::string& document) {
  const std::string schema = std::string(PGSETTLE_SOURCE_DIR) + "/tests/report/schemas/junit.xsd";
  const CompletedProcess result =
      run({.arguments = {"xmllint", "--noout", "--schema", schema, "-"}, .input = document});
  EXPECT_EQ(result.exit_status, 0) << result.errors << '\n' << document;
}

TEST(JunitFormat, Lint) {
  const std::string document = format().lint({.result = some_findings().result});
  expect_valid(document);
  expect_golden("report/golden/junit/lint.xml", document);
}

TEST(JunitFormat, NothingFoundIsACaseThatPassed) {
  MadeFindings made;
  made.add_file("a.sql", "");
  const std::string document = format().lint({.result = made.result});
  expect_valid(document);
  EXPECT_NE(document.find("<testcase name=\"1 script\" classname=\"pgsettle lint\"/>"),
            std::string::npos)
      << document;
}

TEST(JunitFormat, RunThatCouldNotStartIsAnError) {
  const std::string document =
      format().error("lint", Error(ErrorCode::usage, "<x> does not exist", "Give \"it\"."));
  expect_valid(document);
  expect_golden("report/golden/junit/error.xml", document);
}

TEST(JunitFormat, HoldsAnyText) {
  std::string all;
  for (int c = 1; c < 256; ++c) all += static_cast<char>(c);
  all += "\xEF\xBF\xBE\xEF\xBF\xBF ]]> &amp; <!--";
  MadeFindings made;
  made.add_file(all, all);
  made.add("unguarded-create", Severity::error, all, all, all);
  made.add("unguarded-create", Severity::info, all, all, all);
  expect_valid(format().lint({.result = made.result}));
  expect_valid(format().error("lint", Error(ErrorCode::usage, all, all)));
}

}  // namespace
}  // namespace pgsettle
