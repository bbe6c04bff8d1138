#include "report/excerpt.h"

#include <gtest/gtest.h>

#include <string>
#include <string_view>
#include <vector>

namespace pgsettle {
namespace {

const Style plain(false);

// The two lines of the excerpt that hold text and caret, without the gutter.
struct Shown {
  std::string place;
  std::string text;
  std::string caret;
  bool operator==(const Shown&) const = default;
};

void PrintTo(const Shown& shown, std::ostream* out) {
  *out << shown.place << '\n' << shown.text << '\n' << shown.caret;
}

// `sql` with "^^" in front of the character to be shown.
Shown show(std::string sql) {
  const std::size_t offset = sql.find("^^");
  sql.erase(offset, 2);
  const SourceText source("a.sql", sql);
  const std::string text = excerpt(source, offset, plain);
  std::vector<std::string> lines;
  for (std::size_t begin = 0; begin < text.size();) {
    const std::size_t end = text.find('\n', begin);
    lines.push_back(text.substr(begin, end - begin));
    begin = end + 1;
  }
  EXPECT_EQ(lines.size(), 4U) << text;
  const auto behind = [](const std::string& line, std::string_view mark) {
    return line.substr(std::min(line.find(mark) + mark.size(), line.size()));
  };
  return {.place = behind(lines.at(0), "--> "),
          .text = behind(lines.at(2), " | "),
          .caret = behind(lines.at(3), " | ")};
}

std::string caret_at(std::size_t column) { return std::string(column, ' ') + '^'; }

TEST(Excerpt, ShowsPlaceLineAndCaret) {
  const SourceText source("dir/a.sql", "SELECT 1;\nSELECT nmae FROM t;\nSELECT 2;\n");
  EXPECT_EQ(excerpt(source, 17, plain),
            " --> dir/a.sql:2:8\n"
            "  |\n"
            "2 | SELECT nmae FROM t;\n"
            "  |        ^\n");
}

TEST(Excerpt, GutterIsAsWideAsTheLineNumber) {
  const SourceText source("a.sql", std::string(1233, '\n') + "x");
  EXPECT_EQ(excerpt(source, 1233, plain), "    --> a.sql:1234:1\n     |\n1234 | x\n     | ^\n");
}

TEST(Excerpt, CaretStandsUnderTheCharacter) {
  struct Case {
    const char* sql;
    Shown shown;
  };
  const std::vector<Case> cases = {
      {"^^a", {"a.sql:1:1", "a", caret_at(0)}},
      {"", {"a.sql:1:1", "", caret_at(0)}},
      // A tab is shown as one space, so that the caret is right whatever the terminal's tab stops.
      {"\tSELECT\t^^x", {"a.sql:1:9", " SELECT x", caret_at(8)}},
      // Two columns for a CJK character, none for a combining one (e + U+0301).
      {"SELECT '日本語', ^^x", {"a.sql:1:15", "SELECT '日本語', x", caret_at(17)}},
      {"SELECT 'e\xCC\x81', ^^x", {"a.sql:1:14", "SELECT 'e\xCC\x81', x", caret_at(12)}},
      {"SELECT 'äöü', ^^x", {"a.sql:1:15", "SELECT 'äöü', x", caret_at(14)}},
      {"SELECT '😀', ^^x", {"a.sql:1:13", "SELECT '😀', x", caret_at(13)}},
      // CRLF belongs to no line.
      {"SELECT 1;\r\nSELECT ^^x;\r\nSELECT 2;\r\n", {"a.sql:2:8", "SELECT x;", caret_at(7)}},
      {"SELECT 1^^\r\nFROM", {"a.sql:1:9", "SELECT 1", caret_at(8)}},
      {"SELECT 1\r^^\nFROM", {"a.sql:1:10", "SELECT 1", caret_at(8)}},
      // A byte order mark has no column.
      {"\xEF\xBB\xBF^^SELECT", {"a.sql:1:1", "SELECT", caret_at(0)}},
      {"\xEF\xBB\xBFSELECT ^^x", {"a.sql:1:8", "SELECT x", caret_at(7)}},
      {"^^\xEF\xBB\xBFSELECT x", {"a.sql:1:1", "SELECT x", caret_at(0)}},
      // At the end of the text, with and without a line end.
      {"SELECT 1 +^^", {"a.sql:1:11", "SELECT 1 +", caret_at(10)}},
      {"SELECT 1 +^^\n", {"a.sql:1:11", "SELECT 1 +", caret_at(10)}},
      {"SELECT 1 +\n^^", {"a.sql:2:1", "", caret_at(0)}},
      // Invalid UTF-8 and control characters do not reach the terminal.
      {"SELECT '\xFF', ^^x", {"a.sql:1:13", "SELECT '\xEF\xBF\xBD', x", caret_at(12)}},
      {"SELECT '\x1b[2J', ^^x", {"a.sql:1:16", "SELECT ' [2J', x", caret_at(15)}},
  };
  for (const Case& test : cases) {
    std::string sql = test.sql;
    if (sql.find("^^") == std::string::npos) sql += "^^";
    EXPECT_EQ(show(sql), test.shown) << test.sql;
  }
}

TEST(Excerpt, OffsetBehindTheEndIsTheEnd) {
  const SourceText source("a.sql", "SELECT");
  EXPECT_EQ(excerpt(source, 1000, plain), excerpt(source, 6, plain));
}

TEST(Excerpt, LongLineIsCutAroundTheCaret) {
  const std::string before(5000, 'a');
  const std::string after(5000, 'b');
  const Shown shown = show(before + "^^X" + after);
  EXPECT_EQ(shown.place, "a.sql:1:5001");
  EXPECT_EQ(shown.text, "..." + std::string(60, 'a') + "X" + std::string(89, 'b') + "...");
  EXPECT_EQ(shown.caret, caret_at(63));
}

TEST(Excerpt, LongLineIsCutBetweenCharacters) {
  std::string kana;
  for (int i = 0; i < 500; ++i) kana += "か";
  const Shown shown = show(kana + "^^X" + kana);
  EXPECT_EQ(shown.text, "..." + kana.substr(0, 60 * 3) + "X" + kana.substr(0, 89 * 3) + "...");
  EXPECT_EQ(shown.caret, caret_at(3 + 120));
}

TEST(Excerpt, LineThatJustFitsIsWhole) {
  const std::string line(149, 'a');
  EXPECT_EQ(show(line + "^^X").text, line + "X");
  EXPECT_EQ(show("^^" + line + "Xb").text, line + "X...");
  EXPECT_EQ(show(line + "X^^b").text, "..." + line.substr(0, 59) + "Xb");
}

TEST(Excerpt, TextOf20MegabytesOnOneLineIsNoProblem) {
  const std::string half(10'000'000, 'x');
  EXPECT_EQ(show(half + "^^Y" + half).caret, caret_at(63));
}

TEST(Excerpt, PasswordsAreNotShown) {
  struct Case {
    const char* sql;
    const char* text;
  };
  const std::vector<Case> cases = {
      {"CREATE ROLE r PASSWORD 'secret' ^^x", "CREATE ROLE r PASSWORD '******' x"},
      {"ALTER ROLE r ENCRYPTED PASSWORD E'sec\\'ret' ^^x",
       "ALTER ROLE r ENCRYPTED PASSWORD E'********' x"},
      // Every byte is an asterisk, and the caret stays where the text is.
      {"CREATE ROLE r PASSWORD 'pässwörd' ^^x", "CREATE ROLE r PASSWORD '**********' x"},
      // The literal may stand on another line than the word.
      {"CREATE ROLE r PASSWORD\n  'secret' ^^x", "  '******' x"},
      {"CREATE ROLE r PASSWORD\n\n  'sec\nret' ^^x", "***' x"},
      {"CREATE SUBSCRIPTION s CONNECTION 'host=h password=secret' ^^x",
       "CREATE SUBSCRIPTION s CONNECTION 'host=h password=******' x"},
      {"\\connect ^^postgresql://me:secret@host/db", "\\connect postgresql://me:******@host/db"},
      {"SELECT password, ^^x FROM t", "SELECT password, x FROM t"},
  };
  for (const Case& test : cases) {
    const Shown shown = show(test.sql);
    EXPECT_EQ(shown.text, test.text);
    EXPECT_EQ(shown.text[shown.caret.size() - 1],
              std::string(test.sql)[std::string(test.sql).find("^^") + 2])
        << test.sql;
  }
}

TEST(Excerpt, ColoursOnlyWhatIsNotTheUsersText) {
  const SourceText source("a.sql", "SELECT x");
  EXPECT_EQ(excerpt(source, 7, Style(true)),
            " \x1b[2m-->\x1b[0m a.sql:1:8\n"
            "\x1b[2m  |\x1b[0m\n"
            "\x1b[2m1 |\x1b[0m SELECT x\n"
            "\x1b[2m  |\x1b[0m        \x1b[1m\x1b[31m^\x1b[0m\n");
}

TEST(Excerpt, RangeIsUnderlinedInItsFirstLine) {
  struct Case {
    std::string sql;
    Range range;
    std::string marks;
  };
  const std::vector<Case> cases = {
      {"SELECT x;", {7, 8}, "       ^"},
      {"SELECT x;", {7, 7}, "       ^"},
      {"SELECT xyz;", {7, 10}, "       ^~~"},
      // Of several lines the first one, without the white space at its end.
      {"CREATE TABLE t (  \r\n  id int);\n", {0, 32}, "^~~~~~~~~~~~~~~~"},
      {"x\nSELECT 1", {2, 1000}, "^~~~~~~~"},
      // As wide as a terminal shows it.
      {"SELECT '日本', 'ä'", {7, 21}, "       ^~~~~~~~~~~"},
      {"SELECT '\xFF', 1", {7, 10}, "       ^~~"},
      {"SELECT 1\n", {9, 9}, "^"},
  };
  for (const Case& test : cases) {
    const SourceText source("a.sql", test.sql);
    const std::string text = excerpt(source, test.range, plain);
    EXPECT_TRUE(text.ends_with("  | " + test.marks + '\n')) << text;
  }
}

TEST(Excerpt, UnderlineEndsWhereALongLineIsCut) {
  const SourceText source("a.sql", std::string(1000, 'x'));
  const std::string text = excerpt(source, Range{.begin = 0, .end = 1000}, plain);
  EXPECT_TRUE(text.ends_with("  | ^" + std::string(149, '~') + '\n')) << text;
}

TEST(Render, MessageHoldsNothingThatATerminalObeys) {
  const SourceText source("a.sql", "x");
  const Diagnostic error = {.severity = Severity::error,
                            .id = "x",
                            .source = &source,
                            .range = {},
                            .message = "\"\x1b[2J\"\nis there",
                            .hint = "\r\x7F"};
  EXPECT_TRUE(render(error, plain).starts_with("error[x]: \" [2J\"\nis there\n"));
  EXPECT_TRUE(render(error, plain).ends_with("  = hint:   \n"));
}

TEST(Renderer, UnderlinesTheRange) {
  const SourceText source("a.sql", "DROP TABLE t;");
  const Diagnostic error = {.severity = Severity::info,
                            .id = "x",
                            .source = &source,
                            .range = {.begin = 0, .end = 12},
                            .message = "no",
                            .hint = ""};
  EXPECT_TRUE(render(error, plain).ends_with("  | ^\n"));
  EXPECT_TRUE(Renderer(plain)(error).ends_with("  | ^~~~~~~~~~~~\n"));
  EXPECT_TRUE(Renderer(Style(true))(error).starts_with("\x1b[1m\x1b[36minfo[x]"));
}

TEST(Renderer, HidesPasswordsOfEachSource) {
  const SourceText first("a.sql", "CREATE ROLE r PASSWORD\n\n'first'");
  const SourceText second("b.sql", "CREATE ROLE r PASSWORD 'second'");
  Renderer renderer(plain);
  for (const SourceText* source : {&first, &second, &first}) {
    const std::string text = renderer({.severity = Severity::error,
                                       .id = "x",
                                       .source = source,
                                       .range = {.begin = 24, .end = 28},
                                       .message = "",
                                       .hint = ""});
    EXPECT_EQ(text.find("first"), std::string::npos) << text;
    EXPECT_EQ(text.find("second"), std::string::npos) << text;
    EXPECT_NE(text.find("***"), std::string::npos) << text;
  }
}

TEST(Render, DiagnosticHasIdMessageExcerptAndHint) {
  const SourceText source("a.sql", "\\watch 2");
  const Diagnostic error = {.severity = Severity::error,
                            .id = "psql-meta-command",
                            .source = &source,
                            .range = {.begin = 0, .end = 8},
                            .message = "\\watch is not supported",
                            .hint = "Remove it."};
  EXPECT_EQ(render(error, plain),
            "error[psql-meta-command]: \\watch is not supported\n"
            " --> a.sql:1:1\n"
            "  |\n"
            "1 | \\watch 2\n"
            "  | ^\n"
            "  = hint: Remove it.\n");
  Diagnostic warning = error;
  warning.severity = Severity::warning;
  warning.hint.clear();
  EXPECT_TRUE(render(warning, plain).starts_with("warning[psql-meta-command]: "));
  EXPECT_EQ(render(warning, plain).find("hint"), std::string::npos);
}

TEST(Render, MessageOfADiagnosticHidesPasswords) {
  const SourceText source("a.sql", "x");
  const Diagnostic error = {.severity = Severity::error,
                            .id = "42601",
                            .source = &source,
                            .range = {.begin = 0, .end = 1},
                            .message = "syntax error in \"CREATE ROLE r PASSWORD 'secret' oops\"",
                            .hint = "Not postgresql://me:secret@host/db."};
  EXPECT_EQ(render(error, plain).find("secret"), std::string::npos) << render(error, plain);
}

TEST(Note, IndentsFurtherLines) {
  EXPECT_EQ(note("detail", "one", plain), "  = detail: one\n");
  EXPECT_EQ(note("context", "one\ntwo\nthree", plain),
            "  = context: one\n             two\n             three\n");
  EXPECT_EQ(note("detail", "", plain), "");
  EXPECT_EQ(note("hint", "one", Style(true)), "\x1b[2m  = hint: \x1b[0mone\n");
}

}  // namespace
}  // namespace pgsettle
