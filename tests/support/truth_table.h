// tests/lint/truth/: statements, and what a server did when each was run a second time.
#pragma once

#include <string>
#include <vector>

namespace pgsettle {

// What the database held before each statement.
inline const std::string truth_base = R"(
CREATE TABLE IF NOT EXISTS t (id int PRIMARY KEY, a int, b text);
INSERT INTO t VALUES (1,10,'x'),(2,20,'y') ON CONFLICT (id) DO NOTHING;
CREATE TABLE IF NOT EXISTS r (id int PRIMARY KEY);
INSERT INTO r VALUES (10),(20) ON CONFLICT (id) DO NOTHING;
CREATE OR REPLACE FUNCTION trg_fn() RETURNS trigger LANGUAGE plpgsql AS
  $$BEGIN RETURN NEW; END$$;
)";

// SQL as a script would hold it, COPY with its rows; empty where the row has none.
struct TruthRow {
  std::string id;
  std::string verdict;
  std::string setup;
  std::string sql;
  std::string between;  // what an application or an operator did between the two runs
  std::string rewrite;  // was run twice and found idempotent
  int since = 0;        // the server's major version that has its syntax
  std::string lock;     // the strongest that the second run took, as pg_locks names it
};

std::vector<TruthRow> truth_rows();

}  // namespace pgsettle
