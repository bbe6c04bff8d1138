// COPY FROM STDIN, \copy, and what waits for the server's answers: \gset and \gexec.
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
  Texts texts;
  Texts rows;
};

void expect_rows(const std::vector<Case>& cases, const ReadScript::Options& options = {}) {
  for (const Case& c : cases) {
    const ReadScript script(std::string(c.text), options);
    EXPECT_EQ(script.texts(), c.texts) << c.text;
    EXPECT_EQ(script.rows(), c.rows) << c.text;
    EXPECT_EQ(script.findings(), Texts()) << c.text;
    EXPECT_TRUE(script.is_covered()) << c.text;
  }
}

TEST(ScriptReaderCopy, TakesTheRows) {
  expect_rows({
      {"COPY t FROM stdin;\n1\ta\n2\tb\n\\.\nSELECT 1;",
       {"COPY t FROM stdin", "SELECT 1"},
       {"1\ta\n2\tb\n"}},
      {"copy t (a, b) from /* x */ STDIN with (format csv);\n\\.\n",
       {"copy t (a, b) from /* x */ STDIN with (format csv)"},
       {""}},
      {"COPY t FROM stdin;\r\n1\r\n\\.\r\nSELECT 1;\r\n",
       {"COPY t FROM stdin", "SELECT 1"},
       {"1\r\n"}},
      // They look like anything.
      {"COPY t FROM stdin;\nit's; SELECT 'x\n/* $$ \\echo \"\n\\\\.\n\\. \n \\.\n\\.\nSELECT 1;",
       {"COPY t FROM stdin", "SELECT 1"},
       {"it's; SELECT 'x\n/* $$ \\echo \"\n\\\\.\n\\. \n \\.\n"}},
      {"COPY t FROM stdin;\n\xE9\n:x\n\n\\.\n", {"COPY t FROM stdin"}, {"\xE9\n:x\n\n"}},
      // Without an end.
      {"COPY t FROM stdin;\n1\n2", {"COPY t FROM stdin"}, {"1\n2"}},
      {"COPY t FROM stdin;\n1\n\\.", {"COPY t FROM stdin"}, {"1\n"}},
      {"COPY t FROM stdin;\n", {"COPY t FROM stdin"}, {""}},
      {"COPY t FROM stdin;", {"COPY t FROM stdin"}, {""}},
      {"COPY t FROM stdin", {"COPY t FROM stdin"}, {""}},
  });
}

TEST(ScriptReaderCopy, ReadsTheRestOfTheLineFirst) {
  expect_rows({
      {"COPY t FROM stdin; SELECT 1; -- x\n1\n\\.\nSELECT 2;",
       {"COPY t FROM stdin", "SELECT 1", "SELECT 2"},
       {"1\n"}},
      {"COPY a FROM stdin; COPY b FROM stdin; SELECT 1;\n1\n\\.\n2\n\\.\nSELECT 2;",
       {"COPY a FROM stdin", "COPY b FROM stdin", "SELECT 1", "SELECT 2"},
       {"1\n", "2\n"}},
      {"COPY a FROM stdin; COPY b FROM stdin; COPY c FROM stdin;\n1\n\\.\n2\n\\.\n3\n\\.\n",
       {"COPY a FROM stdin", "COPY b FROM stdin", "COPY c FROM stdin"},
       {"1\n", "2\n", "3\n"}},
      {"COPY t FROM stdin; SELECT 1,\n9\n\\.\n2;", {"COPY t FROM stdin", "SELECT 1,\n2"}, {"9\n"}},
      {"COPY t FROM stdin; \\echo a\n1\n\\.\n", {"COPY t FROM stdin", "echo: a"}, {"1\n"}},
  });
}

TEST(ScriptReaderCopy, LeavesOtherStatementsAlone) {
  expect_rows({
      {"COPY t FROM 'stdin';\nSELECT 1;", {"COPY t FROM 'stdin'", "SELECT 1"}, {}},
      {"COPY t TO STDOUT;\nSELECT 1;", {"COPY t TO STDOUT", "SELECT 1"}, {}},
      {"COPY (SELECT a FROM stdin) TO 'x';\nSELECT 1;",
       {"COPY (SELECT a FROM stdin) TO 'x'", "SELECT 1"},
       {}},
      {"SELECT a FROM stdin;\nSELECT 1;", {"SELECT a FROM stdin", "SELECT 1"}, {}},
      {"COPY \"from\" TO stdin;\nSELECT 1;", {"COPY \"from\" TO stdin", "SELECT 1"}, {}},
  });
}

