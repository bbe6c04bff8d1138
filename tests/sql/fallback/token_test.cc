#include "sql/fallback/token.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace pgsettle {
namespace {

std::string_view name(TokenKind kind) {
  switch (kind) {
    case TokenKind::white_space:
      return "space";
    case TokenKind::comment:
      return "comment";
    case TokenKind::word:
      return "word";
    case TokenKind::quoted_identifier:
      return "quoted";
    case TokenKind::string:
      return "string";
    case TokenKind::number:
      return "number";
    case TokenKind::symbol:
      return "symbol";
    case TokenKind::semicolon:
      return "semicolon";
    case TokenKind::open_parenthesis:
      return "open";
    case TokenKind::close_parenthesis:
      return "close";
    case TokenKind::backslash:
      return "backslash";
    case TokenKind::variable:
      return "variable";
  }
  return "";
}

using Tokens = std::vector<std::string>;

// Each as "kind text", with "unterminated" before it where it applies; without white space.
Tokens lex(std::string_view text, const LexerOptions& options = {}) {
  Tokens tokens;
  for (std::size_t at = 0; at < text.size();) {
    const Token token = next_token(text, at, options);
    EXPECT_EQ(token.range.begin, at) << text;
    EXPECT_GT(token.range.end, at) << text;
    EXPECT_LE(token.range.end, text.size()) << text;
    if (token.range.end <= at || token.range.end > text.size()) return tokens;
    if (token.kind != TokenKind::white_space) {
      tokens.push_back((token.terminated ? "" : "unterminated ") + std::string(name(token.kind)) +
                       " " + std::string(text.substr(at, token.range.size())));
    }
    at = token.range.end;
  }
  return tokens;
}

struct Case {
  std::string_view text;
  Tokens tokens;
};

void expect_tokens(const std::vector<Case>& cases, const LexerOptions& options = {}) {
  for (const Case& c : cases) EXPECT_EQ(lex(c.text, options), c.tokens) << c.text;
}

TEST(Token, TellsKindsApart) {
  expect_tokens({
      {"a A_1$b é日本", {"word a", "word A_1$b", "word é日本"}},
      {"1 2.5", {"number 1", "number 2", "symbol .", "number 5"}},
      {"a;(b)", {"word a", "semicolon ;", "open (", "word b", "close )"}},
      {"\\d", {"backslash \\", "word d"}},
      {"a::b := c", {"word a", "symbol ::", "word b", "symbol :=", "word c"}},
      {" \t\r\n\f\v\xEF\xBB\xBF", {}},
      {"a\xEF\xBB\xBF", {"word a\xEF\xBB\xBF"}},  // a letter for the server, too
  });
}

TEST(Token, ReadsStrings) {
  expect_tokens({
      {"'a''b;c'", {"string 'a''b;c'"}},
      {"''", {"string ''"}},
      {"''''", {"string ''''"}},
      {"'a\\'b", {"string 'a\\'", "word b"}},
      {"E'a\\'b'c", {"string E'a\\'b'", "word c"}},
      {"e'\\\\'c", {"string e'\\\\'", "word c"}},
      {"E'a''b\\''", {"string E'a''b\\''"}},
      {"U&'a\\'b", {"string U&'a\\'", "word b"}},
      {"u&'\\0061'", {"string u&'\\0061'"}},
      {"B'01' x'1F' N'n\\'", {"string B'01'", "string x'1F'", "string N'n\\'"}},
      {"ne'x'", {"word ne", "string 'x'"}},
      {"U & 'a'", {"word U", "symbol &", "string 'a'"}},
      {"E 'a\\'", {"word E", "string 'a\\'"}},
      {"'\n;\n'", {"string '\n;\n'"}},
      {"'abc", {"unterminated string 'abc"}},
      {"'abc''", {"unterminated string 'abc''"}},
      {"E'abc\\'", {"unterminated string E'abc\\'"}},
      {"E'abc\\", {"unterminated string E'abc\\"}},
      {"U&'", {"unterminated string U&'"}},
  });
}

TEST(Token, ReadsBackslashesByTheSetting) {
  const LexerOptions off{.standard_strings = false};
  expect_tokens(
      {
          {"'a\\'b'c", {"string 'a\\'b'", "word c"}},
          {"N'a\\'b'c", {"string N'a\\'b'", "word c"}},
          {"'\\\\'c", {"string '\\\\'", "word c"}},
          {"U&'a\\'b", {"string U&'a\\'", "word b"}},
          {"$$\\$$c", {"string $$\\$$", "word c"}},
          {"\"a\\\"b", {"quoted \"a\\\"", "word b"}},
      },
      off);
}

TEST(Token, ContinuesStringsOnLaterLines) {
  expect_tokens({
      {"'a'\n'b'", {"string 'a'\n'b'"}},
      {"'a' \t\r\n  \n 'b'", {"string 'a' \t\r\n  \n 'b'"}},
      {"'a'\r'b'", {"string 'a'\r'b'"}},
      {"'a' 'b'", {"string 'a'", "string 'b'"}},
      {"E'a'\n'b\\'c'd", {"string E'a'\n'b\\'c'", "word d"}},
      {"E'a' 'b\\'c", {"string E'a'", "string 'b\\'", "word c"}},
      {"E'a'\n-- it's\n'b\\'c'd", {"string E'a'\n-- it's\n'b\\'c'", "word d"}},
      {"E'a' -- it's\n'b\\'c'd", {"string E'a' -- it's\n'b\\'c'", "word d"}},
      {"E'a' -- it's\n\n -- more\n'b\\'c'd",
       {"string E'a' -- it's\n\n -- more\n'b\\'c'", "word d"}},
      // A block comment ends the string.
      {"E'a'\n/* */'b\\'c", {"string E'a'", "comment /* */", "string 'b\\'", "word c"}},
      {"'a'\n$$b$$", {"string 'a'", "string $$b$$"}},
      {"'a'\nE'b'", {"string 'a'", "string E'b'"}},
      {"'a'\n-- c", {"string 'a'", "comment -- c"}},
      {"'a'\n'b", {"unterminated string 'a'\n'b"}},
      {"\"a\"\n\"b\"", {"quoted \"a\"", "quoted \"b\""}},
  });
}

TEST(Token, ReadsDollarQuotes) {
  expect_tokens({
      {"$$a;'b$$", {"string $$a;'b$$"}},
      {"$$$$", {"string $$$$"}},
      {"$a$ $b$ $$ $a$", {"string $a$ $b$ $$ $a$"}},
      {"$a$$a$", {"string $a$$a$"}},
      {"$a$ $A$ $a$", {"string $a$ $A$ $a$"}},
      {"$a$ $xa$ $a$", {"string $a$ $xa$ $a$"}},
      {"$_é1$x$_é1$", {"string $_é1$x$_é1$"}},
      {"$$a$b$$", {"string $$a$b$$"}},
      {"$body$ $b$x$b$ $body$", {"string $body$ $b$x$b$ $body$"}},
      // No quotes at all:
      {"foo$$bar", {"word foo$$bar"}},
      {"foo$a$bar", {"word foo$a$bar"}},
      {"$1", {"symbol $1"}},
      {"$12$$a$$", {"symbol $12", "string $$a$$"}},
      {"$1a$", {"symbol $1", "word a$"}},
      {"$a", {"symbol $", "word a"}},
      {"$a b$", {"symbol $", "word a", "word b$"}},
      {"$", {"symbol $"}},
      {"$$a", {"unterminated string $$a"}},
      {"$a$ $a", {"unterminated string $a$ $a"}},
      {"$a$ $A$", {"unterminated string $a$ $A$"}},
  });
}

TEST(Token, ReadsQuotedIdentifiers) {
  expect_tokens({
      {"\"a;'\"\"--\"b", {"quoted \"a;'\"\"--\"", "word b"}},
      {"U&\"d\\0061\"", {"quoted U&\"d\\0061\""}},
      {"u&\"a\"\"b\"", {"quoted u&\"a\"\"b\""}},
      {"\"a\\\"b", {"quoted \"a\\\"", "word b"}},
      {"\"a", {"unterminated quoted \"a"}},
      {"\"a\"\"", {"unterminated quoted \"a\"\""}},
  });
}

TEST(Token, ReadsComments) {
  expect_tokens({
      {"-- a;'b\nc", {"comment -- a;'b", "word c"}},
      {"-- a\rb", {"comment -- a", "word b"}},
      {"-- a", {"comment -- a"}},
      {"--", {"comment --"}},
      {"a+--b\nc", {"word a", "symbol +", "comment --b", "word c"}},
      {"a@--b", {"word a", "symbol @", "comment --b"}},
      {"a - -b", {"word a", "symbol -", "symbol -", "word b"}},
      {"/* a; ' */b", {"comment /* a; ' */", "word b"}},
      {"/**/b", {"comment /**/", "word b"}},
      {"/***/b", {"comment /***/", "word b"}},
      {"/* a /* b */ c */d", {"comment /* a /* b */ c */", "word d"}},
      {"/*/**/*/d", {"comment /*/**/*/", "word d"}},
      {"/* -- */b", {"comment /* -- */", "word b"}},
      {"-- /*\nb", {"comment -- /*", "word b"}},
      {"a*/*c*/b", {"word a", "symbol *", "comment /*c*/", "word b"}},
      {"a*/b", {"word a", "symbol *", "symbol /", "word b"}},
      {"/*", {"unterminated comment /*"}},
      {"/*/", {"unterminated comment /*/"}},
      {"/*/*/", {"unterminated comment /*/*/"}},
      {"/* a /* b */ c", {"unterminated comment /* a /* b */ c"}},
  });
}

TEST(Token, ReadsVariables) {
  expect_tokens({
      {":a :a1_é", {"variable :a", "variable :a1_é"}},
      {":'a':\"a\":{?a}", {"variable :'a'", "variable :\"a\"", "variable :{?a}"}},
      {":1", {"variable :1"}},
      {"a:b", {"word a", "variable :b"}},
      {"a::b", {"word a", "symbol ::", "word b"}},
      {"a:::b", {"word a", "symbol ::", "variable :b"}},
      {"a[1:2]", {"word a", "symbol [", "number 1", "variable :2", "symbol ]"}},
      {"a[1 : 2]", {"word a", "symbol [", "number 1", "symbol :", "number 2", "symbol ]"}},
      {":=a", {"symbol :=", "word a"}},
      {":'a b'", {"symbol :", "string 'a b'"}},
      {":\"a b\"", {"symbol :", "quoted \"a b\""}},
      {":''", {"symbol :", "string ''"}},
      {":{a}", {"symbol :", "symbol {", "word a", "symbol }"}},
      {":{?}", {"symbol :", "symbol {", "symbol ?", "symbol }"}},
      {":{?a", {"symbol :", "symbol {", "symbol ?", "word a"}},
      {":", {"symbol :"}},
      {"':a'", {"string ':a'"}},
      {"$$:a$$", {"string $$:a$$"}},
      {"\":a\"", {"quoted \":a\""}},
      {"--:a", {"comment --:a"}},
  });
}

TEST(Token, StartsAnywhere) {
  const std::string_view text = "ab 'c'";
  EXPECT_EQ(next_token(text, 1).range, (Range{.begin = 1, .end = 2}));
  EXPECT_EQ(next_token(text, 3).range, (Range{.begin = 3, .end = 6}));
  EXPECT_EQ(next_token(text, 5).terminated, false);
}

}  // namespace
}  // namespace pgsettle
