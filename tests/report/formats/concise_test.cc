#include <gtest/gtest.h>

#include "report/format.h"
#include "support/golden.h"
#include "support/made_findings.h"

namespace pgsettle {
namespace {

const Format& format() { return format_named("concise"); }

TEST(ConciseFormat, IsALineForEachFinding) {
  expect_golden("report/golden/concise/lint.txt",
                format().lint({.result = some_findings().result}));
}

TEST(ConciseFormat, SaysNothingWhenThereIsNothing) {
  EXPECT_EQ(format().lint({.result = LintResult{}}), "");
  EXPECT_EQ(format().error("lint", Error(ErrorCode::usage, "no")), "");
}

TEST(ConciseFormat, Statistics) {
  MadeFindings made;
  made.add_file("a.sql", "x; y;");
  made.add("unguarded-create", Severity::error, "x", "m");
  made.add("unguarded-create", Severity::error, "y", "m");
  EXPECT_EQ(format().lint({.result = made.result, .statistics = true}),
            "     2  unguarded-create\n");
}

}  // namespace
}  // namespace pgsettle
