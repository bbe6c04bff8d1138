#include "schema/directives.h"

#include <gtest/gtest.h>

#include "schema/script_loader.h"
#include "support/memory_file_system.h"

namespace pgsettle {
namespace {

struct Case {
  std::string_view sql;
  bool no_transaction;
  std::string_view problem;  // message and hint
};

TEST(Directives, AreLineCommentsForPgsettle) {
  const std::vector<Case> table = {
      {"-- pgsettle: no-transaction\nSELECT 1;", true, ""},
      {"SELECT 1;\n  --pgsettle:no-transaction  \n", true, ""},
      {"-- PGSETTLE: no-transaction\r\nSELECT 1;", true, ""},
      {"-- pgsettle: no-transaction", true, ""},
      {"-- pgsettle: no-transaction\n-- pgsettle: no-transaction\n", true, ""},
      {"SELECT 1 -- pgsettle: no-transaction\n;", false, ""},  // inside a statement
      {"SELECT 1;", false, ""},
      {"", false, ""},
      {"-- see pgsettle: no-transaction\n", false, ""},
      {"-- pgsettle is fine\n", false, ""},
      {"/* pgsettle: no-transaction */", false, ""},
      {"SELECT '-- pgsettle: no-transaction';", false, ""},
      {"-- pgsettle: no-transactions\n", false,
       "unknown directive \"no-transactions\" Did you mean \"no-transaction\"?"},
      {"-- pgsettle: No-Transaction\n", false,
       "unknown directive \"No-Transaction\" Did you mean \"no-transaction\"?"},
      {"-- pgsettle: fast\n", false,
       "unknown directive \"fast\" Known are: ignore, ignore-file, no-transaction."},
      {"-- pgsettle:\n", false,
       "unknown directive \"\" Known are: ignore, ignore-file, no-transaction."},
  };
  for (const Case& each : table) {
    MemoryFileSystem files;
    files.add_file("a.sql", each.sql);
    Sources sources;
    const Script script = ScriptLoader(files, sources, {.encoding = ""}).load("a.sql");
    EXPECT_EQ(script.directives.no_transaction, each.no_transaction) << each.sql;
    std::string problem;
    for (const Diagnostic& diagnostic : script.diagnostics) {
      EXPECT_EQ(diagnostic.id, "unknown-directive");
      EXPECT_TRUE(script.source->slice(diagnostic.range).starts_with("-- pgsettle:"));
      problem += diagnostic.message + " " + diagnostic.hint;
    }
    EXPECT_EQ(problem, each.problem) << each.sql;
  }
}

}  // namespace
}  // namespace pgsettle
