#include "sql/parse/code_condition.h"

#include <fmt/format.h>
#include <gtest/gtest.h>

namespace pgsettle {
namespace {

CodeCondition condition(std::string_view text) { return read_condition(text, {"found", "v"}); }

TEST(CodeCondition, OnlyReadsTheCatalog) {
  for (const std::string_view text : {
           "EXISTS (SELECT FROM pg_class WHERE relname = 'x')",
           "EXISTS (SELECT 1 FROM pg_catalog.pg_class c JOIN pg_namespace n ON n.oid = "
           "c.relnamespace WHERE c.relname = 'x' AND n.nspname = 'public')",
           "to_regclass('x') IS NULL AND pg_catalog.to_regtype('y') IS NOT NULL",
           "(SELECT count(*) FROM information_schema.columns WHERE table_name = 'x') > 3",
           "'x'::regclass = 1::oid",
           "current_user = 'x' OR true",
           "pg_get_constraintdef((SELECT oid FROM pg_constraint WHERE conname = 'c')) LIKE '%x%'",
           "(SELECT array_agg(attname ORDER BY attnum) FROM pg_attribute) = ARRAY['a', 'b']",
           "EXISTS (SELECT FROM pg_class) -- why",
       }) {
    EXPECT_TRUE(condition(text).only_reads_catalog) << text;
  }
  for (const std::string_view text : {
           "EXISTS (SELECT FROM pg_stat_statements)",  // a user's
           "EXISTS (SELECT FROM pg_stat_user_tables)",
           "EXISTS (SELECT FROM pg_settings)",
           "EXISTS (SELECT FROM t)",
           "EXISTS (SELECT FROM public.pg_class)",
           "EXISTS (SELECT FROM other.pg_catalog.pg_class)",
           "EXISTS (SELECT FROM columns)",
           "EXISTS (WITH pg_class AS (SELECT f()) SELECT FROM pg_class)",
           "EXISTS (SELECT FROM pg_class FOR UPDATE)",
           "EXISTS (SELECT FROM pg_class WHERE f(relname))",
           "EXISTS (SELECT FROM f())",
           "public.to_regclass('x') IS NULL",
           "a OPERATOR(public.=) b",
           "1 <-> 2 = 3",
           "'x'::mood = 'y'",
           "now() > '2024-01-01'",
           "current_date = '2024-01-01'",
           "nextval('s') = 1",
           "set_config('a', 'b', false) = 'b'",
           "v",
           "NOT found",
           "EXISTS (SELECT FROM pg_class WHERE relname = v)",
           "EXISTS (SELECT FROM pg_class WHERE relname = l.v)",
           "EXISTS (SELECT FROM pg_class WHERE relname = $1)",
           "count(*) > 0 FROM pg_class",
           "1), (2",
       }) {
    EXPECT_FALSE(condition(text).only_reads_catalog) << text;
  }
}

TEST(CodeCondition, AsksTheCatalog) {
  EXPECT_TRUE(condition("count(*) > 0 FROM pg_class").asks_catalog);
  EXPECT_TRUE(condition("f() AND to_regclass('x') IS NULL").asks_catalog);
  EXPECT_TRUE(condition("v = 'x'::regclass").asks_catalog);
  EXPECT_FALSE(condition("EXISTS (SELECT FROM t WHERE note = 'pg_class')").asks_catalog);
  EXPECT_FALSE(condition("true").asks_catalog);
}

// "no constraint c of s.t", "column a of t", "? ..." for what is not exact; "" for no such test.
std::string existence(std::string_view text) {
  const CodeCondition read = condition(text);
  if (!read.existence) return "";
  const ExistenceTest& test = *read.existence;
  const std::string owner = test.owner.empty() ? "" : " of " + sql_name(test.owner);
  return fmt::format("{}{}{} {}{}", test.exact ? "" : "? ", test.absent ? "no " : "",
                     name(test.kind), sql_name(test.object), owner);
}

struct Case {
  const char* text;
  const char* test;
};

TEST(CodeCondition, RecognisesTestsOfExistence) {
  for (const Case& each : std::to_array<Case>({
           {"NOT EXISTS (SELECT 1 FROM pg_constraint WHERE conname = 'c' AND conrelid = "
            "'s.t'::regclass)",
            "no constraint c of s.t"},
           {"EXISTS (SELECT FROM pg_constraint WHERE 't'::regclass::oid = conrelid AND 'c' = "
            "conname::text)",
            "constraint c of t"},
           {"NOT EXISTS (SELECT FROM pg_constraint WHERE conname = 'c' AND conrelid = "
            "to_regclass('\"T x\"') AND contype = 'f')",
            "? no constraint c of \"T x\""},
           {"NOT EXISTS (SELECT FROM pg_constraint WHERE conname = 'c' AND contypid = "
            "'d'::regtype)",
            "no constraint c of d"},
           {"NOT EXISTS (SELECT 1 FROM pg_constraint con JOIN pg_class rel ON rel.oid = "
            "con.conrelid JOIN pg_namespace nsp ON nsp.oid = rel.relnamespace WHERE con.conname = "
            "'c' AND rel.relname = 't' AND nsp.nspname = 's')",
            "no constraint c of s.t"},
           {"NOT EXISTS (SELECT 1 FROM pg_constraint, pg_class, pg_namespace WHERE pg_class.oid = "
            "conrelid AND pg_namespace.oid = relnamespace AND conname = 'c' AND relname = 't' AND "
            "nspname = 's')",
            "no constraint c of s.t"},
           {"NOT EXISTS (SELECT FROM pg_trigger WHERE tgname = 'g' AND tgrelid = 't'::regclass)",
            "no trigger g of t"},
           {"NOT EXISTS (SELECT FROM pg_trigger WHERE tgname = 'g' AND tgrelid = 't'::regclass AND "
            "NOT tgisinternal)",
            "? no trigger g of t"},
           {"NOT EXISTS (SELECT FROM pg_policy WHERE polname = 'p' AND polrelid = (SELECT oid FROM "
            "pg_class WHERE relname = 't' AND relnamespace = 's'::regnamespace))",
            "no policy p of s.t"},
           {"NOT EXISTS (SELECT FROM pg_policies WHERE policyname = 'p' AND tablename = 't' AND "
            "schemaname = 's')",
            "no policy p of s.t"},
           {"NOT EXISTS (SELECT FROM pg_rules WHERE rulename = 'r' AND tablename = 't' AND "
            "schemaname = 's')",
            "? no rule r of s.t"},
           {"NOT EXISTS (SELECT FROM pg_rewrite WHERE rulename = 'r' AND ev_class = "
            "'t'::regclass)",
            "no rule r of t"},
           {"NOT EXISTS (SELECT FROM pg_indexes WHERE indexname = 'i' AND schemaname = 's')",
            "? no index s.i"},
           {"NOT EXISTS (SELECT FROM pg_class c JOIN pg_namespace n ON c.relnamespace = n.oid "
            "WHERE relname = 'i' AND nspname = 's')",
            "no table s.i"},
           {"NOT EXISTS (SELECT FROM pg_class WHERE relname = 'i' AND relkind = 'i' AND "
            "relnamespace = (SELECT oid FROM pg_namespace WHERE nspname = 's'))",
            "? no table s.i"},
           {"to_regclass('s.t') IS NULL", "no table s.t"},
           {"to_regclass('\"S\".\"a\"\"b\"') IS NOT NULL", "table \"S\".\"a\"\"b\""},
           {"to_regclass('Mixed') IS NULL", "no table mixed"},
           {"NOT to_regclass('t') IS NOT NULL", "no table t"},
           {"to_regtype('s.mood') IS NULL", "no type s.mood"},
           {"NOT EXISTS (SELECT FROM pg_type t JOIN pg_namespace n ON n.oid = t.typnamespace WHERE "
            "t.typname = 'mood' AND n.nspname = 's')",
            "no type s.mood"},
           {"NOT EXISTS (SELECT FROM pg_namespace WHERE nspname = 's')", "no schema s"},
           {"to_regnamespace('s') IS NULL", "no schema s"},
           {"NOT EXISTS (SELECT FROM information_schema.schemata WHERE schema_name = 's')",
            "? no schema s"},
           {"NOT EXISTS (SELECT FROM pg_catalog.pg_roles WHERE rolname = 'r' LIMIT 1)",
            "no role r"},
           {"to_regrole('r') IS NULL", "no role r"},
           {"NOT EXISTS (SELECT * FROM pg_extension WHERE extname = 'e')", "no extension e"},
           {"NOT EXISTS (SELECT FROM pg_attribute WHERE attrelid = 't'::regclass AND attname = 'a' "
            "AND NOT attisdropped AND attnum > 0)",
            "no column a of t"},
           {"NOT EXISTS (SELECT 1 FROM information_schema.columns WHERE table_schema = 's' AND "
            "table_name = 't' AND column_name = 'a')",
            "? no column a of s.t"},
           {"NOT EXISTS (SELECT FROM information_schema.table_constraints WHERE constraint_name = "
            "'c' AND table_name = 't' AND table_schema = 's')",
            "? no constraint c of s.t"},
           {"NOT EXISTS (SELECT FROM information_schema.triggers WHERE trigger_name = 'g' AND "
            "event_object_table = 't' AND trigger_schema = 's')",
            "? no trigger g of s.t"},
           {"NOT EXISTS (SELECT FROM pg_enum WHERE enumlabel = 'x' AND enumtypid = "
            "'mood'::regtype)",
            "no enum label x of mood"},
           {"NOT EXISTS (SELECT FROM pg_enum e JOIN pg_type t ON t.oid = e.enumtypid WHERE "
            "t.typname = 'mood' AND t.typnamespace = 's'::regnamespace AND e.enumlabel = 'x')",
            "no enum label x of s.mood"},
           {"(SELECT count(*) FROM pg_roles WHERE rolname = 'r') = 0", "no role r"},
           {"(SELECT count(1) FROM pg_roles WHERE rolname = 'r') > 0", "role r"},
           {"(SELECT 1 FROM pg_roles WHERE rolname = 'r') IS NULL", "no role r"},
           {"(SELECT EXISTS (SELECT FROM pg_roles WHERE rolname = 'r'))", "role r"},
           {"NOT (NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'r'))", "role r"},
       })) {
    EXPECT_EQ(existence(each.text), each.test) << each.text;
  }
}

TEST(CodeCondition, LeavesTestsThatMayMeanSeveralObjects) {
  for (const std::string_view text : {
           "NOT EXISTS (SELECT FROM pg_constraint WHERE conname = 'c')",
           "NOT EXISTS (SELECT FROM pg_constraint WHERE conrelid = 't'::regclass)",
           "NOT EXISTS (SELECT FROM pg_constraint WHERE conrelid = 't'::regclass AND conname LIKE "
           "'c')",
           "NOT EXISTS (SELECT FROM pg_constraint WHERE conrelid = 't'::regclass AND conname <> "
           "'c')",
           "NOT EXISTS (SELECT FROM pg_constraint WHERE conrelid = 't'::regclass OR conname = "
           "'c')",
           "NOT EXISTS (SELECT FROM pg_constraint WHERE conrelid::regclass::text = 't' AND conname "
           "= 'c')",
           "NOT EXISTS (SELECT FROM pg_type WHERE typname = 'mood')",
           "NOT EXISTS (SELECT FROM pg_policies WHERE policyname = 'p' AND tablename = 't')",
           "NOT EXISTS (SELECT FROM pg_class c JOIN pg_namespace n ON true WHERE relname = 't' AND "
           "nspname = 's')",
           "NOT EXISTS (SELECT FROM pg_class c LEFT JOIN pg_namespace n ON n.oid = c.relnamespace "
           "WHERE relname = 't' AND nspname = 's')",
           "NOT EXISTS (SELECT FROM information_schema.columns WHERE table_name = 't' AND "
           "column_name = 'a')",
           "NOT EXISTS (SELECT FROM pg_enum e JOIN pg_type t ON t.oid = e.enumtypid WHERE "
           "t.typname = 'mood' AND e.enumlabel = 'x')",
           // Always one row.
           "NOT EXISTS (SELECT count(*) FROM pg_roles WHERE rolname = 'r')",
           "NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'r' OFFSET 1)",
           "NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'r' LIMIT 0)",
           "NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'r' UNION SELECT)",
           "(SELECT rolname FROM pg_roles WHERE rolname = 'r') IS NULL AND true",
           "(SELECT rolconfig FROM pg_roles WHERE rolname = 'r') IS NULL",
           "(SELECT count(*) FROM pg_roles WHERE rolname = 'r') < 2",
           "(SELECT count(rolconfig) FROM pg_roles WHERE rolname = 'r') = 0",
           "NOT EXISTS (SELECT FROM pg_roles WHERE rolname = current_user)",
           "to_regclass('16384') IS NULL",
           "to_regclass('a.b.c') IS NULL",
           "to_regtype('int') IS NULL",
           "to_regtype('mood[]') IS NULL",
           "to_regproc('f') IS NULL",
           "'t'::regclass IS NULL",
           "NOT EXISTS (SELECT FROM pg_roles WHERE rolname = "
           "'a_name_that_is_longer_than_the_sixty_three_bytes_that_a_name_can_have')",
       }) {
    EXPECT_EQ(existence(text), "") << text;
  }
}

TEST(CodeCondition, DeniedIsTheOtherOutcome) {
  const CodeCondition denied = condition("to_regclass('t') IS NULL").denied();
  EXPECT_TRUE(denied.negated);
  EXPECT_FALSE(denied.existence->absent);
  EXPECT_TRUE(denied.denied().existence->absent);
}

}  // namespace
}  // namespace pgsettle
