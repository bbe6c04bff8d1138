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
  Texts findings = {};
};

void expect(const std::vector<Case>& cases, const ReadScript::Options& options = {}) {
  for (const Case& c : cases) {
    const ReadScript script(std::string(c.text), options);
    EXPECT_EQ(script.texts(), c.texts) << c.text;
    EXPECT_EQ(script.findings(), c.findings) << c.text;
    EXPECT_TRUE(script.is_covered()) << c.text;
  }
}

TEST(MetaCommandActions, SetAndUnset) {
  expect({
      {"\\set x 1\nSELECT :x;", {"SELECT 1"}},
      {"\\set x a 'b c' :y\nSELECT :'x';", {"SELECT 'ab c:y'"}},
      {"\\set x 1;\nSELECT :'x';", {"SELECT '1;'"}},
      {"\\set x\nSELECT :'x';", {"SELECT ''"}},
      {"\\set x 1\n\\set y :x:x\n\\set x 2\nSELECT :y;", {"SELECT 11"}},
      {"\\set y ':x'\n\\set x 2\nSELECT :y;", {"SELECT 2"}},
      {"\\set x 1\n\\unset x\nSELECT :'x';", {"SELECT :'x'"}},
      {"\\set x 1 \\\\ SELECT :x; \\set x 2 \\\\ SELECT :x;", {"SELECT 1", "SELECT 2"}},
      {"SELECT 1 \\set x 2\n + :x;", {"SELECT 1 \n + 2"}},
      {"\\set AUTOCOMMIT on\n", {}},
      {"\\set ON_ERROR_STOP on\n", {}},
      {"\\set ON_ERROR_STOP off\n",
       {},
       {"0-22 psql-meta-command: pgsettle always stops at the first error"}},
      {"\\set AUTOCOMMIT off\n", {}, {"0-19 psql-meta-command: AUTOCOMMIT off is not supported"}},
      {"\\set\n", {}, {"0-4 psql-meta-command: \\set needs a name"}},
      {"\\set a-b 1\n", {}, {"0-10 psql-meta-command: invalid variable name \"a-b\""}},
      {"\\unset\n", {}, {"0-6 psql-meta-command: \\unset needs a name"}},
      {"\\set x 'a\nSELECT 1;",
       {"SELECT 1"},
       {"0-9 psql-meta-command: unterminated quoted string in \\set"}},
      {"\\set x `date`\nSELECT 1;",
       {"SELECT 1"},
       {"0-13 psql-meta-command: pgsettle runs no shell commands"}},
  });
  EXPECT_EQ(ReadScript("\\set ON_ERROR_STOP 0").diagnostics().at(0).severity, Severity::warning);
}

TEST(MetaCommandActions, Echo) {
  expect({
      {"\\echo a  'b  c' :{?x}\n", {"echo: a b  c FALSE"}},
      {"\\qecho a;\n\\warn b\n", {"echo: a;", "echo: b"}},
      {"\\echo -n a\n\\echo\n\\echo a -n\n", {"echo: a", "echo: ", "echo: a -n"}},
      {"SELECT 1 \\echo a\n, 2;", {"echo: a", "SELECT 1 \n, 2"}},
  });
}

TEST(MetaCommandActions, Conditionals) {
  expect({
      {"\\if true\nSELECT 1;\n\\else\nSELECT 2;\n\\endif\nSELECT 3;", {"SELECT 1", "SELECT 3"}},
      {"\\if off\nSELECT 1;\n\\elif 1\nSELECT 2;\n\\elif 1\nSELECT 3;\n\\else\nSELECT 4;\n\\endif",
       {"SELECT 2"}},
      {"\\if 0\n\\if 1\nSELECT 1;\n\\else\nSELECT 2;\n\\endif\n\\else\n\\if 1\nSELECT 3;\n\\endif\n"
       "\\endif",
       {"SELECT 3"}},
      {"\\if :{?x}\nSELECT 1;\n\\endif\n", {}},
      {"\\set x tru\n\\if :x\nSELECT 1;\n\\endif\n", {"SELECT 1"}},
      {"SELECT 1 \\if true\n, 2 \\else\n, 3 \\endif\n;", {"SELECT 1 \n, 2 \n  "}},
      {"SELECT (1\n\\if false\n) ; (\n\\else\n+ 2)\n\\endif\n;", {"SELECT (1\n\n  \n\n+ 2)\n"}},
      // What is not executed is not looked at, but for its quotes.
      {"\\if false\n\\foo\n\\set x `date`\n\\i none\n\\if `x`\n\\elif nonsense\n\\endif\n"
       "SELEC 'it''s \\endif' :x;\n\\endif\nSELECT 1;",
       {"SELECT 1"}},
      {"\\if true\n\\elif nonsense\n\\elif `date`\n\\endif\n", {}},
      {"\\if false\nCOPY t FROM stdin;\n\\endif\nSELECT 1;", {"SELECT 1"}},
  });
}

