#include "schema/transaction_blocks.h"

#include <gtest/gtest.h>

#include "schema/script_loader.h"
#include "support/memory_file_system.h"

namespace pgsettle {
namespace {

struct Loaded {
  explicit Loaded(std::string_view sql) {
    files.add_file("a.sql", sql);
    script = ScriptLoader(files, sources, {.encoding = ""}).load("a.sql");
  }

  MemoryFileSystem files;
  Sources sources;
  Script script;
};

// What is open behind each statement, "." for nothing.
std::string open_blocks(std::string_view sql) {
  const Loaded loaded(sql);
  TransactionBlock block;
  std::string all;
  for (const ScriptItem& item : loaded.script.items) {
    block.see(std::get<Statement>(item));
    if (!all.empty()) all += ", ";
    all += block.open() == nullptr ? "." : std::string(block.open()->sql());
  }
  return all;
}

TEST(TransactionBlock, IsOpenFromBeginToCommit) {
  EXPECT_EQ(open_blocks("SELECT 1; BEGIN; SELECT 1; COMMIT; SELECT 1;"), "., BEGIN, BEGIN, ., .");
  EXPECT_EQ(open_blocks("START TRANSACTION READ ONLY; ROLLBACK;"),
            "START TRANSACTION READ ONLY, .");
  EXPECT_EQ(open_blocks("begin work; end work;"), "begin work, .");
  EXPECT_EQ(open_blocks("BEGIN ISOLATION LEVEL SERIALIZABLE; ABORT;"),
            "BEGIN ISOLATION LEVEL SERIALIZABLE, .");
  EXPECT_EQ(open_blocks("BEGIN; PREPARE TRANSACTION 'x'; COMMIT PREPARED 'x';"), "BEGIN, ., .");
}

TEST(TransactionBlock, GoesOnWhenChained) {
  EXPECT_EQ(open_blocks("BEGIN; COMMIT AND CHAIN; ROLLBACK AND CHAIN; COMMIT AND NO CHAIN;"),
            "BEGIN, COMMIT AND CHAIN, ROLLBACK AND CHAIN, .");
  EXPECT_EQ(open_blocks("COMMIT AND CHAIN;"), ".");  // the server refuses it
}

TEST(TransactionBlock, IsNotEndedBySavepoints) {
  EXPECT_EQ(open_blocks("BEGIN; SAVEPOINT s; ROLLBACK TO s; RELEASE s; ROLLBACK TO SAVEPOINT s;"),
            "BEGIN, BEGIN, BEGIN, BEGIN, BEGIN");
}

TEST(TransactionBlock, IsThatOfTheFirstBegin) {
  EXPECT_EQ(open_blocks("BEGIN; START TRANSACTION; COMMIT; COMMIT;"), "BEGIN, BEGIN, ., .");
}

TEST(ManagesTransactions, WhenThereIsAnyOfItsOwn) {
  const std::vector<std::pair<std::string_view, bool>> table = {
      {"BEGIN; COMMIT;", true},
      {"CREATE TABLE a(); COMMIT;", true},
      {"ROLLBACK;", true},
      {"START TRANSACTION;", true},
      {"PREPARE TRANSACTION 'x';", true},
      {"ROLLBACK AND CHAIN;", true},
      {"", false},
      {"CREATE TABLE a();", false},
      {"SAVEPOINT s; ROLLBACK TO s; RELEASE s;", false},
      {"DO 'begin commit; end';", false},
      {"CREATE FUNCTION f() RETURNS int BEGIN ATOMIC SELECT 1; END;", false},
      {"PREPARE p AS SELECT 1; COMMIT PREPARED 'x'; ROLLBACK PREPARED 'x';", false},
      {"\\echo begin\n\\connect\n", false},
      {"-- BEGIN;\n/* COMMIT; */", false},
  };
  for (const auto& [sql, manages] : table) {
    EXPECT_EQ(manages_transactions(Loaded(sql).script.items), manages) << sql;
  }
}

TEST(LeftOpen, PointsAtTheBegin) {
  const Loaded loaded("SELECT 1; BEGIN;");
  const Diagnostic diagnostic = left_open(std::get<Statement>(loaded.script.items[1]));
  EXPECT_EQ(diagnostic.severity, Severity::error);
  EXPECT_EQ(diagnostic.id, "transaction-left-open");
  EXPECT_EQ(diagnostic.source->slice(diagnostic.range), "BEGIN;");
  EXPECT_FALSE(diagnostic.hint.empty());
}

}  // namespace
}  // namespace pgsettle
