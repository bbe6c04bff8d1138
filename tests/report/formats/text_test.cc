#include <gtest/gtest.h>

#include "base/utf8.h"
#include "report/format.h"
#include "report/summary.h"
#include "support/fake_run.h"
#include "support/golden.h"
#include "support/made_findings.h"

namespace pgsettle {
namespace {

TEST(Formats, EveryFileIsAnEntryOrderedById) {
  std::string ids;
  for (const Format* format : formats::all()) {
    ids += std::string(format->id) + ' ';
    EXPECT_FALSE(format->summary.empty());
  }
  EXPECT_EQ(ids, "concise github gitlab json junit markdown sarif sql text ");
}

TEST(TextFormat, IsTheSummaryAndNothingElse) {
  const Format& text = format_named("text");
  FakeRun run;
  run.add("1.sql", "CREATE TABLE t ();");
  const ConnectedTo server = {};
  EXPECT_TRUE(text.streams_scripts);
  EXPECT_FALSE(text.needs_times);
  EXPECT_EQ(text.apply({.command = "apply", .server = server, .result = run.result}),
            summary(run.result));
  EXPECT_EQ(text.error("apply", Error(ErrorCode::usage, "wrong")), "");
  EXPECT_EQ(text.refusal({.command = "apply", .code = ErrorCode::findings, .diagnostics = {}}), "");
}

TEST(Formats, SayWhatTheyCannotStart) {
  for (const Format* format : formats::all()) {
    ASSERT_NE(format->error, nullptr) << format->id;
    const bool refuses = format->apply != nullptr || format->plan != nullptr;
    EXPECT_EQ(refuses, format->refusal != nullptr) << format->id;
  }
}

TEST(Formats, OfLintShowNoPasswordsAndOnlyUtf8) {
  for (const Format* format : formats::all()) {
    if (format->lint == nullptr) continue;
    const MadeFindings made = some_findings();
    const std::string text = format->lint({.result = made.result});
    EXPECT_EQ(text.find("secret"), std::string::npos) << text;
    EXPECT_EQ(find_invalid_utf8(text), std::string_view::npos) << format->id;
  }
}

TEST(TextFormat, LintUnderlinesWhatItFound) {
  expect_golden("report/golden/text/lint.txt",
                format_named("text").lint({.result = some_findings().result}));
}

TEST(TextFormat, StatisticsCountByRule) {
  const MadeFindings made = some_findings();
  const std::string text = format_named("text").lint({.result = made.result, .statistics = true});
  EXPECT_EQ(text,
            "     1  create-without-if-not-exists\n     1  unguarded-create\n"
            "     1  unguarded-create-role\n     1  unparsable-statement\n"
            "5 statements in 2 scripts: 2 errors, 1 warning, 1 remark; 1 fixable; "
            "1 statement not understood\n");
}

}  // namespace
}  // namespace pgsettle