TEST(MetaCommandActions, ConditionalsThatAreWrong) {
  expect({
      {"SELECT 1;\n\\if true\n",
       {"SELECT 1"},
       {"10-18 psql-meta-command: \\if without \\endif in the same file"}},
      {"\\endif", {}, {"0-6 psql-meta-command: \\endif without \\if"}},
      {"\\else", {}, {"0-5 psql-meta-command: \\else without \\if"}},
      {"\\elif true", {}, {"0-10 psql-meta-command: \\elif without \\if"}},
      {"\\if 0\n\\else\n\\else\nSELECT 1;\n\\endif",
       {"SELECT 1"},
       {"12-17 psql-meta-command: \\else without \\if"}},
      {"\\if 0\n\\else\n\\elif 1\n\\endif", {}, {"12-19 psql-meta-command: \\elif without \\if"}},
      {"\\if maybe\nSELECT 1;\n\\endif", {}, {"0-9 psql-meta-command: \"maybe\" is not a boolean"}},
      {"\\if\n\\endif", {}, {"0-3 psql-meta-command: \"\" is not a boolean"}},
      {"\\if 1 = 1\n\\endif", {}, {"0-9 psql-meta-command: \"1 = 1\" is not a boolean"}},
      {"\\if :x\nSELECT 1;\n\\endif", {}, {"0-6 psql-meta-command: variable \"x\" is not set"}},
      {"\\if `true`\nSELECT 1;\n\\endif",
       {},
       {"0-10 psql-meta-command: pgsettle runs no shell commands"}},
  });
  EXPECT_EQ(ReadScript("\\if :x\n\\endif").diagnostics().at(0).hint,
            "Pass it with -v x=VALUE, or test for it with :{?x}.");
}

TEST(MetaCommandActions, Quit) {
  expect({
      {"SELECT 1;\n\\q\nSELEC 'it", {"SELECT 1"}},
      {"SELECT 1;\n\\quit\n\\foo", {"SELECT 1"}},
      {"SELECT 1; SELECT 2 -- x\n\\q\nSELECT 3;", {"SELECT 1"}},
      // The usual guard; nobody misses the \endif.
      {"\\if :{?x}\n\\else\n\\echo set x\n\\q\n\\endif\nSELECT 1;", {"echo: set x"}},
      {"COPY t FROM stdin; \\q\n1\n\\.\nSELECT 1;", {"COPY t FROM stdin"}},
  });
  EXPECT_EQ(ReadScript("SELECT 1 -- x\n\\q\nrest").described_pieces(),
            (Texts{"statement: SELECT 1", "white_space:  ", "comment: -- x", "white_space: \n",
                   "meta_command: \\q\nrest"}));
}

TEST(MetaCommandActions, Include) {
  ReadScript::Options options;
  options.files["a.sql"] = "SELECT 'a';\n\\ir b.sql\n";
  options.files["b.sql"] = "SELECT 'b'";
  options.files["dir/c.sql"] = "\\ir sub/d.sql\n\\set d 4\n";
  options.files["dir/sub/d.sql"] = "SELECT 'd', :x;";
  options.files["quits.sql"] = "SELECT 1;\n\\q\nSELECT 2;";
  options.files["open.sql"] = "\\if true\nSELECT 1;";
  options.files["backslashes.sql"] = "SET standard_conforming_strings = off;";
  options.files["sees.sql"] = "SELECT 'a\\';';";
  options.files["bad.sql"] = "\n\\foo\n";
  expect(
      {
          {"\\i a.sql\nSELECT 1;", {"SELECT 'a'", "SELECT 'b'", "SELECT 1"}},
          {"\\include 'a.sql'\n", {"SELECT 'a'", "SELECT 'b'"}},
          {"\\i a.sql;\nSELECT 1;", {"SELECT 'a'", "SELECT 'b'", "SELECT 1"}},
          {"\\set x 3\n\\ir c.sql\nSELECT :d;", {"SELECT 'd', 3", "SELECT 4"}},
          {"\\include_relative c.sql", {"SELECT 'd', :x"}},
          {"\\set f a.sql\n\\i :f\n", {"SELECT 'a'", "SELECT 'b'"}},
          {"SELECT 1 \\i b.sql\n, 2;", {"SELECT 'b'", "SELECT 1 \n, 2"}},
          {"\\i quits.sql\nSELECT 3;", {"SELECT 1", "SELECT 3"}},
          {"\\i open.sql\nSELECT 3;",
           {"SELECT 1", "SELECT 3"},
           {"0-8 psql-meta-command: \\if without \\endif in the same file"}},
          {"\\i backslashes.sql\n\\i sees.sql\nSELECT 'a\\';';",
           {"SET standard_conforming_strings = off", "SELECT 'a\\';'", "SELECT 'a\\';'"}},
          {"\\i none.sql\nSELECT 1;", {"SELECT 1"}, {"0-11 psql-meta-command: no file none.sql"}},
          {"\\i\nSELECT 1;", {"SELECT 1"}, {"0-2 psql-meta-command: \\i needs a file"}},
          {"\\ir a.sql\n", {}, {"0-9 psql-meta-command: no file dir/a.sql"}},
      },
      options);
  const ReadScript script("\\i bad.sql", options);
  EXPECT_EQ(script.findings(), Texts{"1-5 psql-meta-command: \\foo is not supported"});
  EXPECT_EQ(script.diagnostics().at(0).source->path(), "bad.sql");
}

