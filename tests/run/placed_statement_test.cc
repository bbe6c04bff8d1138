#include "run/placed_statement.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "schema/script_loader.h"
#include "support/memory_file_system.h"

namespace pgsettle {
namespace {

// The search_path at each statement, "-" for the session's own; a bar where a session begins.
std::string paths(const std::vector<std::string>& texts, const RunMode& mode = {}) {
  MemoryFileSystem files;
  Sources sources;
  ScriptLoader loader(files, sources, {.encoding = {}});
  std::vector<Script> scripts;
  for (std::size_t i = 0; i < texts.size(); ++i) {
    const std::string path = std::to_string(i) + ".sql";
    files.add_file(path, texts[i]);
    scripts.push_back(loader.load(path));
  }
  const Analyses analyses(scripts);
  std::string list;
  std::size_t session = 0;
  for (const PlacedStatement& placed : place_statements(scripts, analyses, mode)) {
    if (placed.session != session) list += "| ";
    session = placed.session;
    const auto& path = placed.scope.search_path;
    list += (path ? path->front() : "-") + " ";
  }
  return list;
}

TEST(PlacedStatements, BeginEachScriptAnew) {
  EXPECT_EQ(paths({"SET search_path = a; SELECT 1;", "SELECT 1;"}), "| - a | - ");
  EXPECT_EQ(paths({"SET search_path = a; SELECT 1;", "SELECT 1;"}, {.shared_session = true}),
            "| - a a ");
}

TEST(PlacedStatements, BeginAnewBehindConnect) {
  EXPECT_EQ(paths({"SET search_path = a; SELECT 1;\n\\connect\nSELECT 1;"}), "| - a | - ");
}

TEST(PlacedStatements, AreInTheTransactionOfTheirScript) {
  EXPECT_EQ(paths({"SET LOCAL search_path = a; SELECT 1;", "SELECT 1;"}, {.shared_session = true}),
            "| - a - ");
  EXPECT_EQ(paths({"SET LOCAL search_path = a; SELECT 1;", "SELECT 1;"},
                  {.shared_session = true, .single_transaction = true}),
            "| - a a ");
  EXPECT_EQ(paths({"-- pgsettle: no-transaction\nSET LOCAL search_path = a; SELECT 1;"}), "| - - ");
  EXPECT_EQ(paths({"BEGIN; SET LOCAL search_path = a; SELECT 1; COMMIT; SELECT 1;"}),
            "| - - a a - ");
}

}  // namespace
}  // namespace pgsettle
