#include "sql/knowledge/sqlstate.h"

#include <gtest/gtest.h>

#include "sql/parse/analysis.h"

namespace pgsettle {
namespace {

TEST(Sqlstate, ConditionsCatchTheirErrorAndTheirClass) {
  EXPECT_TRUE(catches("duplicate_object", "42710"));
  EXPECT_TRUE(catches("42710", "42710"));
  EXPECT_FALSE(catches("duplicate_object", "42P07"));
  EXPECT_TRUE(catches("integrity_constraint_violation", "23505"));
  EXPECT_TRUE(catches("23000", "23505"));
  EXPECT_FALSE(catches("integrity_constraint_violation", "42710"));
  EXPECT_TRUE(catches("syntax_error_or_access_rule_violation", "42P16"));
  EXPECT_FALSE(catches("unique_violation", "23514"));
  EXPECT_FALSE(catches("no_such_condition", "42710"));
}

TEST(Sqlstate, OthersCatchesNearlyAll) {
  EXPECT_TRUE(catches("others", "42710"));
  EXPECT_TRUE(catches("others", "P0001"));
  EXPECT_FALSE(catches("others", "57014"));
  EXPECT_TRUE(catches("query_canceled", "57014"));
  EXPECT_FALSE(catches("others", "P0004"));
  EXPECT_TRUE(catches("assert_failure", "P0004"));
}

struct Case {
  const char* sql;
  const char* sqlstate;
  const char* condition;
};

TEST(Sqlstate, StatementsFailTheSecondTime) {
  for (const Case& each : std::to_array<Case>({
           {"CREATE TABLE t ()", "42P07", "duplicate_table"},
           {"CREATE VIEW t AS SELECT 1", "42P07", "duplicate_table"},
           {"CREATE INDEX i ON t (a)", "42P07", "duplicate_table"},
           {"CREATE SCHEMA s", "42P06", "duplicate_schema"},
           {"CREATE DATABASE d", "42P04", "duplicate_database"},
           {"CREATE TYPE t AS ENUM ()", "42710", "duplicate_object"},
           {"CREATE FUNCTION f() RETURNS int LANGUAGE sql AS 'SELECT 1'", "42723",
            "duplicate_function"},
           {"ALTER TABLE t ADD COLUMN a int", "42701", "duplicate_column"},
           {"ALTER TABLE t ADD CONSTRAINT c CHECK (a > 0)", "42710", "duplicate_object"},
           {"ALTER TABLE t ADD CONSTRAINT c UNIQUE (a)", "42P07", "duplicate_table"},
           {"ALTER TABLE t ADD CONSTRAINT c PRIMARY KEY (a)", "42P16", "invalid_table_definition"},
           {"DROP TABLE t", "42P01", "undefined_table"},
           {"DROP FUNCTION f()", "42883", "undefined_function"},
           {"DROP TYPE t", "42704", "undefined_object"},
       })) {
    const Analysis analysis = analyse(each.sql);
    ASSERT_EQ(analysis.actions.size(), 1U) << each.sql;
    EXPECT_EQ(failure_sqlstate(analysis.actions[0]), each.sqlstate) << each.sql;
    EXPECT_EQ(condition_name(each.sqlstate), each.condition) << each.sql;
    EXPECT_TRUE(catches(each.condition, each.sqlstate));
  }
}

}  // namespace
}  // namespace pgsettle
