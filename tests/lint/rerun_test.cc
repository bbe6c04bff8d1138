// What the second run meets, across statements and scripts.
#include "lint/rerun.h"

#include <gtest/gtest.h>

#include "support/lint_text.h"

namespace pgsettle {
namespace {

LintOptions idempotency() {
  LintOptions options;
  options.select = {"rerun-fails"};
  return options;
}

using Scripts = std::vector<std::string>;

bool fails(const Scripts& scripts) {
  return !LintedText(scripts, idempotency()).result().findings.empty();
}

TEST(Rerun, DropMakesRoomForACreate) {
  const std::string drop = "DROP TRIGGER IF EXISTS tg ON t;";
  const std::string create =
      "CREATE TRIGGER tg BEFORE INSERT ON t FOR EACH ROW EXECUTE FUNCTION f();";
  EXPECT_TRUE(fails({create}));
  EXPECT_FALSE(fails({drop + create}));
  EXPECT_FALSE(fails({drop, create}));  // in an earlier script
  EXPECT_FALSE(fails({"DO $$BEGIN " + drop + "END$$;" + create}));
  EXPECT_TRUE(fails({create + drop + create + create}));
  EXPECT_TRUE(fails({"DROP TRIGGER IF EXISTS tg ON other;" + create}));
}

TEST(Rerun, WhatBelongsToADroppedTableIsGoneWithIt) {
  EXPECT_FALSE(
      fails({"DROP TABLE IF EXISTS t;\nCREATE TABLE t (a int);\n"
             "ALTER TABLE t ADD COLUMN b int;\n"
             "CREATE POLICY p ON t USING (true);\nCREATE INDEX i ON t (a);"}));
  EXPECT_FALSE(
      fails({"DROP SCHEMA IF EXISTS s CASCADE;\nCREATE SCHEMA s;\n"
             "CREATE TABLE s.t (a int);\nCREATE INDEX i ON s.t (a);"}));
}

TEST(Rerun, FollowsTheSearchPath) {
  EXPECT_FALSE(
      fails({"SET search_path = s, public;\nDROP POLICY IF EXISTS p ON s.t;\n"
             "CREATE POLICY p ON t USING (true);"}));
  EXPECT_TRUE(
      fails({"SET search_path = s;\nDROP POLICY IF EXISTS p ON public.t;\n"
             "CREATE POLICY p ON t USING (true);"}));
}

TEST(Rerun, RolledBackWorkLeavesNothing) {
  EXPECT_FALSE(fails({"BEGIN;\nCREATE TABLE t ();\nROLLBACK;"}));
  EXPECT_FALSE(fails({"BEGIN;\nSAVEPOINT a;\nCREATE TABLE t ();\nROLLBACK TO a;\nCOMMIT;"}));
  EXPECT_TRUE(fails({"BEGIN;\nCREATE TABLE t ();\nCOMMIT;"}));
}

TEST(Rerun, TemporaryObjectsAreGoneWithTheSession) {
  EXPECT_FALSE(
      fails({"CREATE TEMP TABLE t (a int);\nALTER TABLE t ADD COLUMN b int;\n"
             "CREATE INDEX i ON t (a);\nDROP TABLE t;"}));
}

TEST(Rerun, RenameMeetsWhatAnEarlierScriptMakesAgain) {
  EXPECT_TRUE(fails({"CREATE TABLE IF NOT EXISTS a ();", "ALTER TABLE IF EXISTS a RENAME TO b;"}));
  EXPECT_FALSE(fails({"ALTER TABLE IF EXISTS a RENAME TO b;"}));
  EXPECT_TRUE(fails({"ALTER TABLE a RENAME TO b;"}));
}

TEST(Rerun, OverloadsAreOtherFunctions) {
  EXPECT_TRUE(
      fails({"DROP FUNCTION IF EXISTS f(text);\n"
             "CREATE FUNCTION f(int) RETURNS int LANGUAGE sql AS 'SELECT 1';"}));
  EXPECT_FALSE(
      fails({"DROP FUNCTION IF EXISTS f(int4);\n"
             "CREATE FUNCTION f(integer) RETURNS int LANGUAGE sql AS 'SELECT 1';"}));
}

TEST(Rerun, CalledRoutinesAreRead) {
  const std::string procedure =
      "CREATE OR REPLACE PROCEDURE make() LANGUAGE plpgsql AS $$BEGIN CREATE TABLE t (); END$$;";
  EXPECT_FALSE(fails({procedure}));
  EXPECT_TRUE(fails({procedure + "CALL make();"}));
}

TEST(Rerun, GuardsAreUnderstood) {
  EXPECT_FALSE(
      fails({"DO $$BEGIN IF to_regclass('public.t') IS NULL THEN CREATE TABLE t (); "
             "END IF; END$$;"}));
  EXPECT_TRUE(fails({"DO $$BEGIN CREATE TABLE t (); END$$;"}));
  EXPECT_FALSE(
      fails({"DO $$BEGIN CREATE TYPE t AS ENUM (); EXCEPTION WHEN duplicate_object THEN "
             "NULL; END$$;"}));
  EXPECT_TRUE(
      fails({"DO $$BEGIN CREATE TABLE t (); EXCEPTION WHEN duplicate_object THEN NULL; "
             "END$$;"}));
}

}  // namespace
}  // namespace pgsettle
