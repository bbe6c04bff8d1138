#include "schema/script_loader.h"

#include <fmt/format.h>
#include <gtest/gtest.h>

#include "base/error.h"
#include "support/memory_file_system.h"

namespace pgsettle {
namespace {

// Its statements, "\echo TEXT" and "\connect NAME", one a line.
std::string items_of(const Script& script) {
  std::vector<std::string> lines;
  for (const ScriptItem& item : script.items) {
    if (const auto* statement = std::get_if<Statement>(&item)) lines.emplace_back(statement->sql());
    if (const auto* echo = std::get_if<Echo>(&item)) lines.push_back("\\echo " + echo->text);
    if (const auto* reconnect = std::get_if<Reconnect>(&item)) {
      lines.push_back("\\connect " + reconnect->database);
    }
  }
  return fmt::format("{}", fmt::join(lines, "\n"));
}

std::string problems_of(const std::vector<Diagnostic>& diagnostics) {
  std::vector<std::string> lines;
  for (const Diagnostic& diagnostic : diagnostics) {
    lines.push_back(fmt::format("{} {}: {}", name(diagnostic.severity), diagnostic.source->path(),
                                diagnostic.message));
  }
  return fmt::format("{}", fmt::join(lines, "\n"));
}

struct Loading {
  Script load(const std::string& path = "m/a.sql") {
    loader.emplace(files, sources, options);
    return loader->load(path);
  }
  Script load_text(std::string_view sql) {
    files.add_file("m/a.sql", sql);
    return load();
  }

