#include <gtest/gtest.h>

#include "report/format.h"
#include "support/golden.h"
#include "support/made_findings.h"

namespace pgsettle {
namespace {

const Format& format() { return format_named("github"); }

TEST(GithubFormat, Lint) {
  expect_golden("report/golden/github/lint.txt", format().lint({.result = some_findings().result}));
}

// Documented for the runner: % \r \n everywhere, also : and , in properties.
TEST(GithubFormat, EscapesWhatSeparates) {
  MadeFindings made;
  made.add_file("a,b:c%d\n.sql", "x");
  made.add("unguarded-create", Severity::error, "x", "50%: a,\r\nb::c");
  EXPECT_EQ(format().lint({.result = made.result}),
            "::error file=a%2Cb%3Ac%25d%0A.sql,line=1,col=1,endLine=1,endColumn=2,"
            "title=unguarded-create::50%25: a,%0D%0Ab::c\n");
}

// The runner throws columns away when lines differ, and says so in the log.
TEST(GithubFormat, GivesColumnsOnlyWithinALine) {
  MadeFindings made;
  made.add_file("a.sql", "x\ny");
  made.add("unguarded-create", Severity::warning, "x\ny", "m");
  EXPECT_EQ(format().lint({.result = made.result}),
            "::warning file=a.sql,line=1,endLine=2,title=unguarded-create::m\n");
}

TEST(GithubFormat, RunThatCouldNotStart) {
  EXPECT_EQ(format().error("lint", Error(ErrorCode::usage, "x does not exist", "Give it.")),
            "::error title=pgsettle::x does not exist%0AGive it.\n");
  EXPECT_EQ(format().error("", Error(ErrorCode::usage, "no")), "::error title=pgsettle::no\n");
  EXPECT_EQ(format().lint({.result = LintResult{}}), "");
}

}  // namespace
}  // namespace pgsettle
