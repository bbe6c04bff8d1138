// The truth table's statements whose second run took a lock for nothing: what is settled of them.
#include <fmt/format.h>
#include <gtest/gtest.h>

#include <string>
#include <string_view>

#include "base/text.h"
#include "support/psql.h"
#include "support/settle_run.h"
#include "support/truth_table.h"

namespace pgsettle {
namespace {

constexpr const char* roles = R"(
DO $$ BEGIN CREATE ROLE lint_owner; EXCEPTION WHEN duplicate_object THEN NULL; END $$;
DO $$ BEGIN CREATE ROLE lint_reader; EXCEPTION WHEN duplicate_object THEN NULL; END $$;
)";

// Rows are looked at and maintenance is done each time, and what is temporary is made each time.
bool is_lasting_definition(const TruthRow& row) {
  const std::string sql = to_lower(row.sql);
  for (const std::string_view word :
       {"insert", "update", "delete", "merge", "select", "copy", "vacuum", "analyze", "reindex",
        "refresh", "cluster", "begin;", "lock", "truncate", "with", "call"}) {
    if (sql.starts_with(word)) return false;
  }
  return sql.find(" temp ") == std::string::npos;
}

bool takes_a_lock(const TruthRow& row) {
  return row.verdict == "idempotent" && !row.lock.empty() && row.lock != "AccessShareLock";
}

TEST(SettledTruth, WhatTakesALockForNothingIsNotSent) {
  int all = 0;
  int settled = 0;
  int others = 0;
  for (const TruthRow& row : truth_rows()) {
    if (row.since > test_server_version()) continue;
    if (!takes_a_lock(row) || row.setup.find("'@") != std::string::npos) continue;
    if (!is_lasting_definition(row)) {
      ++others;
      continue;
    }
    const TestDatabase database;
    for (const std::string& sql : {truth_base + (roles + row.setup), row.sql, row.between}) {
      // COPY needs its rows, which psql reads from its input.
      Command command = psql_command(database.url(), "/", {"-f", "-"});
      command.input = sql;
      pgsettle::run(command);
    }
    SettleRun settle({row.sql});
    const std::string verdicts = settle.verdicts(*database.connect());
    ++all;
    if (verdicts.find_first_not_of(".") == std::string::npos) {
      ++settled;
    } else {
      fmt::print("{} {} {}: {}\n", row.id, row.lock, verdicts, row.sql);
      for (std::size_t i = 0; i < verdicts.size(); ++i) {
        if (verdicts[i] != '.') fmt::print("    {}\n", settle.decision(i).reason);
      }
    }
  }
  fmt::print("{} of {} definitions settled; {} work on rows, maintain or make what is temporary\n",
             settled, all, others);
  EXPECT_GE(settled * 100, all * 95);
}

}  // namespace
}  // namespace pgsettle
