#include "sql/read/script_reader.h"

#include <gtest/gtest.h>

#include <string>
#include <string_view>
#include <vector>

#include "support/read_script.h"

namespace pgsettle {
namespace {

using Texts = std::vector<std::string>;

struct Case {
  std::string_view text;
  Texts statements;
};

void expect_statements(const std::vector<Case>& cases) {
  for (const Case& c : cases) {
    const ReadScript script{std::string(c.text)};
    EXPECT_EQ(script.texts(), c.statements) << c.text;
    EXPECT_EQ(script.findings(), Texts()) << c.text;
    EXPECT_TRUE(script.is_covered()) << c.text;
  }
}

TEST(ScriptReader, CutsAtSemicolons) {
  expect_statements({
      {"SELECT 1;SELECT 2;", {"SELECT 1", "SELECT 2"}},
      {"SELECT 1", {"SELECT 1"}},
      {"SELECT 1 \n -- x\n", {"SELECT 1"}},
      {" SELECT 1 ; ", {"SELECT 1 "}},
      {"SELECT ';', \";\", $$;$$, $a$;$a$ /* ; */ -- ;\n, 2;",
       {"SELECT ';', \";\", $$;$$, $a$;$a$ /* ; */ -- ;\n, 2"}},
      {"SELECT 'it''s; ok'; SELECT 2", {"SELECT 'it''s; ok'", "SELECT 2"}},
      {"SELECT E'it\\'s; ok'; SELECT 2", {"SELECT E'it\\'s; ok'", "SELECT 2"}},
      {"SELECT 'a\\'; SELECT 2", {"SELECT 'a\\'", "SELECT 2"}},
      {"SELECT E'a'\n  'b\\';'; SELECT 2", {"SELECT E'a'\n  'b\\';'", "SELECT 2"}},
      {"SELECT 'a'\n';'; SELECT 2", {"SELECT 'a'\n';'", "SELECT 2"}},
      {"SELECT \"a;\"\";b\"; SELECT 2", {"SELECT \"a;\"\";b\"", "SELECT 2"}},
      {"SELECT a+--;\nb; SELECT 2", {"SELECT a+--;\nb", "SELECT 2"}},
      {"SELECT /* a /* ; */ ; */ 1; SELECT 2", {"SELECT /* a /* ; */ ; */ 1", "SELECT 2"}},
      {"DO $do$ BEGIN EXECUTE $x$;$x$; END $do$; SELECT 2",
       {"DO $do$ BEGIN EXECUTE $x$;$x$; END $do$", "SELECT 2"}},
      {"SELECT foo$$bar; SELECT $$;$$", {"SELECT foo$$bar", "SELECT $$;$$"}},
      {"EXECUTE p($1); SELECT 2", {"EXECUTE p($1)", "SELECT 2"}},
      {"CREATE RULE r AS ON INSERT TO t DO (DELETE FROM a; DELETE FROM b); SELECT 2",
       {"CREATE RULE r AS ON INSERT TO t DO (DELETE FROM a; DELETE FROM b)", "SELECT 2"}},
      {"CREATE FUNCTION f() BEGIN ATOMIC SELECT CASE WHEN a THEN 1 END; END; SELECT 2",
       {"CREATE FUNCTION f() BEGIN ATOMIC SELECT CASE WHEN a THEN 1 END; END", "SELECT 2"}},
      {"BEGIN; CREATE TABLE t (); END;", {"BEGIN", "CREATE TABLE t ()", "END"}},
  });
}

TEST(ScriptReader, FindsNothingInNothing) {
  expect_statements({
      {"", {}},
      {" \n\t\r\n", {}},
      {"-- only a comment", {}},
      {"/* one */\n-- two\n", {}},
      {";", {}},
      {" ; ;; -- x\n;", {}},
      {"\xEF\xBB\xBF", {}},
      {"\xEF\xBB\xBF-- x\n", {}},
  });
}

TEST(ScriptReader, ReadsBytesOfEverySystem) {
  expect_statements({
      {"\xEF\xBB\xBFSELECT 1;", {"SELECT 1"}},
      // Files that were put together.
      {"SELECT 1;\n\xEF\xBB\xBFSELECT 2;\n\xEF\xBB\xBF\xEF\xBB\xBF", {"SELECT 1", "SELECT 2"}},
      {"SELECT 1;\r\n-- x\r\nSELECT\r\n2;\r\n", {"SELECT 1", "SELECT\r\n2"}},
      {"SELECT 1; -- x\rSELECT 2;\r", {"SELECT 1", "SELECT 2"}},
      {"SELECT 'é', \"日本\" AS 😀;", {"SELECT 'é', \"日本\" AS 😀"}},
  });
}

TEST(ScriptReader, FollowsStandardConformingStrings) {
  expect_statements({
      {"SET standard_conforming_strings = off; SELECT 'a\\';b'; SELECT 2;",
       {"SET standard_conforming_strings = off", "SELECT 'a\\';b'", "SELECT 2"}},
      {"SET standard_conforming_strings TO 'no'; SELECT 'a\\';b';"
       "SET standard_conforming_strings = on; SELECT 'a\\'; SELECT 2;",
       {"SET standard_conforming_strings TO 'no'", "SELECT 'a\\';b'",
        "SET standard_conforming_strings = on", "SELECT 'a\\'", "SELECT 2"}},
      {"SET standard_conforming_strings = off; SET standard_conforming_strings TO DEFAULT;"
       "SELECT 'a\\';",
       {"SET standard_conforming_strings = off", "SET standard_conforming_strings TO DEFAULT",
        "SELECT 'a\\'"}},
      {"SET standard_conforming_strings = off;\n\\connect\nSELECT 'a\\'; SELECT 2;",
       {"SET standard_conforming_strings = off", "connect: ", "SELECT 'a\\'", "SELECT 2"}},
  });
}

TEST(ScriptReader, GivesEveryStatementItsRange) {
  const ReadScript script("-- é\nSELECT 1;\n SELECT /* x */ 2 -- y\n; SELECT 3 -- z\n");
  ASSERT_EQ(script.statements().size(), 3U);
  const auto slice = [&](std::size_t i) {
    return script.source().slice(script.statements()[i].range);
  };
  EXPECT_EQ(slice(0), "SELECT 1;");
  EXPECT_EQ(slice(1), "SELECT /* x */ 2 -- y\n;");
  EXPECT_EQ(slice(2), "SELECT 3");
  EXPECT_FALSE(script.statements()[0].rewritten);
}

TEST(ScriptReader, TellsPiecesApart) {
  EXPECT_EQ(
      ReadScript("\n-- a\nSELECT /* b */ 1 ; ;\n\\echo x y \n/* c */ SELECT 2 -- d\n")
          .described_pieces(),
      (Texts{"white_space: \n", "comment: -- a", "white_space: \n", "statement: SELECT /* b */ 1 ;",
             "white_space:  ", "statement: ;", "white_space: \n", "meta_command: \\echo x y",
             "white_space:  \n", "comment: /* c */", "white_space:  ", "statement: SELECT 2",
             "white_space:  ", "comment: -- d", "white_space: \n"}));
  EXPECT_EQ(
      ReadScript("COPY t FROM stdin; -- a\n1\n\\.\nSELECT 1 \\g").described_pieces(),
      (Texts{"statement: COPY t FROM stdin;", "white_space:  ", "comment: -- a", "white_space: \n",
             "copy_rows: 1\n\\.\n", "statement: SELECT 1", "white_space:  ", "meta_command: \\g"}));
  // Behind the last token of a statement without a semicolon nothing belongs to it.
  EXPECT_EQ(
      ReadScript("SELECT 1 \\if 1\n-- a\n\\endif\n").described_pieces(),
      (Texts{"statement: SELECT 1", "white_space:  ", "meta_command: \\if 1", "white_space: \n",
             "comment: -- a", "white_space: \n", "meta_command: \\endif", "white_space: \n"}));
  EXPECT_EQ(ReadScript("SELECT 1 \\if 1\n\\endif\n;").described_pieces(),
            (Texts{"statement: SELECT 1 \\if 1\n\\endif\n;"}));
}

TEST(ScriptReader, FindsWhatIsNotTerminated) {
  struct Unterminated {
    std::string_view text;
    Texts statements;
    Texts findings;
  };
  const Unterminated cases[] = {
      {"SELECT 1; SELECT 'a;\n", {"SELECT 1"}, {"17-18 unterminated: unterminated quoted string"}},
      {"é 'a", {}, {"3-4 unterminated: unterminated quoted string"}},
      {"SELECT E'a\\'", {}, {"7-8 unterminated: unterminated quoted string"}},
      {"SELECT $a$ $b$", {}, {"7-8 unterminated: unterminated quoted string"}},
      {"SELECT 'a'\n'b", {}, {"7-8 unterminated: unterminated quoted string"}},
      {"SELECT \"a", {}, {"7-8 unterminated: unterminated quoted identifier"}},
      {"SELECT U&\"a", {}, {"7-8 unterminated: unterminated quoted identifier"}},
      {"SELECT 1; /* a /* b */", {"SELECT 1"}, {"10-11 unterminated: unterminated /* comment"}},
      {"SELECT 1 /* a", {"SELECT 1"}, {"9-10 unterminated: unterminated /* comment"}},
  };
  for (const Unterminated& c : cases) {
    const ReadScript script{std::string(c.text)};
    EXPECT_EQ(script.texts(), c.statements) << c.text;
    EXPECT_EQ(script.findings(), c.findings) << c.text;
    EXPECT_TRUE(script.is_covered()) << c.text;
  }
}

TEST(ScriptReader, ReplacesVariables) {
  ReadScript::Options options;
  options.variables.set("x", "1");
  options.variables.set("name", "O'Neil \"the\\");
  options.variables.set("empty", "");
  options.variables.set("two", "SELECT 1; SELECT 2");
  options.variables.set("part", "1; SELECT");
  options.variables.set("outer", ":x + :x");
  options.variables.set("quoted", "';'");
  options.variables.set("comment", "1 -- x");
  const std::vector<Case> cases = {
      {"SELECT :x, :x;", {"SELECT 1, 1"}},
      {"SELECT :'name';", {"SELECT  E'O''Neil \"the\\\\'"}},
      {"SELECT :\"name\";", {"SELECT \"O'Neil \"\"the\\\""}},
      {"SELECT :{?x}, :{?y};", {"SELECT TRUE, FALSE"}},
      {"SELECT ':x', \":x\", $$:x$$ /* :x */;", {"SELECT ':x', \":x\", $$:x$$ /* :x */"}},
      {"SELECT a::x, a := 2;", {"SELECT a::x, a := 2"}},
      {"SELECT a[2:x];", {"SELECT a[21]"}},  // as in psql
      {"SELECT a[1:2], a[1 : x];", {"SELECT a[1:2], a[1 : x]"}},
      {"SELECT :y, :'y';", {"SELECT :y, :'y'"}},
      {":two;", {"SELECT 1", "SELECT 2"}},
      {"SELECT 0 :two, 3;", {"SELECT 0 SELECT 1", "SELECT 2, 3"}},
      {"SELECT :part :x", {"SELECT 1", "SELECT 1"}},
      {"SELECT :outer;", {"SELECT 1 + 1"}},
      {"SELECT (:two);", {"SELECT (SELECT 1; SELECT 2)"}},
      {"SELECT :quoted;", {"SELECT ';'"}},
      {":empty", {}},
      {":empty;:empty", {}},
      {"SELECT 1 :empty", {"SELECT 1 "}},
      {"SELECT :empty 1;", {"SELECT  1"}},
      {"SELECT :comment\n, 2;", {"SELECT 1 -- x\n, 2"}},
  };
  for (const Case& c : cases) {
    const ReadScript script(std::string(c.text), options);
    EXPECT_EQ(script.texts(), c.statements) << c.text;
    EXPECT_EQ(script.findings(), Texts()) << c.text;
    EXPECT_TRUE(script.is_covered()) << c.text;
  }
}

TEST(ScriptReader, RefusesVariablesThatCannotBeRead) {
  ReadScript::Options options;
  options.variables.set("self", "1 + :self");
  options.variables.set("a", ":b");
  options.variables.set("b", ":a");
  options.variables.set("open", "'it");
  options.variables.set("open_comment", "/* x");
  options.variables.set("command", "1 \\g");
  options.variables.set("nul", std::string("a\0b", 3));
  options.variables.set("bad", "\xE9");
  struct Bad {
    std::string_view text;
    Texts findings;
  };
  const Bad cases[] = {
      {"SELECT :self;", {"7-12 recursive-variable: variable \"self\" contains itself"}},
      {":a", {"0-2 recursive-variable: variable \"a\" contains itself"}},
      {"SELECT :open;",
       {"7-12 unterminated: the value of variable \"open\" has an unterminated quoted string"}},
      {"SELECT :open_comment;",
       {"7-20 unterminated: the value of variable \"open_comment\" has an unterminated /* "
        "comment"}},
      {"SELECT :command;",
       {"7-15 psql-meta-command: the value of variable \"command\" has a meta-command"}},
      {"SELECT :'nul';", {"7-8 invalid-utf8: SQL cannot contain the character NUL"}},
      {"SELECT :'bad';", {"7-8 invalid-utf8: byte 0xe9 is not valid UTF-8"}},
  };
  for (const Bad& c : cases) {
    const ReadScript script(std::string(c.text), options);
    EXPECT_EQ(script.texts(), Texts()) << c.text;
    EXPECT_EQ(script.findings(), c.findings) << c.text;
    EXPECT_TRUE(script.is_covered()) << c.text;
  }
  // Quoted, the value is not read again.
  EXPECT_EQ(ReadScript("SELECT :'self';", options).texts(), Texts{"SELECT '1 + :self'"});
}

TEST(ScriptReader, GivesUpOnVariablesThatGrowWithoutEnd) {
  ReadScript::Options options;
  for (const std::string_view last : {"", "1,"}) {
    options.variables.set("v0", last);
    for (int i = 1; i < 60; ++i) {
      const std::string inner = ":v" + std::to_string(i - 1);
      options.variables.set("v" + std::to_string(i), inner + " " + inner);
    }
    const ReadScript script("SELECT :v59; SELECT 2;", options);
    EXPECT_EQ(script.texts(), Texts{"SELECT 2"});
    ASSERT_EQ(script.findings().size(), 1U);
    EXPECT_TRUE(script.findings()[0].ends_with("is nested too deeply")) << script.findings()[0];
  }
}

}  // namespace
}  // namespace pgsettle
