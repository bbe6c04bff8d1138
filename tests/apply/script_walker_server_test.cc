#include <fmt/format.h>
#include <gtest/gtest.h>

#include "apply/script_walker.h"
#include "support/test_database.h"

namespace pgsettle {
namespace {

// Runs the scripts; "done", or their states and what failed.
std::string outcome(ServerRun& run, const std::vector<std::string>& scripts) {
  std::size_t number = 0;
  for (const std::string& sql : scripts) run.bench.add(fmt::format("{}.sql", ++number), sql);
  const PreflightServer server = {.major_version = run.connection->server_major_version(),
                                  .database = run.connection->connected_to().database};
  for (const Diagnostic& diagnostic : run.bench.check(server)) ADD_FAILURE() << diagnostic.message;
  run.bench.run();
  if (run.bench.stop() == "done") return "done";
  return run.bench.states() + ": " + run.bench.failure();
}

// Leaves everything behind that a session can hold.
const std::string_view untidy =
    "CREATE SCHEMA s; SET search_path = s; PREPARE p AS SELECT 1; CREATE TEMP TABLE x(a int); "
    "LISTEN l; SET default_transaction_isolation = 'serializable'; DECLARE c CURSOR WITH HOLD FOR "
    "SELECT 1; SET ROLE untidy; SET lock_timeout = 7;";
const std::string_view looks =
    "CREATE TABLE public.seen AS SELECT current_user, session_user, "
    "current_setting('search_path') AS path, (SELECT count(*) FROM pg_prepared_statements) AS "
    "prepared, to_regclass('pg_temp.x') IS NOT NULL AS temp, (SELECT count(*) FROM "
    "pg_listening_channels()) AS listens, (SELECT count(*) FROM pg_cursors WHERE name = 'c') AS "
    "cursors, current_setting('default_transaction_isolation') AS isolation, "
    "current_setting('lock_timeout') AS lock;";

struct UntidyRun : ServerRun {
  UntidyRun() {
    database.execute("CREATE ROLE untidy");  // roles are the cluster's
    database.execute("GRANT CREATE ON SCHEMA public TO untidy");
  }
};

TEST(Session, DoesNotReachTheNextScript) {
  UntidyRun run;
  EXPECT_EQ(outcome(run, {std::string(untidy), std::string(looks)}), "done");
  EXPECT_EQ(run.database.ask("SELECT * FROM seen"),
            "postgres,postgres,\"$user\", public,0,f,0,0,read committed,2s");
}

TEST(Session, DoesNotReachTheNextScriptOfASingleTransaction) {
  UntidyRun run;
  run.bench.options.single_transaction = true;
  EXPECT_EQ(outcome(run, {std::string(untidy), std::string(looks)}), "done");
  EXPECT_EQ(run.database.ask("SELECT * FROM seen"),
            "postgres,postgres,\"$user\", public,0,f,0,0,read committed,2s");
}

TEST(Session, ReachesTheNextScriptWhenShared) {
  UntidyRun run;
  run.bench.options.shared_session = true;
  EXPECT_EQ(outcome(run, {std::string(untidy), std::string(looks)}), "done");
  EXPECT_EQ(run.database.ask("SELECT * FROM seen"), "untidy,postgres,s,1,t,1,1,serializable,7ms");
}

TEST(Session, IsAsNewAfterWhateverTheScriptDid) {
  UntidyRun run;
  EXPECT_EQ(outcome(run, {"SET SESSION AUTHORIZATION untidy;",
                          "CREATE TABLE a(); SET default_transaction_read_only = on;",
                          "BEGIN; CREATE TABLE b(); COMMIT;",
                          "SELECT set_config('search_path', '', false);", "CREATE TABLE c();",
                          "BEGIN; SET search_path = nowhere; ROLLBACK;", "CREATE TABLE d();"}),
            "done");
  EXPECT_EQ(run.database.ask("SELECT relname, relowner::regrole FROM pg_class WHERE relnamespace = "
                             "'public'::regnamespace ORDER BY 1"),
            "a,postgres b,postgres c,postgres d,postgres");
}

TEST(Session, StartsWithWhatTheConnectionSays) {
  ServerRun run("&options=-c%20search_path%3Dapp");
  EXPECT_EQ(outcome(run, {"CREATE SCHEMA app; CREATE TABLE a(); SET search_path = public;",
                          "CREATE TABLE b();"}),
            "done");
  EXPECT_EQ(run.database.ask("SELECT to_regclass('app.a'), to_regclass('app.b')"), "app.a,app.b");
}

TEST(Session, IsNewBehindConnect) {
  ServerRun run;
  EXPECT_EQ(outcome(run, {"CREATE SCHEMA s; SET search_path = s; CREATE TABLE a();\n\\connect\n"
                          "CREATE TABLE b(); SELECT 1/0;"}),
            "partly_committed: 22012 SELECT 1/0");
  EXPECT_EQ(run.database.ask("SELECT to_regclass('s.a'), to_regclass('b')"), "s.a,NULL");
}

TEST(Role, NeedsNotBeASuperuser) {
  TestDatabase database;
  database.execute("CREATE ROLE plain LOGIN");
  database.execute("GRANT CREATE ON SCHEMA public TO plain");
  std::string url = database.url();
  url.replace(url.find("postgres@"), 9, "plain@");
  const auto connection = connect(url);
  RealClock clock;
  ApplyBench bench(*connection, clock);
  bench.add("1.sql",
            "CREATE TABLE a(x int); SET search_path = public; CREATE INDEX CONCURRENTLY i "
            "ON a(x); DO 'begin end';");
  bench.add("2.sql", "-- pgsettle: no-transaction\nVACUUM a;\nCOPY a FROM stdin;\n1\n\\.\n");
  bench.add("3.sql", "SET ROLE postgres;");
  bench.run();
  EXPECT_EQ(bench.failure(), "42501 SET ROLE postgres");
  EXPECT_EQ(bench.states(), "committed committed rolled_back");
  EXPECT_EQ(database.ask("SELECT tableowner FROM pg_tables WHERE tablename = 'a'"), "plain");
}

TEST(OwnTransactions, KeepTheirMeaning) {
  ServerRun run;
  EXPECT_EQ(outcome(run, {"CREATE TABLE t(a int, at timestamptz DEFAULT now());"
                          "BEGIN; INSERT INTO t VALUES (1); INSERT INTO t VALUES (1); COMMIT AND "
                          "CHAIN; INSERT INTO t VALUES (2); ROLLBACK AND CHAIN; INSERT INTO t "
                          "VALUES (3); SAVEPOINT s; INSERT INTO t VALUES (4); ROLLBACK TO s; "
                          "COMMIT; INSERT INTO t VALUES (5); INSERT INTO t VALUES (6);"}),
            "done");
  EXPECT_EQ(run.database.ask("SELECT array_agg(a), count(DISTINCT at) FROM t"), "{1,1,3,5,6},4");
}

TEST(OwnTransactions, KeepWhatTheyCommittedBeforeAnError) {
  ServerRun run;
  EXPECT_EQ(outcome(run, {"BEGIN; CREATE TABLE a(); COMMIT; CREATE TABLE b(); BEGIN; CREATE TABLE "
                          "c(); SELECT 1/0; COMMIT; CREATE TABLE d();"}),
            "partly_committed: 22012 SELECT 1/0");
  EXPECT_EQ(
      run.database.ask("SELECT array_agg(relname ORDER BY 1) FROM pg_class WHERE relnamespace "
                       "= 'public'::regnamespace"),
      "{a,b}");
  EXPECT_EQ(ask(*run.connection, "SELECT pg_current_xact_id_if_assigned()"), "NULL");
}

TEST(OwnTransactions, CanBePrepared) {
  ServerRun run;
  EXPECT_EQ(
      outcome(run, {"BEGIN; CREATE TABLE a(); PREPARE TRANSACTION 'x'; COMMIT PREPARED 'x';"}),
      "done");
  EXPECT_EQ(run.database.ask("SELECT to_regclass('a')"), "a");
}

TEST(NoTransaction, RunsAsPsqlDoes) {
  ServerRun run;
  EXPECT_EQ(outcome(run, {"-- pgsettle: no-transaction\n"
                          "CREATE TABLE t(a int, at timestamptz DEFAULT now());\n"
                          "CREATE PROCEDURE p() LANGUAGE plpgsql AS $$begin insert into t values "
                          "(1); commit; insert into t values (2); rollback; end$$;\n"
                          "CALL p();\nDO $$begin insert into t values (3); commit; end$$;\n"
                          "INSERT INTO t VALUES (4);\nINSERT INTO t VALUES (1/0);\n"}),
            "partly_committed: 22012 INSERT INTO t VALUES (1/0)");
  EXPECT_EQ(run.database.ask("SELECT array_agg(a), count(DISTINCT at) FROM t"), "{1,3,4},3");
}

TEST(NoTransaction, TellsWhoseCommitFailed) {
  ServerRun run;
  EXPECT_EQ(
      outcome(run, {"-- pgsettle: no-transaction\nCREATE TABLE t(a int PRIMARY KEY DEFERRABLE "
                    "INITIALLY DEFERRED);\nDO 'begin insert into t values (1), (1); end';\n"
                    "CREATE TABLE u();\n"}),
      "partly_committed: 23505 DO 'begin insert into t values (1), (1); end'");
  EXPECT_EQ(run.database.ask("SELECT count(*), to_regclass('u') FROM t"), "0,NULL");
}

TEST(Outside, RunsInItsPlace) {
  ServerRun run;
  run.database.execute("DROP DATABASE IF EXISTS made_here");
  EXPECT_EQ(outcome(run, {"CREATE TABLE t(a int); INSERT INTO t VALUES (1); VACUUM FULL t; CREATE "
                          "INDEX CONCURRENTLY i ON t(a); REINDEX INDEX CONCURRENTLY i; CREATE "
                          "DATABASE made_here TEMPLATE template0; DROP DATABASE made_here; DROP "
                          "INDEX CONCURRENTLY i; ALTER TABLE t ADD b int; CREATE TYPE e AS ENUM "
                          "('x'); ALTER TYPE e ADD VALUE 'y';"}),
            "done");
  EXPECT_EQ(run.bench.result.scripts[0].splits, 6U);
  EXPECT_EQ(run.database.ask("SELECT a, b FROM t"), "1,NULL");
}

TEST(Outside, KeepsWhatIsBeforeItWhenItFails) {
  ServerRun run;
  EXPECT_EQ(outcome(run, {"CREATE TABLE t(a int); INSERT INTO t VALUES (1), (1); CREATE UNIQUE "
                          "INDEX CONCURRENTLY i ON t(a); CREATE TABLE u();"}),
            "partly_committed: 23505 CREATE UNIQUE INDEX CONCURRENTLY i ON t(a)");
  EXPECT_EQ(run.database.ask("SELECT count(*), to_regclass('u') FROM t"), "2,NULL");
}

TEST(Outside, WorksWhileEveryAnswerIsAskedFor) {
  ServerRun run;
  run.bench.options.watched = true;
  EXPECT_EQ(outcome(run, {"CREATE TABLE t(a int); CREATE INDEX CONCURRENTLY i ON t(a); VACUUM t; "
                          "DISCARD ALL; CREATE TABLE u();",
                          "-- pgsettle: no-transaction\nVACUUM t; VACUUM t;"}),
            "done");
}

TEST(Copy, IsPartOfTheTransaction) {
  ServerRun run;
  EXPECT_EQ(outcome(run, {"CREATE TABLE t(a int);\nCOPY t FROM stdin;\n1\n2\n\\.\n"
                          "COPY t TO stdout;\nINSERT INTO t VALUES (3);",
                          "INSERT INTO t VALUES (4);\nCOPY t FROM stdin;\n5\nx\n\\.\n"}),
            "committed rolled_back: 22P02 COPY t FROM stdin");
  EXPECT_EQ(run.bench.outcomes(), "applied applied ran applied | applied failed");
  EXPECT_EQ(run.bench.result.scripts[0].statements[1].rows, 2);
  EXPECT_EQ(run.database.ask("SELECT array_agg(a) FROM t"), "{1,2,3}");
}

TEST(Copy, StandsAloneWithoutTransaction) {
  ServerRun run;
  EXPECT_EQ(outcome(run, {"-- pgsettle: no-transaction\nCREATE TABLE t(a int);\nCOPY t FROM "
                          "stdin;\n1\n\\.\nCOPY t FROM stdin;\n2\nx\n\\.\n"}),
            "partly_committed: 22P02 COPY t FROM stdin");
  EXPECT_EQ(run.database.ask("SELECT array_agg(a) FROM t"), "{1}");
}

TEST(Copy, StandsInATransactionOfTheScript) {
  ServerRun run;
  EXPECT_EQ(outcome(run, {"BEGIN; CREATE TABLE t(a int);\nCOPY t FROM stdin;\n1\n\\.\nROLLBACK;\n"
                          "CREATE TABLE u(a int);\nBEGIN;\nCOPY u FROM stdin;\n1\n\\.\nCOMMIT;"}),
            "done");
  EXPECT_EQ(run.database.ask("SELECT a, to_regclass('t') FROM u"), "1,NULL");
}

TEST(Results, DecideTheRest) {
  ServerRun run;
  EXPECT_EQ(outcome(run, {"CREATE TABLE t(a int);\nSELECT count(*) = 0 AS empty, 'it''s' AS word "
                          "FROM t \\gset\n\\if :empty\nINSERT INTO t VALUES (length(:'word'));\n"
                          "\\else\nSELECT nonsense;\n\\endif\nSELECT format('CREATE TABLE "
                          "t%s(a int)', n), 'VACUUM t' FROM generate_series(1, 2) n \\gexec\n"
                          "INSERT INTO t1 SELECT a FROM t;"}),
            "done");
  EXPECT_EQ(run.database.ask("SELECT a, to_regclass('t2') FROM t1"), "4,t2");
}

TEST(Results, ThatFailAreFoundInTheirCell) {
  ServerRun run;
  EXPECT_EQ(outcome(run, {"SELECT 'CREATE TABLE a()', 'SELECT 1/0', 'CREATE TABLE b()' \\gexec"}),
            "rolled_back: 22012 SELECT 1/0");
  EXPECT_EQ(run.database.ask("SELECT to_regclass('a')"), "NULL");
}

}  // namespace
}  // namespace pgsettle