  MemoryFileSystem files;
  Sources sources;
  LoadOptions options;
  std::optional<ScriptLoader> loader;
};

TEST(ScriptLoader, ReadsWhatIsInAFile) {
  Loading loading;
  const Script script =
      loading.load_text("SELECT 1;\n\\echo hi there\n\\connect - -\nCREATE TABLE a(); -- end");
  EXPECT_EQ(script.path, "m/a.sql");
  EXPECT_EQ(items_of(script), "SELECT 1\n\\echo hi there\n\\connect \nCREATE TABLE a()");
  EXPECT_EQ(problems_of(script.diagnostics), "");
  EXPECT_FALSE(script.directives.no_transaction);
  EXPECT_FALSE(script.manages_transactions);
  EXPECT_FALSE(script.results_matter);
  EXPECT_EQ(script.down_line, std::nullopt);
}

TEST(ScriptLoader, UnderstandsEachStatement) {
  Loading loading;
  const Script script = loading.load_text("CREATE TABLE a(); SELEC 1;");
  const auto& first = std::get<Statement>(script.items[0]);
  EXPECT_EQ(first.effect.kind, "create_table");
  EXPECT_FALSE(first.syntax_error);
  EXPECT_TRUE(std::get<Statement>(script.items[1]).syntax_error);
  EXPECT_EQ(problems_of(script.diagnostics), "");  // preflight decides what it means
}

TEST(ScriptLoader, KnowsHowTheScriptWantsToRun) {
  Loading loading;
  EXPECT_TRUE(loading.load_text("-- pgsettle: no-transaction\n").directives.no_transaction);
  EXPECT_TRUE(loading.load_text("BEGIN; COMMIT;").manages_transactions);
  EXPECT_TRUE(loading.load_text("SELECT 1 AS x \\gset\n").results_matter);
  EXPECT_FALSE(loading.load_text("SELECT 'SELECT 1' \\gexec\n").results_matter);
}

TEST(ScriptLoader, ReadsWhatIsIncludedInItsPlace) {
  Loading loading;
  loading.files.add_file("from_here.sql", "SELECT 2;");
  loading.files.add_file("m/sub/b.sql", "SELECT 3;\n\\ir c.sql\n");
  loading.files.add_file("m/sub/c.sql", "BEGIN; COMMIT; -- pgsettle: no-transaction");
  const Script script =
      loading.load_text("SELECT 1;\n\\i from_here.sql\n\\ir sub/b.sql\nSELECT 4;");
  EXPECT_EQ(items_of(script), "SELECT 1\nSELECT 2\nSELECT 3\nBEGIN\nCOMMIT\nSELECT 4");
  EXPECT_EQ(std::get<Statement>(script.items[2]).source->path(), "m/sub/b.sql");
  EXPECT_TRUE(script.manages_transactions);
  EXPECT_FALSE(script.directives.no_transaction);  // said of the included file only
}

TEST(ScriptLoader, TellsWhatCannotBeIncluded) {
  Loading loading;
  const Script script = loading.load_text("\\i missing.sql\nSELECT 1;");
  ASSERT_EQ(script.diagnostics.size(), 1U);
  EXPECT_NE(problems_of(script.diagnostics).find("missing.sql"), std::string::npos);
  EXPECT_EQ(items_of(script), "SELECT 1");
}

TEST(ScriptLoader, StopsFilesThatIncludeEachOther) {
  Loading loading;
  const Script script = loading.load_text("\\ir a.sql\n");
  EXPECT_NE(problems_of(script.diagnostics).find("include each other"), std::string::npos);
}

TEST(ScriptLoader, StartsEachScriptWithTheSameVariables) {
  Loading loading;
  loading.options.variables.set("x", "1");
  loading.files.add_file("m/b.sql", "SELECT :x, :y;");
  loading.files.add_file("m/a.sql", "SELECT :x;\n\\set x 2\n\\set y 3\nSELECT :x, :y;");
  ScriptLoader loader(loading.files, loading.sources, loading.options);
  EXPECT_EQ(items_of(loader.load("m/a.sql")), "SELECT 1\nSELECT 2, 3");
  EXPECT_EQ(items_of(loader.load("m/b.sql")), "SELECT 1, :y");
}

TEST(ScriptLoader, ReadsStandardInput) {
  Loading loading;
  loading.options.standard_input = "SELECT 1;\n\\ir b.sql\n";
  loading.files.add_file("b.sql", "SELECT 2;");
  const Script script = loading.load("-");
  EXPECT_EQ(items_of(script), "SELECT 1\nSELECT 2");
  EXPECT_EQ(script.path, "<stdin>");
}

TEST(ScriptLoader, ThrowsWhenTheFileCannotBeRead) {
  Loading loading;
  try {
    loading.load("m/missing.sql");
    FAIL();
  } catch (const Error& error) {
    EXPECT_EQ(error.code(), ErrorCode::usage);
    EXPECT_NE(error.message().find("m/missing.sql"), std::string::npos);
  }
}

TEST(ScriptLoader, ReadsOtherEncodings) {
  Loading loading;
  loading.options.encoding = "LATIN1";
  EXPECT_EQ(items_of(loading.load_text("SELECT 'caf\xE9';")), "SELECT 'caf\xC3\xA9'");
  loading.options.encoding = "";
  EXPECT_EQ(problems_of(loading.load_text("SELECT 'caf\xE9';").diagnostics),
            "error m/a.sql: byte 0xe9 is not valid UTF-8");
}

TEST(ScriptLoader, RefusesWhatIsNoText) {
  Loading loading;
  const Script utf16 = loading.load_text(std::string_view("\xFF\xFES\0E\0", 6));
  EXPECT_EQ(utf16.diagnostics.size(), 1U);
  EXPECT_TRUE(utf16.items.empty());
  EXPECT_EQ(loading.load_text(std::string_view("SELECT 1;\0SELECT 2;", 19)).diagnostics.size(), 1U);
}

TEST(ScriptLoader, LeavesTheDownPartOut) {
  Loading loading;
  const Script script =
      loading.load_text("-- migrate:up\nCREATE TABLE a();\n-- migrate:down\nDROP TABLE a;\n");
  EXPECT_EQ(items_of(script), "CREATE TABLE a()");
  EXPECT_EQ(script.down_line, 3U);
}

TEST(LiveScript, ReadsWithWhatIsKnownMeanwhile) {
  Loading loading;
  const Script script = loading.load_text(
      "SELECT 1 AS x \\gset\n\\if :x\nSELECT :x;\n\\else\nSELECT 'no';\n\\endif\n");
  EXPECT_EQ(items_of(script), "SELECT 1 AS x\nSELECT :x\nSELECT 'no'");
  Variables variables;
  std::vector<Diagnostic> diagnostics;
  const auto live = loading.loader->read_again(script, variables, diagnostics);
  auto item = live->next();
  EXPECT_EQ(std::get<Statement>(*item).sql(), "SELECT 1 AS x");
  variables.set("x", "1");
  item = live->next();
  EXPECT_EQ(std::get<Statement>(*item).sql(), "SELECT 1");
  EXPECT_EQ(std::get<Statement>(*item).effect.kind, "select");
  EXPECT_FALSE(live->next());
  EXPECT_EQ(problems_of(diagnostics), "");
}

TEST(LiveScript, CollectsWhatIsWrongThen) {
  Loading loading;
  const Script script = loading.load_text("SELECT 1 AS x \\gset\n\\if :x\n\\endif\n");
  EXPECT_EQ(problems_of(script.diagnostics), "");
  Variables variables;
  std::vector<Diagnostic> diagnostics;
  const auto live = loading.loader->read_again(script, variables, diagnostics);
  live->next();
  EXPECT_FALSE(live->next());
  EXPECT_EQ(problems_of(diagnostics), "error m/a.sql: variable \"x\" is not set");
}

TEST(LiveScript, LeavesTheDownPartOut) {
  Loading loading;
  const Script script =
      loading.load_text("-- migrate:up\nSELECT 1 AS x \\gset\n-- migrate:down\nDROP TABLE a;\n");
  Variables variables;
  std::vector<Diagnostic> diagnostics;
  const auto live = loading.loader->read_again(script, variables, diagnostics);
  EXPECT_TRUE(live->next());
  EXPECT_FALSE(live->next());
}

}  // namespace
}  // namespace pgsettle
