#include "report/failure.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "support/fake_run.h"
#include "support/golden.h"

namespace pgsettle {
namespace {

const Style plain(false);

bool has(const std::string& text, std::string_view part) {
  return text.find(part) != std::string::npos;
}

void expect_report(const std::string& name, const FakeRun& run) {
  expect_golden("report/golden/failure/" + name + ".txt", render_failure(run.result, plain));
}

// Three scripts, of which the second one fails somewhere.
FakeRun three_scripts() {
  FakeRun run;
  run.add("db/1_tables.sql", "CREATE TABLE t (id int PRIMARY KEY, name text);\n");
  run.add("db/2_views.sql",
          "CREATE VIEW v AS\n  SELECT nmae FROM t;\nCREATE VIEW w AS SELECT 1;\n");
  run.add("db/3_rows.sql", "INSERT INTO t VALUES (1, 'a');\n");
  return run;
}

TEST(RenderFailure, NothingFailed) {
  FakeRun run = three_scripts();
  EXPECT_EQ(render_failure(run.result, plain), "");
}

TEST(RenderFailure, StatementPointsAtTheServersCharacter) {
  FakeRun run = three_scripts();
  ServerMessage error = server_message("ERROR", "42703", "column \"nmae\" does not exist");
  error.position = 27;
  error.hint = "Perhaps you meant to reference the column \"t.name\".";
  run.fail(1, 0, error);
  expect_report("statement", run);
}

TEST(RenderFailure, StatementShowsDetailContextAndInnerQuery) {
  FakeRun run;
  run.add("1.sql", "SELECT 1;\nDO $$\nBEGIN\n  PERFORM nmae FROM t;\nEND $$;\n");
  ServerMessage error = server_message("ERROR", "42703", "column \"nmae\" does not exist");
  error.detail = "first line\nsecond line";
  error.context =
      "PL/pgSQL function inline_code_block line 3 at PERFORM\nSQL statement \"CALL p()\"";
  error.internal_query = "SELECT\n  nmae FROM t";
  error.internal_position = 10;
  run.fail(0, 1, error);
  expect_report("context", run);
}

TEST(RenderFailure, DeferredConstraintFailsAtCommit) {
  FakeRun run = three_scripts();
  ServerMessage error = server_message("ERROR", "23503", "insert violates foreign key");
  error.detail = "Key (id)=(1) is not present in table \"p\".";
  run.result.scripts[2].state = ScriptState::rolled_back;
  run.result.stop = Stop{ErrorCode::statement_failed, error.message, ""};
  run.result.commit_error = error;
  run.result.commit_script = &run.result.scripts[2];
  expect_report("commit", run);
  run.result.commit_script = nullptr;
  EXPECT_TRUE(has(render_failure(run.result, plain), "COMMIT of the transaction;"));
}

TEST(RenderFailure, LostConnectionPointsAtTheFirstStatementWithoutAnAnswer) {
  FakeRun run = three_scripts();
  run.stop_before(1, 1, {ErrorCode::connection, "connection lost: the server is gone", "Again."});
  run.result.scripts[1].statements[1].sent = true;
  expect_report("lost_connection", run);
}

TEST(RenderFailure, LostConnectionDuringCommitIsInDoubt) {
  FakeRun run = three_scripts();
  run.stop_before(2, 0, {ErrorCode::connection, "connection lost: the server is gone", "Again."});
  run.result.scripts[1].state = ScriptState::in_doubt;
  run.result.scripts[2].state = ScriptState::not_run;
  // Sent along with the COMMIT, but not what the server was at.
  run.result.scripts[2].statements[0].sent = true;
  expect_report("in_doubt", run);
}

TEST(RenderFailure, InterruptionIsNotTheStatementsFault) {
  FakeRun run = three_scripts();
  run.fail(1, 1, server_message("ERROR", "57014", "canceling statement due to user request"));
  run.result.stop = Stop{ErrorCode::interrupted, "interrupted", ""};
  expect_report("interrupted", run);
  run.result.stop = Stop{ErrorCode::terminated, "terminated", ""};
  EXPECT_TRUE(render_failure(run.result, plain).starts_with("error: terminated\n"));
}

TEST(RenderFailure, ErrorBeforeTheInterruptionIsShown) {
  FakeRun run = three_scripts();
  run.fail(1, 1, server_message("ERROR", "22012", "division by zero"));
  run.result.stop = Stop{ErrorCode::interrupted, "interrupted", ""};
  EXPECT_TRUE(render_failure(run.result, plain).starts_with("error[22012]: division by zero\n"));
}

TEST(RenderFailure, TimeoutIsTheStatementsOwn) {
  FakeRun run = three_scripts();
  run.fail(1, 1, server_message("ERROR", "57014", "canceling statement due to statement timeout"));
  expect_report("timeout", run);
}

TEST(RenderFailure, LockSaysThatItIsSafeToTryAgain) {
  FakeRun run = three_scripts();
  run.fail(2, 0, server_message("ERROR", "55P03", "canceling statement due to lock timeout"));
  run.result.stop = Stop{ErrorCode::lock_not_obtained, "canceling statement due to lock timeout",
                         "Another session holds the lock; it is safe to run this again."};
  expect_report("lock", run);
}

TEST(RenderFailure, AnotherPgsettleIsAtWork) {
  FakeRun run = three_scripts();
  run.stop_before(0, 0,
                  {ErrorCode::lock_not_obtained, "another pgsettle is still at work",
                   "It is safe to run this again."});
  run.result.scripts[0].state = ScriptState::not_run;
  expect_report("advisory_lock", run);
}

TEST(RenderFailure, StatesOfManyScriptsAreListed) {
  FakeRun run;
  const std::vector<ScriptState> states = {ScriptState::committed, ScriptState::partly_committed,
                                           ScriptState::rolled_back, ScriptState::not_run};
  for (int i = 0; i < 24; ++i) {
    run.add("s" + std::to_string(i) + ".sql", "SELECT 1;").state = states[i / 6];
  }
  run.result.stop = Stop{ErrorCode::connection, "connection lost", ""};
  expect_report("many_scripts", run);
}

TEST(RenderFailure, PasswordsAreNotShown) {
  FakeRun run;
  run.add("1.sql", "CREATE ROLE a\n  PASSWORD\n  'secret' OOPS;\n");
  ServerMessage error = server_message("ERROR", "42601", "bad: CREATE ROLE a PASSWORD 'secret'");
  error.position = 38;
  error.detail = "in postgresql://me:secret@host/db";
  error.hint = "Not PASSWORD 'secret'.";
  error.context = "SQL statement \"CREATE ROLE a PASSWORD 'secret'\"";
  error.internal_query = "CREATE ROLE a PASSWORD 'secret' OOPS";
  error.internal_position = 33;
  run.fail(0, 0, error);
  const std::string text = render_failure(run.result, plain);
  EXPECT_FALSE(has(text, "secret")) << text;
  EXPECT_TRUE(has(text, "OOPS"));
  EXPECT_FALSE(
      has(render_notice(*run.result.scripts[0].statements[0].statement, error, plain), "secret"));
  run.result.scripts[0].statements[0].outcome = Outcome::applied;
  run.result.commit_error = error;
  EXPECT_FALSE(has(render_failure(run.result, plain), "secret"));
}

TEST(RenderFailure, InnerQueryCaretIsRightBehindAMultibytePassword) {
  FakeRun run;
  run.add("1.sql", "DO $$ BEGIN END $$");
  ServerMessage error = server_message("ERROR", "42601", "unrecognized role option \"loginn\"");
  error.internal_query = "CREATE ROLE r PASSWORD 'pässwörd' LOGINN";
  error.internal_position = 35;
  run.fail(0, 0, error);
  EXPECT_TRUE(has(render_failure(run.result, plain),
                  "1 | CREATE ROLE r PASSWORD '**********' LOGINN\n"
                  "  |                                     ^\n"));
}

TEST(RenderFailure, ErrorWithoutASqlstateHasNone) {
  FakeRun run = three_scripts();
  run.fail(0, 0, server_message("ERROR", "", "out of memory"));
  EXPECT_TRUE(render_failure(run.result, plain).starts_with("error: out of memory\n"));
}

TEST(ErrorOffset, CountsCharactersOfWhatWasSent) {
  struct Case {
    const char* sql;
    std::size_t position;
    const char* rest;  // of the script, from where the error points
  };
  const std::vector<Case> cases = {
      {"SELECT 1; SELECT 'äöü日本', nmae;", 17, "nmae;"},
      {"SELECT 1; SELECT\r\n 'ä',\r\n nmae;", 17, "nmae;"},
      {"SELECT 1; SELECT nmae;", 0, "SELECT nmae;"},
      {"SELECT 1; SELECT nmae;", 12, ";"},
      {"SELECT 1; SELECT nmae;", 1000, ";"},
      {"\xEF\xBB\xBFSELECT 1;\nSELECT nmae;", 8, "nmae;"},
      // What a variable stands for has other lengths than its name.
      {"\\set long 'aaaaaaaaaa'\nSELECT 1; SELECT :long, nmae;", 20, "nmae;"},
      {"\\set v '1, ''äää'''\nSELECT 1; SELECT :v, nmae;", 18, "nmae;"},
      {"\\set v nmae\nSELECT 1; SELECT :v, 2;", 8, ":v, 2;"},
      {"SELECT 1; SELECT 1,\n\\echo hello\nnmae;", 12, "nmae;"},
  };
  for (const Case& test : cases) {
    FakeRun run;
    const ScriptResult& script = run.add("1.sql", test.sql);
    ASSERT_EQ(script.statements.size(), 2U) << test.sql;
    ServerMessage error = server_message("ERROR", "42703", "no");
    error.position = test.position;
    const Statement& statement = *script.statements[1].statement;
    const std::size_t offset = error_offset(statement, error);
    EXPECT_EQ(statement.source->text().substr(offset), test.rest) << test.sql;
  }
}

TEST(RenderNotice, NamesItsPlace) {
  FakeRun run;
  const ScriptResult& script = run.add("db/1.sql", "SELECT 1;\n  DO $$ BEGIN END $$;\n");
  const Statement& statement = *script.statements[1].statement;
  ServerMessage notice = server_message("NOTICE", "00000", "hello");
  EXPECT_EQ(render_notice(statement, notice, plain), "notice[00000]: hello (db/1.sql:2:3)\n");
  notice.severity = "WARNING";
  notice.detail = "more";
  notice.hint = "Do it.";
  EXPECT_EQ(render_notice(statement, notice, plain),
            "warning[00000]: hello (db/1.sql:2:3)\n  = detail: more\n  = hint: Do it.\n");
  EXPECT_TRUE(render_notice(statement, notice, Style(true)).starts_with("\x1b[1m\x1b[33mwarning"));
}

}  // namespace
}  // namespace pgsettle
