// pgsettle apply as users run it: what is applied, and what is said about it.
#include <gtest/gtest.h>

#include <filesystem>
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "support/golden.h"
#include "support/program.h"
#include "support/psql.h"
#include "support/test_server.h"

namespace pgsettle {
namespace {

using Json = nlohmann::json;

bool has(const std::string& text, std::string_view part) {
  return text.find(part) != std::string::npos;
}

class Apply : public testing::Test {
 protected:
  Apply() : url(fresh_database_url()) {}

  CompletedProcess apply(std::vector<std::string> arguments) const {
    arguments.insert(arguments.begin(), {"apply", "-d", url});
    return place.run(arguments);
  }
  // Expects success; gives stdout.
  std::string applied(const std::vector<std::string>& arguments) const {
    const CompletedProcess result = apply(arguments);
    EXPECT_EQ(result.exit_status, 0) << result.errors;
    return result.output;
  }
  std::string get(const std::string& sql) const { return query(url, sql); }

  Workplace place;
  std::string url;
};

TEST_F(Apply, SampleSchemaTwiceKeepsTheRows) {
  std::filesystem::copy(PGSETTLE_SOURCE_DIR "/migrations", place.path() + "/migrations");
  expect_golden("end_to_end/golden/sample_first.txt", without_times(applied({})));
  get("INSERT INTO agents (name, model, working_dir) VALUES ('one', 'm', '/tmp')");
  expect_golden("end_to_end/golden/sample_second.txt", without_times(applied({})));
  EXPECT_EQ(get("SELECT name FROM agents"), "one");
}

TEST_F(Apply, WithoutTemporaryTablesItSaysSoAndSendsWhatItCannotProve) {
  place.write("migrations/1.sql",
              "CREATE TABLE IF NOT EXISTS t (a int, b varchar(3));\n"
              "CREATE OR REPLACE FUNCTION f() RETURNS int LANGUAGE sql AS 'SELECT 1';\n"
              "CREATE OR REPLACE VIEW v AS SELECT a FROM t WHERE b = 'x';\n");
  get("DO $$BEGIN CREATE ROLE no_temp LOGIN; EXCEPTION WHEN duplicate_object THEN NULL; END$$");
  const std::string database = get("SELECT current_database()");
  get("REVOKE TEMP ON DATABASE " + database + " FROM PUBLIC");
  get("GRANT CREATE ON SCHEMA public TO no_temp");
  const auto again = [&] {
    return place.run({"apply", "-d", test_cluster().url(database, "no_temp")});
  };
  EXPECT_EQ(again().exit_status, 0);
  const CompletedProcess second = again();
  EXPECT_EQ(second.exit_status, 0) << second.errors;
  EXPECT_TRUE(has(second.errors,
                  "1 definition cannot be compared as the server writes it: role no_temp may not "
                  "make temporary tables here"))
      << second.errors;
  EXPECT_TRUE(has(second.output, "1 applied, 2 unchanged, 0 failed")) << second.output;
}

TEST_F(Apply, InvalidIndexIsBuiltAnew) {
  place.write("migrations/1.sql",
              "CREATE TABLE IF NOT EXISTS t (a int, b int);\n"
              "CREATE INDEX IF NOT EXISTS i ON t (a);\n"
              "CREATE UNIQUE INDEX CONCURRENTLY IF NOT EXISTS u ON t (b);\n");
  get("CREATE TABLE t (a int, b int); INSERT INTO t VALUES (1, 1), (2, 1); CREATE INDEX i ON t (a);"
      "UPDATE pg_index SET indisvalid = false WHERE indexrelid = 'i'::regclass");
  EXPECT_EQ(apply({}).exit_status, 3);  // leaves u invalid
  const std::string invalid =
      "SELECT string_agg(indexrelid::regclass::text, ',') FROM pg_index WHERE NOT indisvalid";
  EXPECT_EQ(get(invalid), "u");
  get("DELETE FROM t WHERE a = 2");
  applied({});
  EXPECT_EQ(get(invalid), "");
  EXPECT_EQ(get("SELECT count(*) FROM pg_index WHERE indrelid = 't'::regclass"), "2");
  EXPECT_TRUE(has(applied({}), "0 applied, 3 unchanged, 0 failed"));
}

TEST_F(Apply, JsonOfTheSampleSchema) {
  std::filesystem::copy(PGSETTLE_SOURCE_DIR "/migrations", place.path() + "/migrations");
  applied({});
  const CompletedProcess result = apply({"--output", "json"});
  ASSERT_EQ(result.exit_status, 0);
  const Json document = Json::parse(result.output);
  EXPECT_EQ(document["schema_version"], 1);
  EXPECT_EQ(document["command"], "apply");
  EXPECT_EQ(document["target"]["database"], get("SELECT current_database()"));
  EXPECT_EQ(document["target"]["server_version"], get("SHOW server_version"));
  EXPECT_EQ(document["target"]["host"], test_cluster().directory());
  EXPECT_EQ(document["target"]["port"], 5432);
  EXPECT_EQ(document["files"].size(), 8U);
  EXPECT_EQ(document["files"][0]["path"], "migrations/0_orchestrator_agents.sql");
  const Json& summary = document["summary"];
  EXPECT_EQ(summary["failed"], 0);
  EXPECT_EQ(summary["not_run"], 0);
  EXPECT_EQ(summary["unchanged"], summary["statements"]);
  EXPECT_EQ(summary["settled"], summary["statements"]);
  for (const Json& file : document["files"]) {
    EXPECT_EQ(file["state"], "committed");
    for (const Json& statement : file["statements"]) {
      EXPECT_FALSE(statement["sent"]) << statement;
      const bool table = statement["kind"] == "create_table";
      EXPECT_TRUE(!table || statement["outcome"] == "unchanged") << statement;
      EXPECT_TRUE(!table || statement["reason"] == "exists") << statement;
    }
  }
  EXPECT_FALSE(document.contains("error"));
}

TEST_F(Apply, JsonTellsTheTimeOfEachStatement) {
  const std::vector<std::string> scripts = {
      "SELECT pg_sleep(0.8);\nDO 'BEGIN END';\nSELECT pg_sleep(0.8);\nSELECT 1/0;\nSELECT 2;\n",
      "-- pgsettle: no-transaction\nSELECT pg_sleep(0.8);\nDO 'BEGIN END';\nSELECT pg_sleep(0.8);"
      "\nSELECT 1/0;\nSELECT 2;\n"};
  for (const std::string& script : scripts) {
    place.write("1.sql", script);
    const CompletedProcess result = apply({"--output", "json", "1.sql"});
    const Json statements = Json::parse(result.output)["files"][0]["statements"];
    ASSERT_EQ(statements.size(), 5U);
    EXPECT_GE(statements[0]["milliseconds"], 400) << script;
    EXPECT_LT(statements[1]["milliseconds"], 400) << script;
    EXPECT_GE(statements[2]["milliseconds"], 400) << script;
    EXPECT_EQ(statements[4]["milliseconds"], 0) << script;
  }
}

TEST_F(Apply, SinglePathsFilesAndStandardInput) {
  place.write("a dir/1 one.sql", "CREATE TABLE IF NOT EXISTS one ();");
  place.write("a dir/2_two.sql", "CREATE TABLE IF NOT EXISTS two AS SELECT * FROM one;");
  place.write("three.sql", "CREATE TABLE IF NOT EXISTS three AS SELECT * FROM two;");
  place.input = "CREATE TABLE IF NOT EXISTS four AS SELECT * FROM three;\n";
  EXPECT_EQ(applied({"a dir/1 one.sql"}).substr(0, 26), "a dir/1 one.sql  1 applied");
  applied({"-f", "a dir/2_two.sql", "-f", "three.sql", "-f", "-"});
  EXPECT_EQ(
      get("SELECT string_agg(relname, ' ' ORDER BY oid) FROM pg_class WHERE relkind = 'r' AND "
          "relnamespace = 'public'::regnamespace"),
      "one two three four");
}

TEST_F(Apply, SeveralPathsWhateverTheirNames) {
  place.write("db/1.sql", "CREATE TABLE IF NOT EXISTS one ();");
  place.write("[a].sql", "CREATE TABLE IF NOT EXISTS two AS SELECT * FROM one;");
  place.write("-q.sql", "CREATE TABLE IF NOT EXISTS three AS SELECT * FROM two;");
  const std::string output = applied({"db", "-q", "[a].sql", "--", "-q.sql"});
  EXPECT_TRUE(output.starts_with("3 statements in 3 scripts")) << output;
  EXPECT_EQ(get("SELECT to_regclass('three')"), "three");
}

TEST_F(Apply, StandardInputIsAPathToo) {
  place.input = "\\echo hello\nCREATE TABLE IF NOT EXISTS t ();";
  const CompletedProcess result = apply({"-"});
  EXPECT_EQ(result.exit_status, 0);
  EXPECT_TRUE(result.output.starts_with("<stdin>  1 applied")) << result.output;
  EXPECT_NE(result.errors.find("\nhello\n"), std::string::npos);
}

TEST_F(Apply, DirectoriesMayHaveAnyName) {
  const std::vector<std::string> names = {"with space", "qu'ote", "日本",
                                          "[a,b]",      "$HOME",  "apply"};
  for (std::size_t i = 0; i < names.size(); ++i) {
    place.write(names[i] + "/1.sql", "CREATE TABLE IF NOT EXISTS t" + std::to_string(i) + " ();");
    applied({names[i]});
  }
  applied({"-q", "--", "apply"});
  EXPECT_EQ(get("SELECT count(*) FROM pg_class WHERE relname ~ '^t[0-9]$'"), "6");
}

TEST_F(Apply, RefusesWhatLintCallsAnErrorBeforeItConnects) {
  place.write("1.sql", "CREATE TABLE t ();\n");
  const CompletedProcess refused = place.run({"apply", "-d", "host=/nowhere", "1.sql"});
  EXPECT_EQ(refused.exit_status, 1);
  EXPECT_NE(refused.errors.find("error[create-without-if-not-exists]"), std::string::npos);
  EXPECT_TRUE(refused.errors.ends_with("nothing was sent; --no-lint would send it all the same\n"))
      << refused.errors;
  applied({"--no-lint", "1.sql"});
  EXPECT_EQ(get("SELECT to_regclass('t')"), "t");
  place.write("1.sql",
              "-- pgsettle: ignore create-without-if-not-exists: once only\n"
              "CREATE TABLE u ();\n");
  applied({"1.sql"});
  place.write("1.sql", "CREATE TABLE w ();");
  place.write("pgsettle.toml", "[lint]\nignore = ['rerun-fails']\n");
  applied({"1.sql"});
}

TEST_F(Apply, VariablesOfTheCommandLine) {
  place.write("1.sql",
              "\\if :{?again}\n\\else\nCREATE TABLE t (v text);\n\\endif\n"
              "INSERT INTO t VALUES (:'text'), (:number);\n");
  applied({"--no-lint", "-v", "text=it's = x", "--set", "number=1", "1.sql"});
  applied({"--no-lint", "-vagain=yes", "--variable=text=", "-v", "number=2", "1.sql"});
  EXPECT_EQ(get("SELECT string_agg(v, ',') FROM t"), "it's = x,1,,2");
}

TEST_F(Apply, DirectoryOfAThousandScriptsRunsByNumber) {
  place.write("db/1.sql", "CREATE TABLE seen (id serial, n int);");
  for (int i = 2; i <= 1000; ++i) {
    place.write("db/" + std::to_string(i) + "_x.sql",
                "INSERT INTO seen (n) VALUES (" + std::to_string(i) + ");");
  }
  const std::string output = applied({"--no-lint", "db"});
  EXPECT_NE(output.find("\n1000 statements in 1000 scripts"), std::string::npos);
  EXPECT_EQ(get("SELECT count(*), bool_and(n = id + 1) FROM seen"), "999|t");
}

TEST_F(Apply, TimeoutsAndNameOfTheSession) {
  place.write(
      "1.sql",
      "SELECT current_setting('lock_timeout') || ' ' || current_setting('statement_timeout')"
      " || ' ' || current_setting('application_name') AS said \\gset\n\\echo :said\n");
  const auto said = [&](const std::vector<std::string>& arguments) {
    std::vector<std::string> all = {"-q", "1.sql"};
    all.insert(all.end(), arguments.begin(), arguments.end());
    return apply(all).errors;
  };
  EXPECT_EQ(said({}), "2s 0 pgsettle\n");
  EXPECT_EQ(said({"--lock-timeout", "1500ms", "--statement-timeout=1min"}),
            "1500ms 1min pgsettle\n");
  place.write("pgsettle.toml", "[apply]\nlock_timeout = \"7s\"\nstatement_timeout = 90\n");
  EXPECT_EQ(said({}), "7s 90ms pgsettle\n");
  EXPECT_EQ(said({"--lock-timeout", "0"}), "0 90ms pgsettle\n");
  place.environment["PGAPPNAME"] = "deploy";
  EXPECT_EQ(said({"--lock-timeout", "0"}), "0 90ms deploy\n");
}

TEST_F(Apply, TargetsOfTheConfiguration) {
  const std::string other = fresh_database_url();
  place.write("usual/1.sql", "CREATE TABLE IF NOT EXISTS usual ();");
  place.write("special/1.sql", "CREATE TABLE IF NOT EXISTS special_1 AS SELECT * FROM special_2;");
  place.write("special/2.sql", "CREATE TABLE IF NOT EXISTS special_2 ();");
  place.write(
      "conf/pgsettle.toml",
      "directory = \"../special\"\norder = [\"2.sql\"]\n[target.there]\nurl = \"" + other + "\"\n");
  place.write("pgsettle.toml", "directory = \"usual\"\n[target.here]\nurl = \"" + url +
                                   "\"\n[target.there]\nurl = \"" + other +
                                   "\"\ndirectory = \"usual\"\n");
  EXPECT_EQ(place.run({"apply", "--target", "here"}).exit_status, 0);
  EXPECT_EQ(get("SELECT to_regclass('usual')"), "usual");
  EXPECT_EQ(place.run({"apply", "--target", "there"}).exit_status, 0);
  EXPECT_EQ(query(other, "SELECT to_regclass('usual')"), "usual");
  const CompletedProcess ordered =
      place.run({"apply", "--config", "conf/pgsettle.toml", "--target", "there"});
  EXPECT_EQ(ordered.exit_status, 0) << ordered.errors;
  EXPECT_EQ(query(other, "SELECT to_regclass('special_1')"), "special_1");
  EXPECT_EQ(place.run({"apply", "--target", "there", "-d", url, "special/2.sql"}).exit_status, 0);
  EXPECT_EQ(get("SELECT to_regclass('special_2')"), "special_2") << "-d overrides the target";
}

TEST_F(Apply, EnvironmentFileSaysWhere) {
  place.write(".env", "export DATABASE_URL=\"" + url + "\" # here\n");
  place.write("migrations/1.sql", "CREATE TABLE IF NOT EXISTS t ();");
  EXPECT_EQ(place.run({"apply"}).exit_status, 0);
  EXPECT_EQ(get("SELECT to_regclass('t')"), "t");
}

TEST_F(Apply, RoleWithoutSuperuser) {
  get("CREATE ROLE plain LOGIN");
  get("CREATE SCHEMA plain AUTHORIZATION plain");
  place.write("1.sql",
              "CREATE TABLE IF NOT EXISTS plain.t (a int); GRANT SELECT ON plain.t TO PUBLIC;");
  place.write("2.sql", "CREATE SCHEMA IF NOT EXISTS forbidden;");
  // As for psql, a user in the URI of -d would be stronger.
  const auto as_plain = [&](const std::string& path) {
    return place.run({"apply", "--url", url, "-U", "plain", path});
  };
  EXPECT_EQ(as_plain("1.sql").exit_status, 0);
  EXPECT_EQ(as_plain("1.sql").exit_status, 0);
  EXPECT_EQ(get("SELECT tableowner FROM pg_tables WHERE schemaname = 'plain'"), "plain");
  const CompletedProcess refused = as_plain("2.sql");
  EXPECT_EQ(refused.exit_status, 3);
  EXPECT_NE(refused.errors.find("error[42501]: "), std::string::npos) << refused.errors;
  get("DROP OWNED BY plain");
  get("DROP ROLE plain");
}

TEST_F(Apply, EachScriptIsASessionUnlessShared) {
  place.write("db/1.sql", "CREATE SCHEMA IF NOT EXISTS s; SET search_path = s;");
  place.write("db/2.sql", "CREATE TABLE IF NOT EXISTS t ();");
  applied({"db"});
  EXPECT_EQ(get("SELECT relnamespace::regnamespace FROM pg_class WHERE relname = 't'"), "public");
  get("DROP TABLE t");
  applied({"db", "--shared-session"});
  EXPECT_EQ(get("SELECT relnamespace::regnamespace FROM pg_class WHERE relname = 't'"), "s");
}

TEST_F(Apply, ScriptWithoutATransaction) {
  place.write("1.sql",
              "-- pgsettle: no-transaction\nCREATE TABLE seen (tx bigint DEFAULT txid_current());\n"
              "INSERT INTO seen DEFAULT VALUES;\nINSERT INTO seen DEFAULT VALUES;\n"
              "DO $$ BEGIN INSERT INTO seen DEFAULT VALUES; COMMIT; END $$;\nSELECT 1/0;\n");
  const CompletedProcess result = apply({"--no-lint", "1.sql"});
  EXPECT_EQ(result.exit_status, 3);
  EXPECT_NE(result.errors.find("kept in part (its earlier transactions): 1.sql"), std::string::npos)
      << result.errors;
  EXPECT_EQ(get("SELECT count(*), count(DISTINCT tx) FROM seen"), "3|3");
}

TEST_F(Apply, WhatCannotBeInATransactionRunsInItsPlace) {
  place.write(
      "1.sql",
      "CREATE TABLE IF NOT EXISTS t (a int);\nCREATE INDEX CONCURRENTLY IF NOT EXISTS i ON t "
      "(a);\nCOMMENT ON INDEX i IS 'x';\n");
  EXPECT_NE(applied({"1.sql"}).find("(1 statement outside the transaction)"), std::string::npos);
  EXPECT_NE(applied({"1.sql"}).find("0 applied, 3 unchanged"), std::string::npos);
  EXPECT_EQ(get("SELECT obj_description('i'::regclass)"), "x");
}

TEST_F(Apply, QuietPrintsErrorsAndTheSum) {
  place.write("1.sql",
              "DO $$ BEGIN RAISE NOTICE 'hello'; END $$; CREATE TABLE IF NOT EXISTS t ();");
  const CompletedProcess quiet = apply({"-q", "1.sql"});
  EXPECT_EQ(quiet.errors, "");
  EXPECT_TRUE(quiet.output.ends_with("\n1 applied, 0 unchanged, 0 failed\n")) << quiet.output;
  EXPECT_EQ(quiet.output.find("1.sql"), std::string::npos);
}

}  // namespace
}  // namespace pgsettle