TEST(ScriptReaderCopy, ReadsCopyCommands) {
  ReadScript::Options options;
  options.files["rows.csv"] = "1,2\n\\.\n";
  options.files["empty.csv"] = "";
  expect_rows(
      {
          {"\\copy t from 'rows.csv' csv\nSELECT 1;",
           {"COPY t FROM STDIN csv", "SELECT 1"},
           {"1,2\n\\.\n"}},
          {"\\copy t from rows.csv;\n", {"COPY t FROM STDIN"}, {"1,2\n\\.\n"}},
          {"\\copy t (a) from empty.csv with (format csv, header)\r\n",
           {"COPY t (a) FROM STDIN with (format csv, header)"},
           {""}},
          {"\\copy t from stdin\n1\n\\.\nSELECT 1;", {"COPY t FROM STDIN", "SELECT 1"}, {"1\n"}},
          {"\\copy t from stdin csv;\n1\n", {"COPY t FROM STDIN csv"}, {"1\n"}},
          {"SELECT 1, \\copy t from rows.csv\n2;",
           {"COPY t FROM STDIN", "SELECT 1, \n2"},
           {"1,2\n\\.\n"}},
      },
      options);
  const ReadScript script("\\copy t from rows.csv\n", options);
  const Statement& copy = script.statements().at(0);
  EXPECT_EQ(copy.range, (Range{.begin = 0, .end = 21}));
  EXPECT_EQ(copy.source_offset(5), 0U);
  EXPECT_EQ(copy.copy_source->path(), "rows.csv");
}

TEST(ScriptReaderCopy, SaysWhichCopyCommandsItCannotRead) {
  struct Bad {
    std::string_view text;
    std::string_view finding;
  };
  const Bad cases[] = {
      {"\\copy t to 'x' \nSELECT 1;", "0-14 psql-meta-command: \\copy ... to is not supported"},
      {"\\copy t from program 'x'\nSELECT 1;",
       "0-24 psql-meta-command: \\copy ... from program is not supported"},
      {"\\copy\nSELECT 1;", "0-5 psql-meta-command: \\copy needs TABLE FROM FILE"},
      {"\\copy t from none.csv\nSELECT 1;", "0-21 psql-meta-command: no file none.csv"},
  };
  for (const Bad& c : cases) {
    const ReadScript script{std::string(c.text)};
    EXPECT_EQ(script.texts(), Texts{"SELECT 1"}) << c.text;
    EXPECT_EQ(script.findings(), Texts{std::string(c.finding)}) << c.text;
    EXPECT_TRUE(script.is_covered()) << c.text;
  }
}

TEST(ScriptReaderResults, AreKeptForLater) {
  const ReadScript script("SELECT 1 AS a \\gset\nSELECT 2 AS a \\gset p_\nSELECT 'x' \\gexec\nx;");
  ASSERT_EQ(script.texts(), (Texts{"SELECT 1 AS a", "SELECT 2 AS a", "SELECT 'x'", "x"}));
  const std::vector<Statement>& statements = script.statements();
  EXPECT_EQ(statements[0].result_use, ResultUse::set_variables);
  EXPECT_EQ(statements[0].variable_prefix, "");
  EXPECT_EQ(statements[1].variable_prefix, "p_");
  EXPECT_EQ(statements[2].result_use, ResultUse::execute);
  EXPECT_EQ(statements[3].result_use, ResultUse::none);
  EXPECT_TRUE(script.results_matter());
  EXPECT_FALSE(ReadScript("SELECT 'x' \\gexec").results_matter());
  EXPECT_TRUE(script.is_covered());
}

TEST(ScriptReaderResults, NeedAStatement) {
  const ReadScript script("SELECT 1; \\gset\n\\gexec\n");
  EXPECT_EQ(script.findings(),
            (Texts{"10-15 psql-meta-command: there is no statement before \\gset",
                   "16-22 psql-meta-command: there is no statement before \\gexec"}));
  EXPECT_EQ(script.diagnostics()[0].hint, "Leave out the semicolon that ends it.");
  EXPECT_FALSE(script.results_matter());
}

TEST(ScriptReaderResults, LeaveBranchesAndVariablesUnknown) {
  const std::string text =
      "SELECT :y;\n\\if :y\n\\endif\nSELECT true AS x \\gset\n\\if :x\nSELECT 1, :x;\n"
      "\\elif nonsense\nSELECT 2;\n\\else\n\\q\n\\endif\nSELECT 3;";
  const ReadScript before(text);
  EXPECT_EQ(before.texts(),
            (Texts{"SELECT :y", "SELECT true AS x", "SELECT 1, :x", "SELECT 2", "SELECT 3"}));
  EXPECT_EQ(before.findings(), Texts{"11-17 psql-meta-command: variable \"y\" is not set"});
  EXPECT_FALSE(before.statements()[0].unresolved);
  EXPECT_TRUE(before.statements()[2].unresolved);
  EXPECT_FALSE(before.statements()[3].unresolved);
  // The same once there are results.
  ReadScript::Options options{.variables = {}, .files = {}, .before_results = false};
  options.variables.set("x", "f");
  options.variables.set("y", "1");
  const ReadScript after(text, options);
  EXPECT_EQ(after.texts(), (Texts{"SELECT 1", "SELECT true AS x"}));
  EXPECT_EQ(after.findings().size(), 1U);  // \elif nonsense
}