TEST(MetaCommandActions, IncludeWithoutEnd) {
  ReadScript::Options options;
  options.files["loop.sql"] = "SELECT 1;\n\\i loop.sql\n\\i loop.sql\nSELECT 2;";
  options.files["to.sql"] = "\\i fro.sql\n\\i fro.sql\n";
  options.files["fro.sql"] = "\\i to.sql\n";
  for (const std::string_view text : {"\\i loop.sql\nSELECT 3;", "\\i to.sql\n\\i to.sql\n"}) {
    const ReadScript script(std::string(text), options);
    ASSERT_EQ(script.findings().size(), 1U) << text;
    EXPECT_TRUE(script.findings()[0].ends_with("files include each other more than 100 deep"));
    EXPECT_TRUE(script.is_covered()) << text;
  }
}

TEST(MetaCommandActions, IncludeWhereThereAreNoFiles) {
  Sources sources;
  SourceText& source = sources.add("gexec", "\\i a.sql\nSELECT 1;");
  Variables variables;
  std::vector<Diagnostic> diagnostics;
  ReaderContext context{.variables = variables, .diagnostics = diagnostics, .include = {}};
  ScriptReader reader(source, context);
  EXPECT_TRUE(reader.next());
  EXPECT_FALSE(reader.next());
  ASSERT_EQ(diagnostics.size(), 1U);
  EXPECT_EQ(diagnostics[0].message, "\\i cannot read files here");
}

TEST(MetaCommandActions, Send) {
  expect({
      {"SELECT 1 \\g\nSELECT 2\\g", {"SELECT 1", "SELECT 2"}},
      {"SELECT 1 -- x\n\\g\n", {"SELECT 1"}},
      {"COPY t FROM stdin \\g\n1\n\\.\nSELECT 2;", {"COPY t FROM stdin", "SELECT 2"}},
      {"SELECT 1 \\g out.txt\n",
       {},
       {"9-19 psql-meta-command: \\g with a file or options is not supported"}},
      {"SELECT 1; \\g\n",
       {"SELECT 1"},
       {"10-12 psql-meta-command: there is no statement before \\g"}},
  });
}

TEST(MetaCommandActions, Connect) {
  expect({
      {"\\c\n\\connect db\n\\c db;\n\\c -\n\\c \"My db\" - - -\n",
       {"connect: ", "connect: db", "connect: db", "connect: ", "connect: My db"}},
      {"\\c db joe\n",
       {},
       {"0-9 psql-meta-command: \\connect as another user or to another server is not supported"}},
      {"\\c dbname=db\n",
       {},
       {"0-12 psql-meta-command: \\connect as another user or to another server is not supported"}},
      {"\\c postgres://db\n",
       {},
       {"0-16 psql-meta-command: \\connect as another user or to another server is not "
        "supported"}},
  });
}

TEST(MetaCommandActions, Restrict) {
  expect({
      {"\\restrict key\nSELECT 1;\n\\unrestrict key\n\\echo a\n", {"SELECT 1", "echo: a"}},
      {"\\restrict key\n\\echo a\n\\unrestrict other\n\\unrestrict key\n",
       {},
       {"14-21 psql-meta-command: meta-commands are restricted here by \\restrict",
        "22-39 psql-meta-command: \\unrestrict without the \\restrict of the same key"}},
      {"\\restrict\n", {}, {"0-9 psql-meta-command: \\restrict needs a key"}},
      {"\\unrestrict key\n",
       {},
       {"0-15 psql-meta-command: \\unrestrict without the \\restrict of the same key"}},
  });
}

