#include "apply/result.h"

#include <gtest/gtest.h>

namespace pgsettle {
namespace {

TEST(ApplyResult, CountsOutcomesOverAllScripts) {
  const auto statement = [](Outcome outcome) {
    return StatementResult{.statement = nullptr, .outcome = outcome};
  };
  ApplyResult result;
  result.scripts.push_back(
      {.script = nullptr, .statements = {statement(Outcome::applied), statement(Outcome::ran)}});
  result.scripts.push_back({.script = nullptr});
  result.scripts.push_back({.script = nullptr, .statements = {statement(Outcome::applied)}});
  EXPECT_EQ(result.count(Outcome::applied), 2U);
  EXPECT_EQ(result.count(Outcome::ran), 1U);
  EXPECT_EQ(result.count(Outcome::failed), 0U);
}

TEST(ApplyResult, CountsACommitOfOursThatFailed) {
  ApplyResult result;
  EXPECT_EQ(result.failed_commits(), 0U);
  result.commit_error = ServerMessage{};
  EXPECT_EQ(result.failed_commits(), 1U);
  EXPECT_EQ(result.count(Outcome::failed), 1U);
  EXPECT_EQ(result.count(Outcome::applied), 0U);
}

TEST(ApplyResult, NamesAreThoseOfTheReports) {
  EXPECT_EQ(name(Outcome::applied), "applied");
  EXPECT_EQ(name(Outcome::unchanged), "unchanged");
  EXPECT_EQ(name(Outcome::ran), "ran");
  EXPECT_EQ(name(Outcome::failed), "failed");
  EXPECT_EQ(name(Outcome::not_run), "not_run");
  EXPECT_EQ(name(ScriptState::committed), "committed");
  EXPECT_EQ(name(ScriptState::rolled_back), "rolled_back");
  EXPECT_EQ(name(ScriptState::partly_committed), "partly_committed");
  EXPECT_EQ(name(ScriptState::in_doubt), "in_doubt");
  EXPECT_EQ(name(ScriptState::not_run), "not_run");
}

}  // namespace
}  // namespace pgsettle
