#include <gtest/gtest.h>

#include <nlohmann/json.hpp>
#include <set>
#include <string>
#include <vector>

#include "report/format.h"
#include "support/fake_run.h"
#include "support/golden.h"
#include "support/made_findings.h"

namespace pgsettle {
namespace {

using Json = nlohmann::ordered_json;

const ConnectedTo server = {.host = "db.example",
                            .port = "5433",
                            .database = "shop",
                            .user = "me",
                            .server_version = "15.20 (Debian)"};

const Format& format() { return format_named("json"); }

std::string text_of(const FakeRun& run, const ConnectedTo& to = server) {
  return format().apply({.command = "apply", .server = to, .result = run.result});
}

Json parsed(const FakeRun& run) { return Json::parse(text_of(run)); }

std::vector<std::string> keys(const Json& object) {
  std::vector<std::string> names;
  for (const auto& [name, value] : object.items()) names.push_back(name);
  return names;
}

// Every outcome, an included file, rows, notices, a failure, a script that was not reached.
FakeRun mixed() {
  FakeRun run;
  run.add_file("db/part.psql", "SELECT 'ä', part();\n");
  ScriptResult& first = run.add("db/1_tables.sql",
                                "CREATE TABLE IF NOT EXISTS public.t (id int);\n"
                                "INSERT INTO t VALUES (1), (2);\n"
                                "UPDATE t SET id = 3 WHERE false;\n"
                                "CREATE OR REPLACE VIEW v AS SELECT 1;\n"
                                "DROP VIEW IF EXISTS w;\n"
                                "\\ir part.psql\n");
  first.statements[0].outcome = Outcome::unchanged;
  first.statements[0].notices = {
      server_message("NOTICE", "42P07", "relation \"t\" already exists, skipping")};
  first.statements[1].rows = 2;
  first.statements[2].outcome = Outcome::unchanged;
  first.statements[2].rows = 0;
  first.statements[3].replaced = true;
  first.statements[4].outcome = Outcome::unchanged;
  first.statements[5].outcome = Outcome::ran;
  run.add("db/2_views.sql", "CREATE VIEW x AS\n  SELECT 'ä', nmae FROM t;\nSELECT 1;\n");
  run.add("db/3_more.sql", "SELECT 1;\n");
  ServerMessage error = server_message("ERROR", "42703", "column \"nmae\" does not exist");
  error.position = 32;
  error.hint = "Perhaps t.name.";
  run.fail(1, 0, error);
  return run;
}

TEST(JsonFormat, DocumentOfAMixedRun) {
  expect_golden("report/golden/json/mixed.json", text_of(mixed()));
}

// The contract of design.md.
TEST(JsonFormat, HasTheFieldsOfTheContract) {
  const Json document = parsed(mixed());
  EXPECT_EQ(keys(document),
            (std::vector<std::string>{"schema_version", "command", "target", "files",
                                      "milliseconds", "summary", "error"}));
  EXPECT_EQ(document["schema_version"], 1);
  EXPECT_EQ(document["command"], "apply");
  EXPECT_EQ(document["target"]["host"], "db.example");
  EXPECT_EQ(document["target"]["port"], 5433);
  EXPECT_EQ(document["target"]["database"], "shop");
  EXPECT_EQ(document["target"]["server_version"], "15.20 (Debian)");
  const std::set<std::string> outcomes = {"applied", "unchanged", "ran", "failed", "not_run"};
  std::size_t statements = 0;
  for (const Json& file : document["files"]) {
    EXPECT_TRUE(file["path"].is_string());
    for (const Json& statement : file["statements"]) {
      ++statements;
      EXPECT_TRUE(statement["line"].is_number_unsigned());
      EXPECT_TRUE(statement["column"].is_number_unsigned());
      EXPECT_TRUE(statement["kind"].is_string());
      EXPECT_TRUE(statement["object"].is_string() || statement["object"].is_null());
      EXPECT_TRUE(outcomes.contains(statement["outcome"])) << statement;
      EXPECT_TRUE(statement["sent"].is_boolean());
      EXPECT_TRUE(statement["reason"].is_string() || statement["reason"].is_null());
      EXPECT_TRUE(statement.contains("lock"));
      EXPECT_TRUE(statement["milliseconds"].is_number());
      EXPECT_TRUE(statement["sqlstate"].is_string() || statement["sqlstate"].is_null());
    }
  }
  const Json& summary = document["summary"];
  EXPECT_EQ(keys(summary),
            (std::vector<std::string>{"statements", "applied", "unchanged", "settled", "ran",
                                      "failed", "not_run", "will_not_converge", "failed_commits"}));
  EXPECT_EQ(summary["statements"], statements);
  EXPECT_EQ(summary["applied"], 2);
  EXPECT_EQ(summary["unchanged"], 3);
  EXPECT_EQ(summary["ran"], 1);
  EXPECT_EQ(summary["failed"], 1);
  EXPECT_EQ(summary["not_run"], 2);
}

TEST(JsonFormat, StatementSaysWhatItIsAndWhatBecameOfIt) {
  const Json document = parsed(mixed());
  const Json& first = document["files"][0]["statements"];
  EXPECT_EQ(document["files"][0]["state"], "committed");
  EXPECT_EQ(first[0]["kind"], "create_table");
  EXPECT_EQ(first[0]["object"], "public.t");
  EXPECT_EQ(first[0]["reason"], "exists");
  EXPECT_EQ(first[0]["notices"][0]["sqlstate"], "42P07");
  EXPECT_FALSE(first[0].contains("rows"));
  EXPECT_EQ(first[1]["rows"], 2);
  EXPECT_EQ(first[1]["reason"], nullptr);
  EXPECT_EQ(first[2]["rows"], 0);
  EXPECT_EQ(first[2]["reason"], "no_rows");
  EXPECT_EQ(first[3]["reason"], "replaced");
  EXPECT_EQ(first[4]["reason"], "skipped");
  // Of another file than the script itself.
  EXPECT_EQ(first[5]["path"], "db/part.psql");
  EXPECT_EQ(first[5]["line"], 1);
  EXPECT_EQ(first[5]["reason"], "opaque");
  EXPECT_FALSE(first[4].contains("path"));
}

TEST(JsonFormat, FailedStatementHasTheServersWordsAndTheCharacter) {
  const Json document = parsed(mixed());
  const Json& failed = document["files"][1]["statements"][0];
  EXPECT_EQ(document["files"][1]["state"], "rolled_back");
  EXPECT_EQ(failed["outcome"], "failed");
  EXPECT_EQ(failed["sqlstate"], "42703");
  EXPECT_EQ(failed["error"]["message"], "column \"nmae\" does not exist");
  EXPECT_EQ(failed["error"]["hint"], "Perhaps t.name.");
  EXPECT_EQ(failed["error"]["detail"], nullptr);
  EXPECT_EQ(failed["error"]["at"], Json({{"path", "db/2_views.sql"}, {"line", 2}, {"column", 15}}));
  EXPECT_EQ(document["error"]["code"], "statement_failed");
  EXPECT_EQ(document["error"]["message"], "column \"nmae\" does not exist");
  EXPECT_FALSE(document["files"][2]["statements"][0]["sent"]);
}

TEST(JsonFormat, IsOneDocumentWithTheTimesOfStatements) {
  EXPECT_FALSE(format().streams_scripts);
  EXPECT_TRUE(format().needs_times);
}

TEST(JsonFormat, NamesTheServerThatIsKept) {
  FakeRun run;
  EXPECT_FALSE(parsed(run).contains("throwaway"));
  const Json document =
      Json::parse(format().apply({.command = "apply",
                                  .server = server,
                                  .result = run.result,
                                  .kept = KeptServer{.url = "postgresql:///x", .process_id = 42}}));
  EXPECT_EQ(document["throwaway"], Json({{"url", "postgresql:///x"}, {"process_id", 42}}));
}

TEST(JsonFormat, RunWithoutAFailureHasNoError) {
  FakeRun run;
  run.add("1.sql", "CREATE TABLE t ();");
  EXPECT_FALSE(parsed(run).contains("error"));
  EXPECT_EQ(parsed(FakeRun())["files"], Json::array());
}

TEST(JsonFormat, FailedCommitIsNoStatementButCounts) {
  FakeRun run;
  run.add("1.sql", "CREATE TABLE t ();").state = ScriptState::rolled_back;
  run.result.stop = Stop{ErrorCode::statement_failed, "deferred", ""};
  run.result.commit_error = server_message("ERROR", "23503", "deferred");
  const Json document = parsed(run);
  EXPECT_EQ(document["error"]["commit"]["sqlstate"], "23503");
  EXPECT_EQ(document["summary"]["statements"], 1);
  EXPECT_EQ(document["summary"]["applied"], 1);
  EXPECT_EQ(document["summary"]["failed"], 1);
  EXPECT_EQ(document["summary"]["failed_commits"], 1);
  EXPECT_EQ(document["files"][0]["state"], "rolled_back");
}

TEST(JsonFormat, PortThatIsNotANumberIsZero) {
  FakeRun run;
  EXPECT_EQ(Json::parse(text_of(run, ConnectedTo{}))["target"]["port"], 0);
  EXPECT_EQ(Json::parse(text_of(run, {.host = "",
                                      .port = "99999999999999",
                                      .database = "",
                                      .user = "",
                                      .server_version = ""}))["target"]["port"],
            0);
}

TEST(JsonFormat, TextIsValidUtf8) {
  FakeRun run;
  ScriptResult& script = run.add("\xFF.sql", "SELECT 1;");
  script.statements[0].notices = {server_message("NOTICE", "00000", "a\xFF\x01\"\n")};
  EXPECT_EQ(parsed(run)["files"][0]["statements"][0]["notices"][0]["message"],
            "a\xEF\xBF\xBD\x01\"\n");
  EXPECT_EQ(parsed(run)["files"][0]["path"], "\xEF\xBF\xBD.sql");
}

TEST(JsonFormat, PasswordsAreNotShown) {
  FakeRun run;
  run.add("1.sql", "CREATE ROLE a PASSWORD 'secret';");
  ServerMessage error = server_message("ERROR", "42601", "CREATE ROLE a PASSWORD 'secret'");
  error.detail = error.hint = error.context = error.message;
  StatementResult& failed = run.fail(0, 0, error);
  failed.notices = {error};
  run.result.commit_error = error;
  EXPECT_EQ(text_of(run).find("secret"), std::string::npos) << text_of(run);
  const SourceText source("a.sql", "x");
  const std::vector<Diagnostic> diagnostics = {{.severity = Severity::error,
                                                .id = "42601",
                                                .source = &source,
                                                .range = {},
                                                .message = error.message,
                                                .hint = error.message}};
  EXPECT_EQ(
      format()
          .refusal({.command = "apply", .code = ErrorCode::findings, .diagnostics = diagnostics})
          .find("secret"),
      std::string::npos);
}

TEST(JsonFormat, RunThatCouldNotStart) {
  expect_golden(
      "report/golden/json/error.json",
      format().error("apply", Error(ErrorCode::usage, "x.sql does not exist", "Give it.")));
  const Json document = Json::parse(format().error("apply", Error(ErrorCode::connection, "no")));
  EXPECT_EQ(keys(document), (std::vector<std::string>{"schema_version", "command", "error"}));
  EXPECT_EQ(document["error"],
            Json({{"code", "connection"}, {"message", "no"}, {"hint", nullptr}}));
}

TEST(JsonFormat, RefusalHasTheFieldsOfTheContractOfLint) {
  const SourceText source("db/1.sql", "SELECT 'ä', {{ x }};\n\\watch\n");
  const std::vector<Diagnostic> diagnostics = {
      {.severity = Severity::error,
       .id = "42601",
       .source = &source,
       .range = {.begin = 13, .end = 20},
       .message = "syntax error at or near \"{\"",
       .hint = "Render the template first."},
      {.severity = Severity::warning,
       .id = "psql-meta-command",
       .source = &source,
       .range = {.begin = 22, .end = 28},
       .message = "no",
       .hint = ""},
  };
  const std::string text = format().refusal(
      {.command = "apply", .code = ErrorCode::statement_failed, .diagnostics = diagnostics});
  expect_golden("report/golden/json/refusal.json", text);
  const Json document = Json::parse(text);
  const Json& first = document["diagnostics"][0];
  EXPECT_EQ(first["rule"], "42601");
  EXPECT_EQ(first["severity"], "error");
  EXPECT_EQ(first["path"], "db/1.sql");
  EXPECT_EQ(first["line"], 1);
  EXPECT_EQ(first["column"], 13);
  EXPECT_EQ(document["diagnostics"][1]["line"], 2);
  EXPECT_EQ(document["diagnostics"][1]["column"], 1);
  EXPECT_EQ(document["diagnostics"][1]["hint"], nullptr);
  EXPECT_EQ(document["error"]["code"], "statement_failed");
}

TEST(JsonFormat, Lint) {
  const MadeFindings made = some_findings();
  const std::string text = format().lint({.result = made.result});
  expect_golden("report/golden/json/lint.json", text);
  const Json document = Json::parse(format().lint({.result = made.result, .statistics = true}));
  EXPECT_EQ(document["statistics"]["unguarded-create"], 1);
  EXPECT_FALSE(Json::parse(text).contains("statistics"));
}

}  // namespace
}  // namespace pgsettle
