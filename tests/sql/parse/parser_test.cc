#include "sql/parse/parser.h"

#include <gtest/gtest.h>

#include <string>
#include <string_view>

#include "support/read_script.h"

namespace pgsettle {
namespace {

// What the grammar says of the script's only statement: "begin-end message", empty when it agrees.
std::string judge(const ReadScript& script) {
  EXPECT_EQ(script.statements().size(), 1U);
  if (script.statements().empty()) return "no statement";
  Statement statement = script.statements().front();
  understand(statement);
  if (!statement.syntax_error) return "";
  const Diagnostic& error = *statement.syntax_error;
  EXPECT_EQ(error.id, "42601");
  EXPECT_EQ(error.severity, Severity::error);
  EXPECT_EQ(error.source, statement.source);
  return std::to_string(error.range.begin) + "-" + std::to_string(error.range.end) + " " +
         error.message;
}

std::string judge(std::string_view text) { return judge(ReadScript(std::string(text))); }

std::string hint(std::string_view text) {
  const ReadScript script{std::string(text)};
  Statement statement = script.statements().at(0);
  understand(statement);
  return statement.syntax_error ? statement.syntax_error->hint : "no error";
}

TEST(Parser, KnowsItsVersion) {
  EXPECT_GE(grammar_major_version(), 13);
  EXPECT_TRUE(grammar_version().starts_with(std::to_string(grammar_major_version())));
}

TEST(Parser, AgreesWithSql) {
  for (const std::string_view text :
       {"SELECT 1", "SELECT 'é', \"日本\", $$😀$$, U&'\\0061'", "CREATE TABLE t (a int);",
        "CREATE FUNCTION f() RETURNS int BEGIN ATOMIC SELECT 1; SELECT 2; END;",
        "SELECT E'a'\n'b\\'c'", "COPY t FROM STDIN", "\xEF\xBB\xBFSELECT 1",
        "SELECT /* /* */ */ 1 -- x\n+ 2", "SELECT a[1:2], b::int FROM f(x := 2)",
        "CREATE RULE r AS ON INSERT TO t DO (DELETE FROM a; DELETE FROM b);"}) {
    EXPECT_EQ(judge(text), "") << text;
  }
}

TEST(Parser, SaysWhereTheErrorIs) {
  struct Case {
    std::string_view text;
    std::string_view error;
  };
  const Case cases[] = {
      {"SELEC 1;", "0-1 syntax error at or near \"SELEC\""},
      {"  \n-- c\nSELEC 1;", "8-9 syntax error at or near \"SELEC\""},
      {"SELECT 1 FROMM t;", "15-16 syntax error at or near \"t\""},
      {"SELECT 'é日😀' FROMM t;", "25-26 syntax error at or near \"t\""},
      {"SELECT \"é\" FROM é é é;", "23-25 syntax error at or near \"é\""},
      {"SELECT /* 日 */\n1 FROMM\r\nt;", "26-27 syntax error at or near \"t\""},
      {"SELECT (1;", "9-10 syntax error at end of input"},
      {"SELECT (1", "8-9 syntax error at end of input"},
      {"SELECT 1 +;", "10-11 syntax error at end of input"},
      {"SELECT é AS", "11-12 syntax error at end of input"},
      {"SELECT a, é(", "12-13 syntax error at end of input"},
      {"SELECT 1 + -- é\n", "9-10 syntax error at end of input"},
      {"\xEF\xBB\xBFSELEC 1;", "3-4 syntax error at or near \"SELEC\""},
      {"SELECT 1 UNION SELEC 2", "15-16 syntax error at or near \"SELEC\""},
      {"SELECT E'\\u00'", "9-10 invalid Unicode escape"},
      {"SELECT 1x", "7-8 trailing junk after numeric literal at or near \"1x\""},
      {"CREATE TABLE t (a int,);", "22-23 syntax error at or near \")\""},
      {"SELECT \"\"", "7-8 zero-length delimited identifier at or near \"\"\"\""},
  };
  for (const Case& c : cases) EXPECT_EQ(judge(c.text), c.error) << c.text;
}

TEST(Parser, SaysWhereTheErrorIsBehindSubstitutions) {
  ReadScript::Options options;
  options.variables.set("long", "'some é value', 2, 3");
  options.variables.set("bad", "1 FROMM t");
  EXPECT_EQ(judge(ReadScript("SELECT :long FROMM t;", options)),
            "19-20 syntax error at or near \"t\"");
  EXPECT_EQ(judge(ReadScript("SELECT :bad;", options)), "7-8 syntax error at or near \"t\"");
  EXPECT_EQ(judge("SELECT 1\n\\if false\n+ 2\n\\endif\nFROMM é x;"),
            "36-38 syntax error at or near \"é\"");
}

TEST(Parser, ExplainsWhatIsNotSql) {
  EXPECT_EQ(hint("CREATE TABLE {{ s }}.t ();"),
            "{{ s }} is a template placeholder (of Jinja, Handlebars or Go templates); render the "
            "template first.");
  EXPECT_EQ(hint("SELECT 'é' = :name;"),
            "The psql variable \"name\" is not set; pass -v name=VALUE or use \\set.");
  EXPECT_EQ(hint("SELECT 1 FROMM x;"), "");
}

TEST(Parser, LeavesWhatItCannotKnow) {
  EXPECT_EQ(judge("SELECT '" + std::string(1U << 20U, 'x') + "' FROMM t"), "");
  const ReadScript script("SELECT 1 AS x \\gset\nSELECT :x FROMM t;");
  ASSERT_EQ(script.statements().size(), 2U);
  Statement statement = script.statements()[1];
  understand(statement);
  EXPECT_FALSE(statement.syntax_error);
}

TEST(Parser, SetsTheEffect) {
  const ReadScript script("CREATE TABLE a.t ();");
  Statement statement = script.statements().at(0);
  understand(statement);
  EXPECT_EQ(statement.effect.kind, "create_table");
  EXPECT_EQ(statement.effect.object, "a.t");
}

std::string repeated(std::string_view text, int times) {
  std::string out;
  for (int i = 0; i < times; ++i) out += text;
  return out;
}

// Neither its stack nor the process's overflows: the server gives the same error there.
TEST(Parser, SurvivesDeepNesting) {
  const auto nested = [](std::string_view before, std::string_view middle, std::string_view after,
                         int times) {
    return "SELECT " + repeated(before, times) + std::string(middle) + repeated(after, times);
  };
  const std::string too_deep[] = {
      nested("(", "1", ")", 100'000),       nested("NOT ", "true", "", 50'000),
      nested("- ", "1", "", 50'000),        nested("f(", "", ")", 100'000),
      nested("(SELECT ", "1", ")", 50'000),
  };
  for (const std::string& text : too_deep) {
    EXPECT_NE(judge(text).find("memory exhausted at or near"), std::string::npos)
        << text.substr(0, 20);
    EXPECT_EQ(hint(text), "It is nested too deeply for PostgreSQL's grammar.");
  }
  for (const std::string& text :
       {nested("", "1", " + 1", 100'000), nested("", "a", " AND a", 100'000),
        nested("", "'a'", " || 'a'", 100'000), nested("(", "1", ")", 3'000),
        nested("CASE WHEN ", "1", " THEN 1 END", 3'000), nested("", "1", "::int", 100'000),
        nested("", "1", " UNION SELECT 1", 60'000)}) {
    EXPECT_EQ(judge(text), "") << text.substr(0, 20);
  }
  judge(nested("CASE WHEN ", "1", " THEN 1 END", 45'000));
}

}  // namespace
}  // namespace pgsettle
