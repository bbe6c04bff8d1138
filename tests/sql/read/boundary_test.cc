#include "sql/read/boundary.h"

#include <gtest/gtest.h>

#include <string_view>
#include <utility>

namespace pgsettle {
namespace {

// How many of the semicolons end a statement, counted as if each began a new one.
int count_ends(std::string_view text) {
  int ends = 0;
  Boundary boundary;
  for (std::size_t at = 0; at < text.size();) {
    const Token token = next_token(text, at);
    at = token.range.end;
    if (token.kind == TokenKind::white_space || token.kind == TokenKind::comment) continue;
    if (token.kind == TokenKind::semicolon && boundary.semicolon_ends()) {
      ++ends;
      boundary = Boundary();
    } else {
      boundary.see(token, text.substr(token.range.begin, token.range.size()));
    }
  }
  return ends;
}

TEST(Boundary, FollowsParenthesesAndAtomicBodies) {
  const std::pair<std::string_view, int> cases[] = {
      {"SELECT 1; SELECT 2;", 2},
      {";;", 2},
      {"(a; b; (c; d);); e;", 2},
      {"CREATE RULE r AS ON INSERT TO t DO (DELETE FROM a; DELETE FROM b);", 1},
      {"a); b;", 2},
      {"(a; b;", 0},
      {"CREATE FUNCTION f() BEGIN ATOMIC SELECT 1; SELECT 2; END;", 1},
      {"create or replace procedure p() begin atomic select 1; end; select 2;", 2},
      {"CREATE FUNCTION f() BEGIN ATOMIC SELECT CASE WHEN a THEN 1 END; END;", 1},
      {"CREATE FUNCTION f() BEGIN ATOMIC SELECT CASE a WHEN CASE 1 WHEN 2 THEN 3 END THEN 4 END; "
       "SELECT 2; END; x;",
       2},
      {"CREATE FUNCTION f() BEGIN ATOMIC SELECT (CASE WHEN a THEN 1 END); END; x;", 2},
      {"CREATE FUNCTION f(a int DEFAULT CASE WHEN true THEN 1 END) BEGIN ATOMIC SELECT 1; END;", 1},
      {"CREATE FUNCTION f() BEGIN ATOMIC BEGIN; END; END;", 1},
      {"CREATE FUNCTION f() AS 'begin'; x;", 2},
      {"CREATE FUNCTION f() AS $$ BEGIN; END $$; x;", 2},
      {"CREATE FUNCTION f() RETURN CASE WHEN a THEN 1 END; x;", 2},
      {"CREATE FUNCTION f() BEGIN ATOMIC SELECT \"begin\"; END; x;", 2},
      {"CREATE /* c */ OR -- d\n REPLACE FUNCTION f() BEGIN ATOMIC SELECT 1; END;", 1},
      // BEGIN means something else everywhere but in a routine.
      {"BEGIN; SELECT 1; END;", 3},
      {"CREATE TABLE t (begin int); x;", 2},
      {"CREATE TABLE begin AS SELECT 1; x;", 2},
      {"CREATE VIEW v AS SELECT CASE WHEN a THEN 1 END; x;", 2},
      {"DROP FUNCTION begin; x;", 2},
      {"CREATE AGGREGATE begin (x); x;", 2},
  };
  for (const auto& [text, ends] : cases) EXPECT_EQ(count_ends(text), ends) << text;
}

}  // namespace
}  // namespace pgsettle
