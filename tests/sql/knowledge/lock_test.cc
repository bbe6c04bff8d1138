#include "sql/knowledge/lock.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <cctype>
#include <string>
#include <vector>

#include "sql/parse/analysis.h"
#include "support/truth_table.h"

namespace pgsettle {
namespace {

// "SHARE on t, SHARE on r; scan" of all actions of the statement.
std::string locks(std::string_view sql) {
  std::string text;
  TableWork work = TableWork::none;
  for (const Action& action : analyse(sql).actions) {
    for (const RelationLock& lock : locks_of(action)) {
      text += text.empty() ? "" : ", ";
      text += std::string(name(lock.mode)) + " on " + lock.relation.name;
    }
    work = std::max(work, work_of(action));
  }
  if (work != TableWork::none) text += "; " + std::string(name(work));
  return text;
}

struct Case {
  const char* sql;
  const char* expected;
};

void expect_locks(const std::vector<Case>& cases) {
  for (const Case& test : cases) EXPECT_EQ(locks(test.sql), test.expected) << test.sql;
}

TEST(Lock, OfWhatIsMadeAnew) {
  expect_locks({
      {"CREATE TABLE n (id int)", ""},
      {"CREATE TABLE n (id int REFERENCES r, x int REFERENCES r, y int REFERENCES n)",
       "SHARE ROW EXCLUSIVE on r"},
      {"CREATE TABLE n PARTITION OF p DEFAULT", "ACCESS EXCLUSIVE on p"},
      {"CREATE FUNCTION f() RETURNS int LANGUAGE sql AS 'SELECT 1'", ""},
      {"CREATE OR REPLACE FUNCTION f() RETURNS int LANGUAGE sql AS 'SELECT 1'", ""},
      {"CREATE VIEW v AS SELECT 1", ""},
      {"CREATE OR REPLACE VIEW v AS SELECT 1", "ACCESS EXCLUSIVE on v"},
      {"CREATE INDEX i ON t (a)", "SHARE on t; scan"},
      {"CREATE INDEX CONCURRENTLY i ON t (a)", "SHARE UPDATE EXCLUSIVE on t; scan"},
      {"CREATE TRIGGER g BEFORE INSERT ON t EXECUTE FUNCTION f()", "SHARE ROW EXCLUSIVE on t"},
      {"CREATE POLICY p ON t", "ACCESS EXCLUSIVE on t"},
      {"CREATE TYPE mood AS ENUM ('a')", ""},
  });
}

TEST(Lock, OfConstraints) {
  expect_locks({
      {"ALTER TABLE t ADD CONSTRAINT c CHECK (a > 0)", "ACCESS EXCLUSIVE on t; scan"},
      {"ALTER TABLE t ADD CONSTRAINT c CHECK (a > 0) NOT VALID", "ACCESS EXCLUSIVE on t"},
      {"ALTER TABLE t ADD CONSTRAINT c FOREIGN KEY (a) REFERENCES r",
       "SHARE ROW EXCLUSIVE on t, SHARE ROW EXCLUSIVE on r; scan"},
      {"ALTER TABLE t ADD CONSTRAINT c FOREIGN KEY (a) REFERENCES r NOT VALID",
       "SHARE ROW EXCLUSIVE on t, SHARE ROW EXCLUSIVE on r"},
      {"ALTER TABLE t ADD CONSTRAINT c FOREIGN KEY (a) REFERENCES t NOT VALID",
       "SHARE ROW EXCLUSIVE on t"},
      {"ALTER TABLE t ADD CONSTRAINT c UNIQUE USING INDEX i", "ACCESS EXCLUSIVE on t"},
      {"ALTER TABLE t VALIDATE CONSTRAINT c", "SHARE UPDATE EXCLUSIVE on t; scan"},
      {"ALTER TABLE t DROP CONSTRAINT c", "ACCESS EXCLUSIVE on t"},
      {"ALTER DOMAIN d ADD CONSTRAINT c CHECK (value > 0)", ""},
  });
}

TEST(Lock, OfColumns) {
  expect_locks({
      {"ALTER TABLE t ADD COLUMN c int DEFAULT 0", "ACCESS EXCLUSIVE on t"},
      {"ALTER TABLE t ADD COLUMN c timestamptz DEFAULT now()", "ACCESS EXCLUSIVE on t"},
      {"ALTER TABLE t ADD COLUMN c uuid DEFAULT gen_random_uuid()",
       "ACCESS EXCLUSIVE on t; rewrite"},
      {"ALTER TABLE t ADD COLUMN c serial", "ACCESS EXCLUSIVE on t; rewrite"},
      {"ALTER TABLE t ALTER COLUMN c TYPE bigint", "ACCESS EXCLUSIVE on t; may_rewrite"},
      {"ALTER TABLE t ALTER COLUMN c SET NOT NULL", "ACCESS EXCLUSIVE on t; scan"},
      {"ALTER TABLE t ALTER COLUMN c DROP NOT NULL", "ACCESS EXCLUSIVE on t"},
      {"ALTER TABLE t ALTER COLUMN c SET STATISTICS 100", "SHARE UPDATE EXCLUSIVE on t"},
      {"ALTER TYPE ct ALTER ATTRIBUTE a TYPE bigint", ""},
  });
}

TEST(Lock, OfTheRest) {
  expect_locks({
      {"DROP TABLE a, b", "ACCESS EXCLUSIVE on a, ACCESS EXCLUSIVE on b"},
      {"DROP INDEX i", "ACCESS EXCLUSIVE on i"},
      {"DROP INDEX CONCURRENTLY i", "SHARE UPDATE EXCLUSIVE on i"},
      {"DROP TRIGGER g ON t", "ACCESS EXCLUSIVE on t"},
      {"DROP FUNCTION f()", ""},
      {"ALTER INDEX i RENAME TO j", "SHARE UPDATE EXCLUSIVE on i"},
      {"ALTER TABLE t RENAME TO u", "ACCESS EXCLUSIVE on t"},
      {"ALTER TABLE t SET UNLOGGED", "ACCESS EXCLUSIVE on t; rewrite"},
      {"ALTER TABLE p ATTACH PARTITION c DEFAULT",
       "ACCESS EXCLUSIVE on c, SHARE UPDATE EXCLUSIVE on p; scan"},
      {"COMMENT ON TABLE t IS 'x'", "SHARE UPDATE EXCLUSIVE on t"},
      {"COMMENT ON COLUMN t.a IS 'x'", "SHARE UPDATE EXCLUSIVE on t"},
      {"COMMENT ON FUNCTION f() IS 'x'", ""},
      {"GRANT SELECT ON t TO public", ""},
      {"INSERT INTO t VALUES (1)", "ROW EXCLUSIVE on t"},
      {"SET search_path = x", ""},
  });
}

// "ShareRowExclusiveLock" as pg_locks names it.
std::string as_pg_locks(LockMode mode) {
  std::string text;
  bool upper = true;
  for (const char c : name(mode)) {
    if (c != ' ')
      text += upper ? c : static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
    upper = c == ' ';
  }
  return text + "Lock";
}

// Rows whose one statement does on the second run what it did on the first.
bool is_comparable(const TruthRow& row, const Analysis& analysis) {
  // Locks on temporary tables keep nobody waiting; the others lock what they name no relation of.
  constexpr auto other = std::to_array<std::string_view>(
      {"create-temp-table", "create-temp-view", "select-into-temp",
       "create-table-if-not-exists-temp", "select-for-share", "alter-publication-set-drops",
       "alter-foreign-table-options",        // an Action does not tell whose option it is
       "alter-type-alter-attribute",         // of the type's own relation
       "add-constraint-using-index-full"});  // two statements
  if (row.lock.empty() || std::ranges::find(other, row.id) != other.end()) return false;
  return !analysis.problem && !analysis.code && !analysis.actions.empty() &&
         analysis.actions.front().verb != Verb::call &&
         analysis.actions.front().verb != Verb::other;
}

TEST(Lock, IsWhatAServerTook) {
  std::size_t compared = 0;
  for (const TruthRow& row : truth_rows()) {
    const std::size_t end = row.sql.find(";\n");
    if (end + 2 != row.sql.size()) continue;  // several, or with rows
    const Analysis analysis = analyse(std::string_view(row.sql).substr(0, end));
    if (!is_comparable(row, analysis)) continue;
    LockMode strongest = LockMode::none;
    for (const Action& action : analysis.actions) {
      for (const RelationLock& lock : locks_of(action)) strongest = std::max(strongest, lock.mode);
    }
    EXPECT_EQ(as_pg_locks(strongest), row.lock) << row.id << ": " << row.sql;
    ++compared;
  }
  EXPECT_GT(compared, 80U);
}

}  // namespace
}  // namespace pgsettle
