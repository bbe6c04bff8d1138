#include "sql/parse/code_outcome.h"

#include <gtest/gtest.h>

#include <map>

#include "sql/parse/analysis.h"

namespace pgsettle {
namespace {

// The answers are those to "to_regclass('a') IS NULL" and so on; what is left out is not known.
bool executes_nothing_with(const std::string& body, const std::map<char, bool>& answers) {
  std::string text;
  for (const char c : body) {
    const bool condition = c >= '1' && c <= '9';
    text += condition ? std::string("to_regclass('c") + c + "') IS NULL" : std::string(1, c);
  }
  const Analysis analysis = analyse("DO $$ BEGIN " + text + " END $$");
  EXPECT_TRUE(analysis.code && analysis.code->is_complete()) << body;
  const auto answer = [&](const CodeCondition& condition) -> std::optional<bool> {
    const char number = condition.text.at(condition.text.find('\'') + 2);
    const auto found = answers.find(number);
    return found != answers.end() ? std::optional(found->second) : std::nullopt;
  };
  return evaluates_all(*analysis.code, answer) &&
         std::ranges::all_of(analysis.code->statements, [&](const CodeStatement& statement) {
           return is_reached(statement, answer) == Reached::no;
         });
}

TEST(CodeOutcome, NothingIsExecutedWhenAConditionFails) {
  const std::string code = "IF 1 THEN DROP TABLE x; ELSE DROP TABLE y; END IF;";
  EXPECT_FALSE(executes_nothing_with(code, {{'1', true}}));
  EXPECT_FALSE(executes_nothing_with(code, {{'1', false}}));
  EXPECT_TRUE(executes_nothing_with("IF 1 THEN DROP TABLE x; END IF;", {{'1', false}}));
  EXPECT_FALSE(executes_nothing_with("IF 1 THEN DROP TABLE x; END IF;", {}));
  EXPECT_TRUE(executes_nothing_with("IF 1 THEN RETURN; END IF; DROP TABLE x;", {{'1', true}}));
  EXPECT_FALSE(executes_nothing_with("IF 1 THEN RETURN; END IF; DROP TABLE x;", {{'1', false}}));
}

TEST(CodeOutcome, FollowsNestedConditionsInTheirOrder) {
  const std::string nested = "IF 1 THEN IF 2 THEN DROP TABLE x; END IF; END IF;";
  EXPECT_TRUE(executes_nothing_with(nested, {{'1', false}}));
  EXPECT_TRUE(executes_nothing_with(nested, {{'1', true}, {'2', false}}));
  // The first may fail when it is evaluated.
  EXPECT_FALSE(executes_nothing_with(nested, {{'2', false}}));
}

TEST(CodeOutcome, FollowsWaysOut) {
  const std::string way = "IF 1 THEN IF 2 THEN RETURN; END IF; END IF; DROP TABLE x;";
  EXPECT_TRUE(executes_nothing_with(way, {{'1', true}, {'2', true}}));
  EXPECT_FALSE(executes_nothing_with(way, {{'1', true}, {'2', false}}));
  EXPECT_FALSE(executes_nothing_with(way, {{'1', true}}));
}

TEST(CodeOutcome, AConditionWithoutStatementsMayFail) {
  const std::string code = "IF 1 THEN RAISE NOTICE 'x'; END IF; IF 2 THEN DROP TABLE x; END IF;";
  EXPECT_TRUE(executes_nothing_with(code, {{'1', true}, {'2', false}}));
  EXPECT_FALSE(executes_nothing_with(code, {{'2', false}}));
}

}  // namespace
}  // namespace pgsettle
