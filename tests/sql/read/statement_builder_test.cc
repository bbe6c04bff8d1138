#include "sql/read/statement_builder.h"

#include <gtest/gtest.h>

#include <string_view>

namespace pgsettle {
namespace {

// Adds the tokens of bytes [begin, end) of the source.
void add(StatementBuilder& builder, const SourceText& source, Range range) {
  for (std::size_t at = range.begin; at < range.end;) {
    const Token token = next_token(source.text().substr(0, range.end), at);
    if (token.kind != TokenKind::white_space) builder.add(token);
    at = token.range.end;
  }
}

TEST(StatementBuilder, IsARangeWhileNothingIsReplaced) {
  const SourceText source("a.sql", "  SELECT 1 ;");
  StatementBuilder builder(source);
  EXPECT_TRUE(builder.empty());
  add(builder, source, {.begin = 2, .end = 10});
  EXPECT_FALSE(builder.empty());
  EXPECT_EQ(builder.begin(), 2U);
  EXPECT_EQ(builder.last_end(), 10U);
  const Statement statement = builder.finish(12);
  EXPECT_EQ(statement.range, (Range{.begin = 2, .end = 12}));
  EXPECT_FALSE(statement.rewritten);
  EXPECT_TRUE(statement.substitutions.empty());
  EXPECT_TRUE(builder.empty());
}

TEST(StatementBuilder, IsBuiltFromTheFirstReplacementOn) {
  const SourceText source("a.sql", "SELECT :x, CUT 2");
  StatementBuilder builder(source);
  add(builder, source, {.begin = 0, .end = 6});
  builder.add_expanded({.kind = TokenKind::number, .range = {}}, "1", {.begin = 7, .end = 9});
  builder.add_expanded({.kind = TokenKind::white_space, .range = {}}, " ", {.begin = 7, .end = 9});
  add(builder, source, {.begin = 9, .end = 10});
  builder.cut({.begin = 11, .end = 14});
  add(builder, source, {.begin = 15, .end = 16});
  const Statement statement = builder.finish(16);
  EXPECT_EQ(statement.sql(), "SELECT 1 ,  2");
  ASSERT_EQ(statement.substitutions.size(), 2U);
  EXPECT_EQ(statement.substitutions[0].sent, (Range{.begin = 7, .end = 9}));
  EXPECT_EQ(statement.substitutions[0].replaced, (Range{.begin = 7, .end = 9}));
  EXPECT_EQ(statement.substitutions[1].sent, (Range{.begin = 11, .end = 11}));
  EXPECT_EQ(statement.substitutions[1].replaced, (Range{.begin = 11, .end = 14}));
}

TEST(StatementBuilder, DoesNotBeginWithWhiteSpace) {
  const SourceText source("a.sql", ":x");
  StatementBuilder builder(source);
  builder.add_expanded({.kind = TokenKind::white_space, .range = {}}, " ", {.begin = 0, .end = 2});
  builder.add_expanded({.kind = TokenKind::comment, .range = {}}, "--", {.begin = 0, .end = 2});
  EXPECT_TRUE(builder.empty());
}

TEST(StatementBuilder, NoticesCopyFromStdin) {
  for (const std::string_view text :
       {"COPY t FROM STDIN", "copy t (a) from stdin with csv", "COPY t FROM\nStdin"}) {
    const SourceText source("a.sql", std::string(text));
    StatementBuilder builder(source);
    add(builder, source, {.begin = 0, .end = text.size()});
    EXPECT_TRUE(builder.is_copy_from_stdin()) << text;
    builder.finish(text.size());
    EXPECT_FALSE(builder.is_copy_from_stdin());
  }
  for (const std::string_view text :
       {"COPY t FROM 'stdin'", "COPY t TO STDIN", "COPY (SELECT a FROM stdin) TO 'f'",
        "SELECT a FROM stdin", "COPY t FROM x stdin", "COPY t \"from\" stdin",
        "x COPY t FROM stdin"}) {
    const SourceText source("a.sql", std::string(text));
    StatementBuilder builder(source);
    add(builder, source, {.begin = 0, .end = text.size()});
    EXPECT_FALSE(builder.is_copy_from_stdin()) << text;
  }
}

TEST(StatementBuilder, KeepsMarksForOneStatement) {
  const SourceText source("a.sql", "a b");
  StatementBuilder builder(source);
  add(builder, source, {.begin = 0, .end = 1});
  builder.mark_unresolved();
  builder.mark_faulty();
  EXPECT_TRUE(builder.is_faulty());
  EXPECT_TRUE(builder.finish(1).unresolved);
  EXPECT_FALSE(builder.is_faulty());
  add(builder, source, {.begin = 2, .end = 3});
  EXPECT_FALSE(builder.finish(3).unresolved);
}

}  // namespace
}  // namespace pgsettle