TEST(MetaCommandActions, OthersAreNamedAndExplained) {
  constexpr std::string_view shell = "Run it before pgsettle; a value can be passed with -v.";
  constexpr std::string_view asks = "pgsettle asks nothing while it runs; pass a value with -v.";
  constexpr std::string_view prints = "It changes only what psql prints; remove it.";
  constexpr std::string_view person =
      "It prints or edits for a person; remove it, or end the statement with a semicolon.";
  constexpr std::string_view described = "It prints for a person; remove it.";
  struct Unsupported {
    std::string_view command;
    std::size_t end;  // of the range of the finding
    std::string_view name;
    std::string_view hint;
  };
  const Unsupported cases[] = {
      {"\\! ls -l", 8, "!", shell},
      {"\\cd /tmp  ", 8, "cd", shell},
      {"\\setenv A b\r", 11, "setenv", shell},
      {"\\prompt 'Name? ' name", 21, "prompt", asks},
      {"\\password joe", 13, "password", asks},
      {"\\timing on", 10, "timing", prints},
      {"\\pset format csv", 16, "pset", prints},
      {"\\x", 2, "x", prints},
      {"\\a", 2, "a", prints},
      {"\\gx", 3, "gx", person},
      {"\\crosstabview", 13, "crosstabview", person},
      {"\\watch 5", 8, "watch", person},
      {"\\o out.txt", 10, "o", person},
      {"\\e", 2, "e", person},
      {"\\d", 2, "d", described},
      {"\\d+ \"my table\"", 14, "d+", described},
      {"\\dt *.*", 7, "dt", described},
      {"\\du", 3, "du", described},
      {"\\r", 2, "r", "Remove it together with the unfinished statement before it."},
      {"\\.", 2, ".", "It ends the rows of a COPY ... FROM STDIN, and there is none open here."},
      {"\\lo_import 'x'", 14, "lo_import", "Use the server's functions lo_from_bytea() etc."},
      {"\\;", 2, ";", "Separate the statements with a plain semicolon."},
      {"\\:", 2, ":", "Write the colon without a backslash."},
      {"\\\\", 2, "\\", "It separates meta-commands, and there is none before it."},
  };
  for (const Unsupported& c : cases) {
    const ReadScript script("-- é\n" + std::string(c.command) + "\nSELECT 1;");
    EXPECT_EQ(script.texts(), Texts{"SELECT 1"}) << c.command;
    ASSERT_EQ(script.diagnostics().size(), 1U) << c.command;
    const Diagnostic& finding = script.diagnostics()[0];
    EXPECT_EQ(finding.range, (Range{.begin = 6, .end = 6 + c.end})) << c.command;
    EXPECT_EQ(finding.message, "\\" + std::string(c.name) + " is not supported");
    EXPECT_EQ(finding.hint, c.hint) << c.command;
    EXPECT_EQ(finding.id, "psql-meta-command");
    EXPECT_EQ(finding.severity, Severity::error);
  }
  EXPECT_TRUE(ReadScript("\\foo").diagnostics().at(0).hint.starts_with("pgsettle knows \\i, "));
}

// Each line doubles the value; nothing may take more than a moment, nor much memory.
TEST(MetaCommandActions, ValuesHaveABound) {
  std::string sets = "\\set a 0123456789\n";
  for (int i = 0; i < 40; ++i) sets += "\\set a :a:a\n";
  const ReadScript script(sets + "SELECT :'a';\nSELECT 1;");
  ASSERT_FALSE(script.findings().empty());
  EXPECT_TRUE(script.findings()[0].ends_with(": variables make more than 4 MB of this \\set"))
      << script.findings()[0];
  EXPECT_EQ(script.texts().back(), "SELECT 1");
  std::string often = "\\set a 0123456789\n";
  for (int i = 0; i < 17; ++i) often += "\\set a :a:a\n";
  for (int i = 0; i < 1000; ++i) often += i % 2 == 0 ? "\\echo :a\n" : "SELECT :'a';\n";
  const ReadScript echoes(often);
  ASSERT_EQ(echoes.findings().size(), 1U);
  EXPECT_TRUE(echoes.findings()[0].ends_with(
      "the values of variables make more than 64 MB of this script"));
}

TEST(MetaCommandActions, OthersSpoilTheStatementTheyStandIn) {
  expect({
      {"SELECT 1 \\gx\nSELECT 2;", {}, {"9-12 psql-meta-command: \\gx is not supported"}},
      {"SELECT 1 \\; SELECT 2; SELECT 3;",
       {"SELECT 3"},
       {"9-11 psql-meta-command: \\; is not supported"}},
  });
}

}  // namespace
}  // namespace pgsettle
