// Where the rules of the group transactions, and those on the order of scripts, fire and where not.
#include <gtest/gtest.h>

#include "support/rule_cases.h"

namespace pgsettle {
namespace {

void expect_all(const std::vector<RuleCase>& cases, const LintOptions& options = {}) {
  for (const RuleCase& rule_case : cases) expect_findings(rule_case, options);
}

TEST(NotInTransaction, KnowsBlocksAndCode) {
  expect_all({
      {"not-in-transaction", 1, {"BEGIN; VACUUM t; COMMIT;"}},
      {"not-in-transaction", 0, {"BEGIN; SELECT 1; COMMIT; VACUUM t;"}},
      {"not-in-transaction", 1, {"DO $do$ BEGIN CREATE DATABASE d; END $do$;"}},
      {"not-in-transaction", 1, {"DO $do$ BEGIN EXECUTE 'VACUUM t'; END $do$;"}},
      {"not-in-transaction", 0, {"DO $do$ BEGIN CREATE INDEX i ON t (a); END $do$;"}},
  });
}

TEST(EnumValueUsed, NeedsTheSameTransactionAndType) {
  const std::string table = "CREATE TABLE IF NOT EXISTS t (m mood);";
  const std::string add = "ALTER TYPE mood ADD VALUE IF NOT EXISTS 'new';";
  const std::string use = "UPDATE t SET m = 'new' WHERE m = 'old';";
  const std::string rule = "enum-value-used-in-same-transaction";
  const std::vector<RuleCase> cases = {
      {rule, 1, {table + add + use}},
      {rule, 0, {table + add, use}},
      {rule, 1, {add + "SELECT 'new'::mood;"}},
      {rule, 0, {table + add + "UPDATE u SET m = 'new';"}},
      {rule, 0, {table + use + add}},
      {rule, 0, {add + "ALTER TYPE mood ADD VALUE IF NOT EXISTS 'newer' AFTER 'new';"}},
      {rule, 0, {"-- pgsettle: no-transaction\n" + table + add + use}},
      {rule, 1, {table + "BEGIN;" + add + use + "COMMIT;"}},
      {rule, 0, {table + "BEGIN;" + add + "COMMIT;" + use}},
  };
  expect_all(cases);
  LintOptions options;
  options.server_version = 17;
  expect_findings({rule, 0, {table + add + use}}, options);
  options.server_version = 15;
  options.runner = Runner::psql;
  expect_findings({rule, 0, {table + add + use}}, options);
}

TEST(OpenTransaction, SeesTheEndOfEachScript) {
  expect_all({
      {"open-transaction", 1, {"BEGIN; SELECT 1;", "COMMIT;"}},
      {"open-transaction", 0, {"BEGIN; SELECT 1; END;"}},
      {"open-transaction", 1, {"BEGIN; COMMIT AND CHAIN; SELECT 1;"}},
      {"open-transaction", 0, {"SELECT 1;"}},
  });
}

TEST(WindowWithoutTransaction, IsClosedByATransaction) {
  const std::string drop = "DROP POLICY IF EXISTS p ON t;\n";
  const std::string create = "CREATE POLICY p ON t;\n";
  const std::string directive = "-- pgsettle: no-transaction\n";
  expect_all({
      {"window-without-transaction", 1, {directive + drop + create}},
      {"window-without-transaction", 0, {drop + create}},
      {"window-without-transaction", 0, {directive + "BEGIN;\n" + drop + create + "COMMIT;"}},
      {"window-without-transaction", 1, {drop + create + "BEGIN;\nCOMMIT;"}},
      {"window-without-transaction",
       1,
       {"BEGIN;\n" + drop + "COMMIT;\nBEGIN;\n" + create + "COMMIT;"}},
      {"window-without-transaction",
       0,
       {directive + "ALTER TABLE t DROP CONSTRAINT IF EXISTS c, ADD CONSTRAINT c CHECK (a > 0);"}},
  });
}

TEST(SessionStateLeft, LooksAtTheEndOfTheScript) {
  expect_all({
      {"session-state-left", 1, {"SET ROLE r;"}},
      {"session-state-left", 0, {"SET ROLE r; RESET ROLE;"}},
      {"session-state-left", 0, {"SET ROLE r; SET ROLE NONE;"}},
      {"session-state-left", 0, {"SET search_path = s; SET lock_timeout = '1s';"}},
      {"session-state-left", 1, {"ALTER TABLE t DISABLE TRIGGER ALL;"}},
      {"session-state-left",
       0,
       {"ALTER TABLE t DISABLE TRIGGER ALL; ALTER TABLE t ENABLE TRIGGER ALL;"}},
      {"session-state-left", 0, {"ALTER TABLE t DISABLE TRIGGER g;"}},
      {"session-state-left", 1, {"SELECT pg_advisory_lock(1);"}},
      {"session-state-left", 0, {"SELECT pg_advisory_lock(1); SELECT pg_advisory_unlock(1);"}},
      {"session-state-left", 0, {"SELECT pg_advisory_xact_lock(1);"}},
      {"session-state-left", 0, {"SET LOCAL lock_timeout = '1s'; SELECT 1;"}},
      {"session-state-left",
       1,
       {"-- pgsettle: no-transaction\nSET LOCAL lock_timeout = '1s'; SELECT 1;"}},
      {"session-state-left", 0, {"BEGIN; SET LOCAL ROLE r; COMMIT;"}},
  });
}

TEST(OpaqueCode, KnowsConstantText) {
  expect_all({
      {"opaque-code", 1, {"DO $do$ BEGIN EXECUTE 'DROP TABLE ' || f(); END $do$;"}},
      {"opaque-code", 0, {"DO $do$ BEGIN EXECUTE 'DROP TABLE IF EXISTS t'; END $do$;"}},
      {"opaque-code", 1, {"DO LANGUAGE plperl $do$ 1 $do$;"}},
      {"opaque-code", 1, {"DO $do$ BEGIN IF; END $do$;"}},
      {"opaque-code", 0, {"DO $do$ BEGIN PERFORM 1; END $do$;"}},
  });
}

TEST(WrongOrder, FollowsReferences) {
  const std::string later = "CREATE TABLE IF NOT EXISTS b (id int PRIMARY KEY);";
  expect_all({
      {"wrong-order", 1, {"CREATE INDEX IF NOT EXISTS i ON b (id);", later}},
      {"wrong-order", 0, {later, "CREATE INDEX IF NOT EXISTS i ON b (id);"}},
      {"wrong-order", 0, {"CREATE INDEX IF NOT EXISTS i ON c (id);", later}},
      {"wrong-order", 1, {"CREATE OR REPLACE VIEW v AS SELECT id FROM b;", later}},
      {"wrong-order",
       0,
       {"CREATE OR REPLACE VIEW v AS WITH b AS (SELECT 1 AS id) SELECT id FROM b;", later}},
      {"wrong-order",
       1,
       {"ALTER TABLE a ADD CONSTRAINT c FOREIGN KEY (id) REFERENCES b (id);", later}},
      {"wrong-order", 0, {"CREATE TABLE b (id int PRIMARY KEY, up int REFERENCES b);"}},
      {"wrong-order", 0, {"DROP TRIGGER IF EXISTS g ON b;", later}},
      {"wrong-order", 0, {"ALTER TABLE IF EXISTS b ADD COLUMN IF NOT EXISTS c int;", later}},
      {"wrong-order", 0, {"ALTER TABLE a RENAME TO b; INSERT INTO b VALUES (1);", later}},
      {"wrong-order", 1, {"INSERT INTO b VALUES (1);", later}},
      {"wrong-order", 1, {"INSERT INTO b VALUES (1); DELETE FROM b;", later}},
      {"wrong-order", 0, {"INSERT INTO b VALUES (1);", "DROP TABLE b;" + later}},
      {"wrong-order",
       0,
       {"DO $do$ BEGIN IF to_regclass('b') IS NOT NULL THEN INSERT INTO b VALUES (1); END IF; END "
        "$do$;",
        later}},
      {"wrong-order", 0, {"GRANT SELECT ON s.b TO r;", later}},
  });
}

}  // namespace
}  // namespace pgsettle