TEST(ScriptReaderResults, OfIncludedFilesMatterBehindThem) {
  ReadScript::Options options;
  options.files["a.sql"] = "SELECT 1 AS x \\gset\n";
  options.files["b.sql"] = "\\if :x\nSELECT :x;\n\\endif";
  const ReadScript script("\\i a.sql\n\\i b.sql\nSELECT :x;", options);
  EXPECT_EQ(script.texts(), (Texts{"SELECT 1 AS x", "SELECT :x", "SELECT :x"}));
  EXPECT_EQ(script.findings(), Texts());
  EXPECT_TRUE(script.results_matter());
  EXPECT_TRUE(script.statements()[1].unresolved);
  EXPECT_TRUE(script.statements()[2].unresolved);
}

// The text that a variable had before is nobody's any more.
TEST(ScriptReaderResults, MakeVariablesUnknown) {
  struct Case {
    std::string_view text;
    std::string_view last;  // statement
    bool unresolved;
  };
  const std::vector<Case> cases = {
      {"\\set a ':a'\nSELECT CASE WHEN :'a' = ':a' THEN 'x' ELSE :'a' END AS a\n\\gset\nCREATE "
       "TABLE :a (b int);",
       "CREATE TABLE :a (b int)", true},
      {"\\set a 1\nSELECT 2 AS a \\gset\nSELECT :'a';", "SELECT :'a'", true},
      {"\\set p_a 1\nSELECT 2 AS a \\gset p_\nSELECT :p_a;", "SELECT :p_a", true},
      {"\\set a 1\nSELECT 2 AS a \\gset p_\nSELECT :a;", "SELECT 1", false},
      {"\\set a 1\nSELECT 2 AS b, now(), t.a AS c FROM t \\gset\nSELECT :a;", "SELECT 1", false},
      {"\\set now 1\nSELECT now() \\gset\nSELECT :now;", "SELECT :now", true},
      {"\\set b 1\nSELECT a.b FROM a \\gset\nSELECT :b;", "SELECT :b", true},
      {"\\set a 1\nSELECT * FROM t \\gset\nSELECT :a;", "SELECT :a", true},
      {"\\set a 1\nSELECT t.* FROM t \\gset\nSELECT :a;", "SELECT :a", true},
      {"\\set a 1\nSELECT 1 + 1 \\gset\nSELECT :a;", "SELECT :a", true},
      {"\\set a 1\nSHOW server_version \\gset\nSELECT :a;", "SELECT :a", true},
      {"\\set a 1\nnonsense \\gset\nSELECT :a;", "SELECT :a", true},
      {"\\set a 1\nINSERT INTO t VALUES (1) RETURNING id AS a \\gset\nSELECT :a;", "SELECT :a",
       true},
      {"\\set a 1\nSELECT 1 AS a UNION SELECT 2 \\gset\nSELECT :a;", "SELECT :a", true},
      // Set anew, or gone.
      {"SELECT 1 AS a \\gset\n\\set a 3\nSELECT :a;", "SELECT 3", false},
      {"SELECT * FROM t \\gset\n\\set a 3\nSELECT :a;", "SELECT 3", false},
      {"SELECT 1 AS a \\gset\n\\unset a\n\\set b 1\nSELECT :b;", "SELECT 1", false},
      // What is made of it.
      {"SELECT 1 AS a \\gset\n\\set b x :a\nSELECT :b;", "SELECT :b", true},
      {"SELECT 1 AS a \\gset\n\\set b ':a'\nSELECT :b;", "SELECT :a", true},
      {"\\set a 1\nSELECT 1 AS a \\gset\nSELECT :{?a};", "SELECT :{?a}", true},
      {"\\set p p_\nSELECT 1 AS p \\gset\n\\set a 1\nSELECT 2 AS x \\gset :p\nSELECT :a;",
       "SELECT :a", true},
      // Nobody knows which branch is taken.
      {"SELECT 1 AS x \\gset\n\\set a 1\n\\if :x\n\\set a 2\n\\endif\nSELECT :a;", "SELECT :a",
       true},
      {"SELECT 1 AS x \\gset\n\\set a 1\n\\if :x\n\\else\n\\unset a\n\\endif\nSELECT :a;",
       "SELECT :a", true},
      {"SELECT 1 AS x \\gset\n\\if :x\n\\set a 2\n\\else\nSELECT :a;\n\\endif", "SELECT :a", true},
      {"SELECT 1 AS x \\gset\n\\set a 1\n\\if :x\nSELECT :a;\n\\endif", "SELECT 1", false},
  };
  for (const Case& c : cases) {
    const ReadScript script{std::string(c.text)};
    EXPECT_EQ(script.findings(), Texts()) << c.text;
    ASSERT_FALSE(script.statements().empty()) << c.text;
    EXPECT_EQ(script.texts().back(), c.last) << c.text;
    EXPECT_EQ(script.statements().back().unresolved, c.unresolved) << c.text;
  }
}

TEST(ScriptReaderResults, NameFilesThatOnlyTheRunReads) {
  EXPECT_EQ(ReadScript("SELECT 'a.sql' AS f \\gset\n\\i :f\nSELECT 1;").findings(), Texts());
}

}  // namespace
}  // namespace pgsettle
