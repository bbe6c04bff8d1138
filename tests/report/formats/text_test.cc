#include <gtest/gtest.h>

#include "report/format.h"
#include "report/summary.h"
#include "support/fake_run.h"

namespace pgsettle {
namespace {

TEST(Formats, EveryFileIsAnEntryOrderedById) {
  std::string ids;
  for (const Format* format : formats::all()) {
    ids += std::string(format->id) + ' ';
    EXPECT_FALSE(format->summary.empty());
  }
  EXPECT_EQ(ids, "json text ");
}

TEST(TextFormat, IsTheSummaryAndNothingElse) {
  const Format& text = *formats::all()[1];
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

}  // namespace
}  // namespace pgsettle
