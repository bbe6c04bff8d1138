// What the rules see of statements inside code: conditions, loops, handlers and ways out.
#include <gtest/gtest.h>

#include "support/lint_text.h"

namespace pgsettle {
namespace {

bool fires(std::string_view rule, const std::string& body) {
  const std::string table = "CREATE TABLE IF NOT EXISTS public.t (a int PRIMARY KEY);\n";
  return LintedText({table + "DO $do$ " + body + " $do$;"}).fires(rule);
}

TEST(InsertWithoutConflictClause, LooksIntoLoopsAndConditions) {
  constexpr std::string_view rule = "insert-without-conflict-clause";
  for (const std::string body : {
           "BEGIN INSERT INTO public.t VALUES (1); END",
           "BEGIN FOR i IN 1..3 LOOP INSERT INTO public.t VALUES (1); END LOOP; END",
           "BEGIN LOOP INSERT INTO public.t VALUES (1); EXIT; END LOOP; END",
           "DECLARE i int; BEGIN FOREACH i IN ARRAY ARRAY[1] LOOP INSERT INTO public.t VALUES (i); "
           "END LOOP; END",
           "DECLARE r record; BEGIN FOR r IN SELECT * FROM pg_tables LOOP INSERT INTO public.t "
           "VALUES (1); END LOOP; END",
           "BEGIN IF true THEN INSERT INTO public.t VALUES (1); END IF; END",
           "BEGIN IF to_regclass('public.t') IS NOT NULL THEN INSERT INTO public.t VALUES (1); END "
           "IF; END",
       }) {
    EXPECT_TRUE(fires(rule, body)) << body;
  }
  for (
      const std::string body : {
          "BEGIN IF NOT EXISTS (SELECT FROM public.t WHERE a = 1) THEN INSERT INTO public.t VALUES "
          "(1); END IF; END",
          "BEGIN IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'r') THEN CREATE ROLE r; "
          "INSERT INTO public.t VALUES (1); END IF; END",
          "BEGIN IF EXISTS (SELECT FROM public.t) THEN RETURN; END IF; INSERT INTO public.t VALUES "
          "(1); END",
          "BEGIN INSERT INTO public.t VALUES (1); EXCEPTION WHEN unique_violation THEN NULL; END",
          "BEGIN INSERT INTO public.t VALUES (1); EXCEPTION WHEN integrity_constraint_violation "
          "THEN NULL; END",
      }) {
    EXPECT_FALSE(fires(rule, body)) << body;
  }
}

TEST(GuardWrongSqlstate, KnowsClassesAndOthers) {
  constexpr std::string_view rule = "guard-wrong-sqlstate";
  const auto handled = [](std::string_view condition) {
    return "BEGIN CREATE TYPE public.m AS ENUM (); EXCEPTION WHEN " + std::string(condition) +
           " THEN NULL; END";
  };
  EXPECT_FALSE(fires(rule, handled("duplicate_object")));
  EXPECT_FALSE(fires(rule, handled("SQLSTATE '42710'")));
  EXPECT_FALSE(fires(rule, handled("others")));
  EXPECT_FALSE(fires(rule, handled("syntax_error_or_access_rule_violation")));
  EXPECT_TRUE(fires(rule, handled("duplicate_table")));
}

TEST(GuardMultipleStatements, AsksTheBlockThatCatches) {
  constexpr std::string_view rule = "guard-multiple-statements";
  EXPECT_TRUE(
      fires(rule,
            "BEGIN CREATE TYPE public.m AS ENUM (); BEGIN CREATE TYPE public.n AS ENUM (); "
            "EXCEPTION WHEN unique_violation THEN NULL; END; EXCEPTION WHEN duplicate_object THEN "
            "NULL; END"));
  EXPECT_FALSE(
      fires(rule,
            "BEGIN BEGIN CREATE TYPE public.m AS ENUM (); EXCEPTION WHEN duplicate_object THEN "
            "NULL; END; BEGIN CREATE TYPE public.n AS ENUM (); EXCEPTION WHEN duplicate_object "
            "THEN NULL; END; END"));
}

}  // namespace
}  // namespace pgsettle
