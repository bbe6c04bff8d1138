#include "report/progress.h"

#include <gtest/gtest.h>
#include <pty.h>
#include <unistd.h>

#include <algorithm>
#include <memory>
#include <string>
#include <vector>

#include "base/handle.h"
#include "support/fake_clock.h"
#include "support/fake_run.h"
#include "support/memory_stream.h"

namespace pgsettle {
namespace {

struct Screen {
  MemoryStream out;
  MemoryStream err;
  FakeClock clock;

  Progress progress(ProgressOptions options) {
    return {options, clock, Style(false), out.file(), err.file()};
  }
};

constexpr ProgressOptions live = {.live = true};

TEST(Progress, LineForEachFinishedScriptGoesToStdout) {
  Screen screen;
  FakeRun run;
  const ScriptResult& script = run.add("1.sql", "CREATE TABLE t ();");
  Progress progress = screen.progress({.path_width = 8});
  progress.script_started(script);
  progress.statement_started(*script.statements[0].statement);
  progress.statement_finished(script.statements[0]);
  EXPECT_EQ(screen.out.take(), "");
  progress.script_finished(script);
  EXPECT_EQ(screen.out.take(), "1.sql     1 applied  2 ms\n");
  EXPECT_EQ(screen.err.take(), "");
}

TEST(Progress, IsSilentForOtherFormatsAndWhenQuiet) {
  Screen screen;
  FakeRun run;
  ScriptResult& script = run.add("1.sql", "DO $$ BEGIN END $$;");
  script.statements[0].notices = {server_message("NOTICE", "00000", "hello")};
  Progress json = screen.progress({.script_lines = false});
  json.script_finished(script);
  EXPECT_EQ(screen.out.take(), "");
  json.statement_finished(script.statements[0]);
  EXPECT_EQ(screen.err.take(), "notice[00000]: hello (1.sql:1:1)\n");
  Progress quiet = screen.progress({.quiet = true});
  quiet.statement_finished(script.statements[0]);
  quiet.script_finished(script);
  quiet.remark("waiting");
  EXPECT_EQ(screen.out.take(), "");
  EXPECT_EQ(screen.err.take(), "");
  quiet.echo("said by \\echo");
  EXPECT_EQ(screen.err.take(), "said by \\echo\n");
}

TEST(Progress, RemarksAndEchoesGoToStderr) {
  Screen screen;
  Progress progress = screen.progress({});
  progress.remark("waiting");
  progress.echo("");
  EXPECT_EQ(screen.err.take(), "waiting\n\n");
  EXPECT_EQ(screen.out.take(), "");
}

TEST(Progress, ShowsWhatTheServerSaysExceptThatItSkips) {
  struct Case {
    const char* sql;
    const char* severity;
    const char* sqlstate;
    Outcome outcome;
    bool shown;
  };
  const std::vector<Case> cases = {
      {"DO $$ BEGIN END $$", "NOTICE", "00000", Outcome::ran, true},
      {"DO $$ BEGIN END $$", "INFO", "00000", Outcome::ran, true},
      {"DO $$ BEGIN END $$", "WARNING", "01000", Outcome::ran, true},
      {"CREATE TABLE IF NOT EXISTS t ()", "NOTICE", "42P07", Outcome::unchanged, false},
      {"DROP TABLE IF EXISTS t", "NOTICE", "00000", Outcome::unchanged, false},
      {"DROP TABLE IF EXISTS t, u", "NOTICE", "00000", Outcome::applied, false},
      {"DROP TABLE IF EXISTS t", "WARNING", "01000", Outcome::unchanged, true},
      // From a trigger, while no row was touched.
      {"INSERT INTO t SELECT 1 WHERE false", "NOTICE", "00000", Outcome::unchanged, true},
  };
  for (const Case& test : cases) {
    Screen screen;
    FakeRun run;
    StatementResult& statement = run.add("1.sql", test.sql).statements[0];
    statement.outcome = test.outcome;
    statement.notices = {server_message(test.severity, test.sqlstate, "hello")};
    screen.progress({}).statement_finished(statement);
    EXPECT_EQ(screen.err.take() != "", test.shown) << test.sql << ' ' << test.severity;
  }
}

TEST(Progress, ShowsWhatCascadeTakesAlong) {
  Screen screen;
  FakeRun run;
  StatementResult& drop = run.add("1.sql", "DROP TABLE IF EXISTS t CASCADE").statements[0];
  ServerMessage notice = server_message("NOTICE", "00000", "drop cascades to view v");
  notice.source_function = "reportDependentObjects";
  drop.notices = {notice};
  screen.progress({}).statement_finished(drop);
  EXPECT_EQ(screen.err.take(), "notice[00000]: drop cascades to view v (1.sql:1:1)\n");
}

TEST(Progress, LiveLineShowsTheStatementAndItsTime) {
  Screen screen;
  FakeRun run;
  const ScriptResult& script = run.add("1.sql", "SELECT 1;\nCREATE INDEX i ON t (x);");
  {
    Progress progress = screen.progress(live);
    progress.script_started(script);
    progress.tick();
    EXPECT_EQ(screen.err.take(), "") << "nothing is being done yet";
    progress.statement_started(*script.statements[0].statement);
    EXPECT_EQ(screen.err.take(), "\r1.sql:1 select (0.0 s)\x1b[K");
    screen.clock.advance(Milliseconds(79));
    progress.tick();
    EXPECT_EQ(screen.err.take(), "") << "too soon";
    screen.clock.advance(Milliseconds(1221));
    progress.tick();
    EXPECT_EQ(screen.err.take(), "\r1.sql:1 select (1.3 s)\x1b[K");
    screen.clock.advance(Milliseconds(100));
    progress.statement_started(*script.statements[1].statement);
    EXPECT_EQ(screen.err.take(), "\r1.sql:2 create_index i (0.0 s)\x1b[K");
    progress.remark("wait");
    EXPECT_EQ(screen.err.take(), "\r\x1b[Kwait\n") << "erased before anything else is printed";
    progress.tick();
    EXPECT_EQ(screen.err.take(), "\r1.sql:2 create_index i (0.0 s)\x1b[K");
    progress.script_finished(script);
    EXPECT_EQ(screen.err.take(), "\r\x1b[K");
    progress.tick();
    screen.err.take();
  }
  EXPECT_EQ(screen.err.take(), "\r\x1b[K") << "erased at the end";
}

TEST(Progress, TimeGoesOnUntilAStatementIsTriedAgain) {
  Screen screen;
  FakeRun run;
  const ScriptResult& script = run.add("1.sql", "SELECT 1;");
  Progress progress = screen.progress(live);
  progress.script_started(script);
  progress.statement_started(*script.statements[0].statement);
  screen.clock.advance(std::chrono::seconds(3));
  progress.tick();
  EXPECT_TRUE(screen.err.take().ends_with("(3.0 s)\x1b[K"));
  progress.script_started(script);  // tried again
  progress.statement_started(*script.statements[0].statement);
  screen.clock.advance(std::chrono::seconds(1));
  progress.tick();
  EXPECT_TRUE(screen.err.take().ends_with("(1.0 s)\x1b[K"));
}

TEST(Progress, LiveLineNamesTheIncludedFile) {
  Screen screen;
  FakeRun run;
  run.add_file("part.psql", "\n\nSELECT 1;");
  const ScriptResult& script = run.add("1.sql", "\\i part.psql\n");
  Progress progress = screen.progress(live);
  progress.script_started(script);
  progress.statement_started(*script.statements[0].statement);
  EXPECT_EQ(screen.err.take(), "\rpart.psql:3 select (0.0 s)\x1b[K");
}

// What the line takes of a terminal of 80 columns, which is assumed for what is none.
TEST(Progress, LiveLineNeverWraps) {
  Screen screen;
  FakeRun run;
  Progress progress = screen.progress(live);
  const auto line_of = [&](const std::string& path, const std::string& sql) {
    const ScriptResult& script = run.add(path, sql);
    progress.script_started(script);
    progress.statement_started(*script.statements[0].statement);
    screen.clock.advance(std::chrono::seconds(1));
    const std::string line = screen.err.take();
    return line.substr(1, line.size() - 4);
  };
  EXPECT_EQ(line_of(std::string(200, 'x'), "SELECT 1"), std::string(79, 'x'));
  std::string kana;
  for (int i = 0; i < 39; ++i) kana += "か";
  EXPECT_EQ(line_of(kana + "かか.sql", "SELECT 1"), kana) << "each takes two columns";
  EXPECT_EQ(line_of("a.sql", "CREATE TABLE \"x\ny\x1b[2J\" ()"),
            "a.sql:1 create_table \"x y [2J\" (0.0 s)");
}

TEST(Progress, NotLiveMeansNoControlSequences) {
  Screen screen;
  FakeRun run;
  const ScriptResult& script = run.add("1.sql", "SELECT 1;");
  {
    Progress progress = screen.progress({});
    progress.script_started(script);
    progress.statement_started(*script.statements[0].statement);
    screen.clock.advance(std::chrono::seconds(5));
    progress.tick();
    progress.script_finished(script);
  }
  EXPECT_EQ(screen.err.take(), "");
  EXPECT_EQ(screen.out.take(), "1.sql  1 applied  2 ms\n");
}

TEST(Progress, FollowsTheWidthOfTheTerminal) {
  const winsize narrow = {.ws_row = 10, .ws_col = 20, .ws_xpixel = 0, .ws_ypixel = 0};
  int master = -1;
  int slave = -1;
  ASSERT_EQ(::openpty(&master, &slave, nullptr, nullptr, &narrow), 0);
  const FileDescriptor reader(master);
  const std::unique_ptr<std::FILE, Deleter<std::fclose>> terminal(::fdopen(slave, "w"));
  FakeClock clock;
  FakeRun run;
  const ScriptResult& script = run.add("a_long_name.sql", "SELECT 1;");
  Progress progress(live, clock, Style(true), terminal.get(), terminal.get());
  progress.script_started(script);
  progress.statement_started(*script.statements[0].statement);
  std::string seen(100, '\0');
  const ssize_t size = ::read(reader.get(), seen.data(), seen.size());
  seen.resize(static_cast<std::size_t>(std::max<ssize_t>(size, 0)));
  EXPECT_EQ(seen, "\r\x1b[2ma_long_name.sql:1 s\x1b[0m\x1b[K");
}

TEST(Progress, ClosedStreamStopsNothing) {
  const std::unique_ptr<std::FILE, Deleter<std::fclose>> full(std::fopen("/dev/full", "w"));
  FakeClock clock;
  FakeRun run;
  const ScriptResult& script = run.add("1.sql", "SELECT 1;");
  Progress progress(live, clock, Style(false), full.get(), full.get());
  progress.script_started(script);
  progress.statement_started(*script.statements[0].statement);
  progress.remark("x");
  progress.script_finished(script);
}

}  // namespace
}  // namespace pgsettle
