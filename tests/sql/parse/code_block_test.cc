#include "sql/parse/code_block.h"

#include <fmt/format.h>
#include <gtest/gtest.h>

#include "sql/parse/analysis.h"

namespace pgsettle {
namespace {

CodeBlock block(const std::string& body) {
  const Analysis analysis = analyse("DO $do$ " + body + " $do$");
  return analysis.code.value_or(CodeBlock{.statements = {}, .problem = "no code"});
}

// Spaces in the texts of conditions do not matter.
std::string squeezed(std::string_view text) {
  std::string out;
  for (const char c : text) {
    const bool blank = c == ' ' || c == '\n';
    if (!blank || (!out.empty() && out.back() != ' ')) out += blank ? ' ' : c;
  }
  while (out.ends_with(' ')) out.pop_back();
  return out;
}

std::string text_of(const CodeCondition& condition) {
  return (condition.negated ? "not " : "") + squeezed(condition.text);
}

// "[a; not b] [but a, c] DROP TABLE x" a line: conditions, ways out, text.
std::string lines_of(const CodeBlock& code) {
  std::string out;
  for (const CodeStatement& statement : code.statements) {
    std::vector<std::string> conditions;
    for (const auto& condition : statement.conditions) conditions.push_back(text_of(condition));
    if (!conditions.empty()) out += fmt::format("[{}] ", fmt::join(conditions, "; "));
    for (const auto& way : statement.ways_out) {
      conditions.clear();
      for (const auto& condition : way) conditions.push_back(text_of(condition));
      out += fmt::format("[but {}] ", fmt::join(conditions, ", "));
    }
    out += squeezed(statement.sql) + "\n";
  }
  return out;
}

// Conditions of the tables below.
constexpr std::string_view a = "to_regclass('a') IS NULL";
constexpr std::string_view b = "to_regclass('b') IS NULL";
constexpr std::string_view c = "to_regclass('c') IS NULL";

std::string with_conditions(std::string_view text) {
  std::string out;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const bool named = text[i] == '@' && i + 1 < text.size();
    if (!named) {
      out += text[i];
      continue;
    }
    ++i;
    out += text[i] == 'a' ? a : (text[i] == 'b' ? b : c);
  }
  return out;
}

struct Complete {
  const char* subject;
  const char* body;
  const char* lines;
};

TEST(CodeBlock, KnowsAllThatCompleteCodeDoes) {
  for (
      const Complete& each : std::to_array<Complete>({
          {"nothing", "BEGIN NULL; END", ""},
          {"statements", "BEGIN CREATE TABLE x (); DROP TABLE y; END",
           "CREATE TABLE x ()\nDROP TABLE y\n"},
          {"IF", "BEGIN IF @a THEN CREATE TABLE x (); END IF; END", "[@a] CREATE TABLE x ()\n"},
          {"ELSE",
           "BEGIN IF @a THEN CREATE TABLE x (); ELSIF @b THEN DROP TABLE x; ELSE DROP TABLE y; END "
           "IF; DROP TABLE z; END",
           "[@a] CREATE TABLE x ()\n[not @a; @b] DROP TABLE x\n[not @a; not @b] DROP TABLE y\n"
           "DROP TABLE z\n"},
          {"RETURN in front", "BEGIN IF @a THEN RETURN; END IF; DROP TABLE x; END",
           "[not @a] DROP TABLE x\n"},
          {"RETURN in an inner IF",
           "BEGIN IF @a THEN IF @b THEN RETURN; END IF; DROP TABLE x; END IF; DROP TABLE y; END",
           "[@a; not @b] DROP TABLE x\n[but @a, @b] DROP TABLE y\n"},
          {"RETURN three deep",
           "BEGIN IF @a THEN IF @b THEN IF @c THEN RETURN; END IF; END IF; DROP TABLE x; END IF; "
           "DROP TABLE y; END",
           "[@a] [but @b, @c] DROP TABLE x\n[but @a, @b, @c] DROP TABLE y\n"},
          {"two RETURNs",
           "BEGIN IF @a THEN RETURN; END IF; IF @b THEN RETURN; END IF; DROP TABLE x; END",
           "[not @a; not @b] DROP TABLE x\n"},
          {"RETURN in THEN, statement in ELSE",
           "BEGIN IF @a THEN RETURN; ELSE DROP TABLE x; END IF; DROP TABLE y; END",
           "[not @a] DROP TABLE x\n[not @a] DROP TABLE y\n"},
          {"RETURN in ELSE", "BEGIN IF @a THEN NULL; ELSE RETURN; END IF; DROP TABLE x; END",
           "[@a] DROP TABLE x\n"},
          {"behind RETURN", "BEGIN DROP TABLE x; RETURN; DROP TABLE y; END", "DROP TABLE x\n"},
          {"EXIT of a labelled block",
           "<<l>> BEGIN IF @a THEN EXIT l; END IF; CREATE TABLE x (); END",
           "[not @a] CREATE TABLE x ()\n"},
          {"EXIT without condition", "<<l>> BEGIN EXIT l; CREATE TABLE x (); END", ""},
          {"EXIT WHEN", "<<l>> BEGIN EXIT l WHEN @a; CREATE TABLE x (); END",
           "[not @a] CREATE TABLE x ()\n"},
          {"behind the block that EXIT leaves",
           "BEGIN <<l>> BEGIN IF @a THEN EXIT l; END IF; DROP TABLE x; END; DROP TABLE y; END",
           "[not @a] DROP TABLE x\nDROP TABLE y\n"},
          {"RETURN behind EXIT in an inner block",
           "BEGIN <<l>> BEGIN IF @a THEN EXIT l; END IF; IF @b THEN RETURN; END IF; END; DROP "
           "TABLE "
           "y; END",
           "[but @b, not @a] DROP TABLE y\n"},
          {"EXIT of the outer block",
           "<<o>> BEGIN <<i>> BEGIN EXIT o WHEN @a; DROP TABLE x; END; DROP TABLE y; END",
           "[not @a] DROP TABLE x\n[not @a] DROP TABLE y\n"},
          {"a quoted label", "<<\"My L\">> BEGIN EXIT \"My L\" WHEN @a; DROP TABLE x; END",
           "[not @a] DROP TABLE x\n"},
          {"EXECUTE of a constant", "BEGIN EXECUTE 'DROP TABLE \"X\"'; END", "DROP TABLE \"X\"\n"},
          {"EXECUTE of joined constants", "BEGIN EXECUTE 'DROP ' || 'TABLE x'; END",
           "DROP TABLE x\n"},
          {"EXECUTE of two statements", "BEGIN EXECUTE 'DROP TABLE x; DROP TABLE y'; END",
           "DROP TABLE x\nDROP TABLE y\n"},
          {"messages",
           "DECLARE n text := 'x'; BEGIN RAISE NOTICE 'made % %', n, 3; RAISE WARNING 'w'; "
           "RAISE DEBUG 'd'; DROP TABLE x; END",
           "DROP TABLE x\n"},
          {"a handler that hides",
           "BEGIN CREATE TYPE x AS ENUM (); EXCEPTION WHEN duplicate_object THEN RAISE NOTICE '%', "
           "SQLERRM; END",
           "CREATE TYPE x AS ENUM ()\n"},
          {"words in strings and comments",
           "BEGIN -- LOOP, RETURN; EXIT b;\n COMMENT ON TABLE x IS 'IF LOOP := INTO return; raise "
           "exception'; /* PERFORM f(); */ END",
           "COMMENT ON TABLE x IS 'IF LOOP := INTO return; raise exception'\n"},
          {"words as identifiers",
           "BEGIN CREATE TABLE \"loop\" (\"return\" int, \"exit\" int); END",
           "CREATE TABLE \"loop\" (\"return\" int, \"exit\" int)\n"},
          {"unused variables",
           "DECLARE i int; r record; t text := 'loop'; c CURSOR FOR SELECT 1; BEGIN DROP TABLE x; "
           "END",
           "DROP TABLE x\n"},
          {"a variable of the answer",
           "DECLARE v boolean; BEGIN SELECT EXISTS (SELECT FROM pg_class WHERE relname = 'x') INTO "
           "v; IF NOT v THEN CREATE TABLE x (); END IF; END",
           "[not (SELECT EXISTS (SELECT FROM pg_class WHERE relname = 'x') )] CREATE TABLE x ()\n"},
          {"a variable declared with it",
           "DECLARE v bool := EXISTS (SELECT FROM pg_class); BEGIN IF v THEN DROP TABLE x; END IF; "
           "END",
           "[EXISTS (SELECT FROM pg_class)] DROP TABLE x\n"},
          {"a variable assigned",
           "DECLARE v bool; BEGIN v := @a; IF v THEN DROP TABLE x; END IF; END",
           "[@a] DROP TABLE x\n"},
          {"PERFORM and FOUND",
           "BEGIN PERFORM 1 FROM pg_class WHERE relname = 'x'; IF NOT FOUND THEN CREATE TABLE x "
           "(); "
           "END IF; END",
           "[not EXISTS (SELECT 1 FROM pg_class WHERE relname = 'x' )] CREATE TABLE x ()\n"},
      })) {
    const CodeBlock code = block(with_conditions(each.body));
    EXPECT_TRUE(code.is_complete())
        << each.subject << ": " << code.problem.value_or("") << code.incomplete_because;
    EXPECT_EQ(lines_of(code), with_conditions(each.lines)) << each.subject;
  }
}

struct Incomplete {
  const char* body;
  const char* why;
};

TEST(CodeBlock, SaysWhatElseCodeMayDo) {
  for (
      const Incomplete& each : std::to_array<Incomplete>({
          {"BEGIN FOR i IN 1..3 LOOP DROP TABLE x; END LOOP; END", "loop"},
          {"BEGIN LOOP EXIT; END LOOP; END", "loop"},
          {"DECLARE i int; BEGIN WHILE i > 0 LOOP DROP TABLE x; END LOOP; END", "loop"},
          {"DECLARE r record; BEGIN FOR r IN SELECT 1 LOOP CONTINUE; END LOOP; END", "loop"},
          {"DECLARE r record; BEGIN FOR r IN EXECUTE 'SELECT 1' LOOP NULL; END LOOP; END", "loop"},
          {"DECLARE i int; BEGIN FOREACH i IN ARRAY ARRAY[1] LOOP NULL; END LOOP; END", "loop"},
          {"BEGIN CASE WHEN @a THEN DROP TABLE x; END CASE; END", "CASE"},
          {"DECLARE i int; BEGIN i := 1; END", "\"i\" is set"},
          {"DECLARE v bool; BEGIN SELECT true INTO v; END", "INTO"},
          {"DECLARE v bool; BEGIN IF @a THEN v := @b; END IF; IF v THEN DROP TABLE x; END IF; END",
           "\"v\" is set"},
          {"DECLARE v bool; BEGIN v := @a; v := @b; IF v THEN DROP TABLE x; END IF; END", "is set"},
          {"DECLARE v bool; BEGIN v := @a; DROP TABLE x; EXCEPTION WHEN others THEN NULL; END",
           "is set"},
          {"DECLARE v bool; BEGIN IF v IS NULL THEN DROP TABLE x; END IF; END", "condition"},
          {"DECLARE v int; BEGIN INSERT INTO t VALUES (v); END", "reads a variable"},
          {"<<l>> DECLARE v int; BEGIN INSERT INTO t VALUES (l.v); END", "reads a variable"},
          {"DECLARE r record; BEGIN INSERT INTO t VALUES (r.x); END", "reads a variable"},
          {"BEGIN INSERT INTO t SELECT found; END", "reads a variable"},
          {"DECLARE v mood; BEGIN DROP TABLE x; END", "making the variable"},
          {"DECLARE v t%ROWTYPE; BEGIN DROP TABLE x; END", "making the variable"},
          {"DECLARE v int := f(); BEGIN DROP TABLE x; END", "making the variable"},
          {"DECLARE v int := 'x'; BEGIN DROP TABLE x; END", "making the variable"},
          {"DECLARE v int NOT NULL := 1; BEGIN DROP TABLE x; END", "making the variable"},
          {"BEGIN PERFORM f(); END", "PERFORM"},
          {"BEGIN PERFORM 1 FROM t; END", "PERFORM"},
          {"BEGIN CALL p(); END", "call"},
          {"BEGIN SELECT 1; END", "not known"},
          {"BEGIN SELECT f(); END", "routine is called"},
          {"BEGIN INSERT INTO t VALUES (1) RETURNING a; END", "rows that nobody takes"},
          {"BEGIN EXECUTE 'DROP TABLE ' || current_user; END", "run time"},
          {"BEGIN EXECUTE format('DROP TABLE %I', 'x'); END", "run time"},
          {"BEGIN EXECUTE 'SELECT f()'; END", "routine is called"},
          {"BEGIN EXECUTE 'DROP TABLE x' USING 1; END", "takes or gives"},
          {"BEGIN EXECUTE 'DO $x$ BEGIN NULL; END $x$'; END", "not known"},
          {"BEGIN EXECUTE 'no SQL'; END", "not understood"},
          {"BEGIN EXECUTE 'DROP TABLE x; SELECT f()'; END", "routine is called"},
          {"BEGIN SET search_path = x; END", "setting"},
          {"BEGIN COMMIT; END", "commit"},
          {"BEGIN ROLLBACK; END", "rollback"},
          {"BEGIN ASSERT false; END", "assert"},
          {"DECLARE i int; BEGIN GET DIAGNOSTICS i = ROW_COUNT; END", "getdiag"},
          {"BEGIN RAISE EXCEPTION 'x'; END", "RAISE"},
          {"BEGIN RAISE 'x'; END", "RAISE"},
          {"BEGIN RAISE division_by_zero; END", "RAISE"},
          {"BEGIN RAISE NOTICE 'x %', f(); END", "RAISE"},
          {"BEGIN RAISE NOTICE 'x' USING ERRCODE = 'nonsense'; END", "RAISE"},
          {"BEGIN IF f() THEN DROP TABLE x; END IF; END", "condition"},
          {"BEGIN IF EXISTS (SELECT FROM t) THEN DROP TABLE x; END IF; END", "condition"},
          {"BEGIN IF count(*) > 0 FROM pg_class THEN DROP TABLE x; END IF; END", "condition"},
          {"BEGIN DROP TABLE x; EXCEPTION WHEN others THEN DROP TABLE y; END", "handler"},
          {"BEGIN DROP TABLE x; EXCEPTION WHEN others THEN RAISE; END", "handler"},
          {"BEGIN DROP TABLE x; EXCEPTION WHEN others THEN RETURN; END", "handler"},
          {"BEGIN BEGIN DROP TABLE x; RETURN; EXCEPTION WHEN others THEN NULL; END; DROP TABLE y; "
           "END",
           "more than conditions"},
          {"<<l>> BEGIN BEGIN EXIT l WHEN @a; EXCEPTION WHEN others THEN NULL; END; DROP TABLE y; "
           "END",
           "more than conditions"},
          {"BEGIN <<i>> BEGIN IF @a THEN IF @b THEN EXIT i; END IF; END IF; IF @c THEN RETURN; END "
           "IF; END; DROP TABLE y; END",
           "more than conditions"},
      })) {
    const CodeBlock code = block(with_conditions(each.body));
    EXPECT_FALSE(code.is_complete()) << each.body;
    EXPECT_FALSE(code.problem) << each.body << ": " << code.problem.value_or("");
    EXPECT_NE(code.incomplete_because.find(each.why), std::string::npos)
        << each.body << ": " << code.incomplete_because;
  }
}

TEST(CodeBlock, ReadsBodiesInEverySpelling) {
  for (const std::string_view sql : {
           "DO $$ BEGIN DROP TABLE x; END $$",
           "DO LANGUAGE plpgsql $$ BEGIN DROP TABLE x; END $$",
           "DO $$ BEGIN DROP TABLE x; END $$ LANGUAGE 'plpgsql'",
           "DO 'BEGIN DROP TABLE x; END'",
           "DO E'BEGIN\\n DROP TABLE x;\\nEND'",
           "DO 'BEGIN EXECUTE ''DROP TABLE x''; END'",
           "do $a$ begin execute $b$DROP TABLE x$b$; end $a$",
       }) {
    const Analysis analysis = analyse(sql);
    ASSERT_TRUE(analysis.code) << sql;
    EXPECT_TRUE(analysis.code->is_complete()) << sql << analysis.code->incomplete_because;
    EXPECT_EQ(lines_of(*analysis.code), "DROP TABLE x\n") << sql;
  }
  EXPECT_FALSE(analyse("DO LANGUAGE plpython3u $$ print(1) $$").code);
  EXPECT_FALSE(analyse("DO LANGUAGE sql $$ SELECT 1 $$").code);
  EXPECT_FALSE(block("DECLARE c CURSOR FOR SELECT 1; BEGIN OPEN c; CLOSE c; END").is_complete());
  EXPECT_TRUE(block("BEGIN IF THEN; END").problem);
  EXPECT_FALSE(block("BEGIN IF THEN; END").is_complete());
}

TEST(CodeBlock, SeesHandlers) {
  const CodeBlock code = block(
      "BEGIN BEGIN CREATE TABLE a (); EXCEPTION WHEN unique_violation THEN RAISE; END;\n"
      "CREATE TABLE b (); EXCEPTION WHEN duplicate_table OR SQLSTATE '42710' THEN NULL;\n"
      "WHEN OTHERS THEN RAISE WARNING '%', SQLSTATE; END");
  ASSERT_EQ(code.statements.size(), 2U);
  const std::vector<CodeHandler>& handlers = code.statements[0].handlers;
  ASSERT_EQ(handlers.size(), 3U);
  EXPECT_EQ(handlers[0].conditions, (std::vector<std::string>{"unique_violation"}));
  EXPECT_TRUE(handlers[0].raises && !handlers[0].hides);
  EXPECT_EQ(handlers[0].statements, 1U);
  EXPECT_EQ(handlers[1].conditions, (std::vector<std::string>{"duplicate_table", "42710"}));
  EXPECT_TRUE(handlers[1].hides && !handlers[1].raises);
  EXPECT_EQ(handlers[1].statements, 2U);
  EXPECT_TRUE(handlers[2].hides);
  EXPECT_EQ(code.statements[1].handlers.size(), 2U);
}

TEST(CodeBlock, FindsTheHandlerOfAnError) {
  const CodeBlock code = block(
      "BEGIN CREATE TABLE a (); BEGIN CREATE TABLE b (); EXCEPTION WHEN duplicate_table THEN NULL; "
      "WHEN syntax_error_or_access_rule_violation THEN RAISE; END; EXCEPTION WHEN others THEN "
      "NULL; "
      "END");
  const CodeStatement& inner = code.statements.at(1);
  EXPECT_TRUE(is_hidden_alone(inner, "42P07"));
  EXPECT_TRUE(catching_handler(inner, "42710")->raises);
  EXPECT_FALSE(is_hidden_alone(inner, "42710"));
  // Caught by the outer block, which undoes the other statement, too.
  EXPECT_TRUE(catching_handler(inner, "23505")->hides);
  EXPECT_FALSE(is_hidden_alone(inner, "23505"));
  EXPECT_EQ(catching_handler(inner, "57014"), nullptr);
  EXPECT_EQ(catching_handler(inner, "P0004"), nullptr);
  EXPECT_FALSE(is_hidden_alone(code.statements.at(0), "42P07"));
}

TEST(CodeBlock, KnowsWhenAConditionIsEvaluated) {
  const CodeBlock code = block(with_conditions(
      "BEGIN DROP TABLE x; IF @a THEN DROP TABLE y; DROP TABLE z; ELSE DROP TABLE v; END IF; END"));
  ASSERT_EQ(code.statements.size(), 4U);
  const CodeCondition& first = code.statements[1].conditions.at(0);
  EXPECT_EQ(first.statements_before, 1U);
  EXPECT_EQ(first.evaluation, code.statements[2].conditions.at(0).evaluation);
  EXPECT_EQ(first.evaluation, code.statements[3].conditions.at(0).evaluation);
  ASSERT_EQ(code.evaluations.size(), 1U);
  EXPECT_TRUE(code.evaluations[0].conditions.empty());
}

TEST(CodeBlock, SeesStatementsInLoopsAndHandlers) {
  const CodeBlock code = block(
      "DECLARE r record; BEGIN FOR r IN SELECT * FROM pg_tables LOOP INSERT INTO t VALUES (1); END "
      "LOOP; EXCEPTION WHEN others THEN DROP TABLE x; END");
  ASSERT_EQ(code.statements.size(), 2U);
  EXPECT_EQ(code.statements[0].conditions.at(0).kind, CodeConditionKind::loop);
  EXPECT_TRUE(code.statements[0].conditions.at(0).asks_catalog);
  EXPECT_EQ(code.statements[1].conditions.at(0).kind, CodeConditionKind::handler);
}

TEST(CodeBlock, VariablesCarryTheCatalogsAnswer) {
  const CodeBlock code = block(
      "DECLARE found_it bool; BEGIN SELECT true INTO found_it FROM pg_type WHERE typname = 'x';\n"
      "IF found_it IS NULL THEN CREATE TYPE x AS ENUM (); END IF; END");
  ASSERT_EQ(code.statements.size(), 2U);
  EXPECT_TRUE(code.statements[1].conditions[0].asks_catalog);
}

TEST(CodeBlock, ReadsConstantDynamicSql) {
  const CodeBlock code = block("BEGIN EXECUTE 'CREATE TABLE a ()'; EXECUTE 'DROP ' || x; END");
  ASSERT_EQ(code.statements.size(), 2U);
  EXPECT_TRUE(code.statements[0].dynamic);
  EXPECT_EQ(code.statements[0].actions.size(), 1U);
  EXPECT_TRUE(code.statements[1].sql.empty());
}

TEST(CodeBlock, FindsThePlaceOfAStatement) {
  const std::string sql =
      "DO $$ BEGIN -- CREATE TABLE b ()\n  CREATE TABLE a ();\n  CREATE TABLE b ();\nEND $$";
  const Analysis analysis = analyse(sql);
  const Range range = analysis.code->statements.at(1).range;
  EXPECT_EQ(sql.substr(range.begin, range.size()), "CREATE TABLE b ()");
  EXPECT_GT(range.begin, sql.find("a ()"));
}

}  // namespace
}  // namespace pgsettle
