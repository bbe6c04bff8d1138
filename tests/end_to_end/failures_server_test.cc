// What users see and what stays in the database when something goes wrong.
#include <gtest/gtest.h>
#include <sys/stat.h>
#include <unistd.h>

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

class Failure : public testing::Test {
 protected:
  Failure() : url(fresh_database_url()) {}

  CompletedProcess apply(std::vector<std::string> arguments) const {
    arguments.insert(arguments.begin(), {"apply", "-q", "--no-lint", "-d", url});
    return place.run(arguments);
  }
  // What is said of `sql` as the script 1.sql.
  void expect_said(const std::string& name, int exit_status, std::string_view sql) const {
    place.write("1.sql", sql);
    const CompletedProcess result = apply({"1.sql"});
    EXPECT_EQ(result.exit_status, exit_status) << name << '\n' << result.errors;
    expect_golden("end_to_end/golden/" + name + ".txt",
                  without_times(result.errors + "-- stdout:\n" + result.output));
  }
  std::string get(const std::string& sql) const { return query(url, sql); }

  Workplace place;
  std::string url;
};

TEST_F(Failure, PointsAtTheCharacterBehindMultibyteTextAndCrlf) {
  expect_said(
      "multibyte_crlf", 3,
      "CREATE TABLE t (a int);\r\n\r\nSELECT 'äöü',\r\n\t'日本語', nmae -- ü\r\nFROM t;\r\n");
  EXPECT_EQ(get("SELECT to_regclass('t') IS NULL"), "t");
}

TEST_F(Failure, ShowsTheContextOfPlpgsql) {
  expect_said("plpgsql", 3,
              "CREATE FUNCTION f() RETURNS int LANGUAGE plpgsql AS $$\nBEGIN\n  RETURN nmae FROM "
              "pg_class;\nEND $$;\nSELECT 1,\n  f();\n");
}

TEST_F(Failure, DeferredConstraintFailsAtCommit) {
  expect_said(
      "deferred", 3,
      "CREATE TABLE p (id int PRIMARY KEY);\nCREATE TABLE c (id int REFERENCES p DEFERRABLE "
      "INITIALLY DEFERRED);\nINSERT INTO c VALUES (1);\n");
  EXPECT_EQ(get("SELECT to_regclass('c') IS NULL"), "t");
}

TEST_F(Failure, ConstraintNamesItsDetail) {
  expect_said("unique", 3,
              "CREATE TABLE t (a int PRIMARY KEY);\nINSERT INTO t VALUES (1);\nINSERT INTO t\n  "
              "VALUES (1);\n");
}

TEST_F(Failure, CopyNamesItsLine) {
  expect_said("copy", 3, "CREATE TABLE t (a int);\nCOPY t FROM stdin;\n1\nx\n\\.\nSELECT 1;\n");
}

// Nothing is sent for any of these.
TEST_F(Failure, FaultsInTheTextAreFoundBefore) {
  if (grammar_is_the_servers()) {
    expect_said("syntax", 3, "CREATE TABLE t (a int);\nSELECT 'ä' FORM t;\n");
    expect_said("end_of_input", 3, "CREATE TABLE t (a int);\nSELECT 1 +\n");
  }
  expect_said("meta_command", 1, "CREATE TABLE t (a int);\n  \\dt+ public.*\n\\! rm -rf /\n");
  expect_said("template", 3, "CREATE TABLE {{ schema }}.t (a int);\n");
  expect_said("left_open", 1, "CREATE TABLE t (a int);\nBEGIN;\nSELECT 1;\n");
  expect_said("directive", 1, "-- pgsettle: no-transacton\nCREATE TABLE t (a int);\n");
  expect_said("unclosed_string", 3, "CREATE TABLE t (a int);\nSELECT 'it;\n");
  expect_said("invalid_utf8", 3,
              "CREATE TABLE t (a int);\nSELECT 'Gr\xF6\xDF"
              "e';\n");
  expect_said("nul", 3, std::string_view("CREATE TABLE t (a int);\nSELECT\0 1;\n", 35));
  expect_said("utf16", 3, std::string_view("\xFF\xFES\0E\0L\0E\0C\0T\0 \0001\0;\0", 20));
  EXPECT_EQ(get("SELECT to_regclass('t') IS NULL"), "t");
}

TEST_F(Failure, WithOneTransactionEverythingIsRolledBack) {
  place.write("db/1.sql", "CREATE TABLE one ();");
  place.write("db/2.sql", "CREATE TABLE two ();\nSELECT 1/0;");
  place.write("db/3.sql", "CREATE TABLE three ();");
  const CompletedProcess result = apply({"-1", "db"});
  EXPECT_EQ(result.exit_status, 3);
  EXPECT_NE(result.errors.find("\nrolled back: db/1.sql, db/2.sql\nnot run: db/3.sql\n"),
            std::string::npos)
      << result.errors;
  EXPECT_EQ(get("SELECT count(*) FROM pg_class WHERE relname IN ('one', 'two', 'three')"), "0");
  EXPECT_EQ(apply({"db"}).exit_status, 3);
  EXPECT_EQ(get("SELECT relname FROM pg_class WHERE relname IN ('one', 'two', 'three')"), "one");
}

TEST_F(Failure, WhatOneTransactionCannotHoldIsRefused) {
  place.write("1.sql", "CREATE TABLE t ();\nVACUUM t;\n");
  const CompletedProcess vacuum = apply({"-1", "1.sql"});
  EXPECT_EQ(vacuum.exit_status, 1);
  EXPECT_NE(vacuum.errors.find("1.sql:2:1"), std::string::npos) << vacuum.errors;
  place.write("1.sql", "BEGIN;\nCOMMIT;\n");
  EXPECT_EQ(apply({"-1", "1.sql"}).exit_status, 1);
}

TEST_F(Failure, JsonHasPlaceAndState) {
  place.write("1.sql", "CREATE TABLE t ();\nSELECT 'ä', nmae FROM t;\nSELECT 2;\n");
  const CompletedProcess result = apply({"--output", "json", "1.sql"});
  EXPECT_EQ(result.exit_status, 3);
  const Json document = Json::parse(result.output);
  const Json& file = document["files"][0];
  EXPECT_EQ(file["state"], "rolled_back");
  EXPECT_EQ(file["statements"][0]["outcome"], "applied");
  EXPECT_EQ(file["statements"][1]["outcome"], "failed");
  EXPECT_EQ(file["statements"][1]["sqlstate"], "42703");
  EXPECT_EQ(file["statements"][1]["error"]["at"],
            Json({{"path", "1.sql"}, {"line", 2}, {"column", 13}}));
  EXPECT_EQ(file["statements"][2]["outcome"], "not_run");
  EXPECT_EQ(document["error"]["code"], "statement_failed");
  EXPECT_EQ(document["summary"]["failed"], 1);
}

TEST_F(Failure, JsonOfARefusal) {
  place.write("1.sql", "SELECT 1;\n\\watch 2\n");
  const CompletedProcess result = apply({"--output", "json", "1.sql"});
  EXPECT_EQ(result.exit_status, 1);
  const Json document = Json::parse(result.output);
  EXPECT_EQ(document["diagnostics"][0]["rule"], "psql-meta-command");
  EXPECT_EQ(document["diagnostics"][0]["line"], 2);
  EXPECT_EQ(document["error"]["code"], "findings");
}

TEST_F(Failure, JsonOfScriptsThatAreNotValid) {
  for (const char* sql :
       {grammar_is_the_servers() ? "SELEC 1;" : "SELECT 'it;", "SELECT 'it;", "SELECT :unset;",
        "SELECT {{ x }};", "SELECT '\xFF';", "\\if true\n", "\\watch\nSELECT 'it;"}) {
    place.write("1.sql", sql);
    const CompletedProcess result = apply({"--output", "json", "1.sql"});
    EXPECT_EQ(result.exit_status, 3) << sql;
    const Json document = Json::parse(result.output);
    EXPECT_EQ(document["error"]["code"], "statement_failed") << sql;
    EXPECT_EQ(document["error"]["message"], "refused; nothing was sent") << sql;
  }
}

// Every exit status of the contract that apply can have; 5, 130 and 143 are in
// interruption_server_test.cc.
TEST_F(Failure, ExitStatuses) {
  place.write("good.sql", "SELECT 1;");
  place.write("bad.sql", "SELECT 1/0;");
  place.write("refused.sql", "\\watch\n");
  EXPECT_EQ(apply({"good.sql"}).exit_status, 0);
  EXPECT_EQ(apply({"refused.sql"}).exit_status, 1);
  EXPECT_EQ(apply({"bad.sql"}).exit_status, 3);
  EXPECT_EQ(apply({"good.sql", "-d", test_cluster().url("nowhere")}).exit_status, 4);
  EXPECT_EQ(apply({"good.sql", "-d", "host=/nowhere"}).exit_status, 4);
  EXPECT_EQ(apply({"good.sql", "--nonsense"}).exit_status, 64);
  EXPECT_EQ(apply({"good.sql", "--target", "nowhere"}).exit_status, 78);
}

TEST_F(Failure, UnknownDatabaseIsNamed) {
  place.write("1.sql", "SELECT 1;");
  const CompletedProcess result =
      place.run({"apply", "-d", test_cluster().url("nowhere"), "1.sql"});
  EXPECT_EQ(result.exit_status, 4);
  EXPECT_NE(result.errors.find("database \"nowhere\" does not exist"), std::string::npos);
}

TEST_F(Failure, ProblemsOfDirectoriesAreNamed) {
  namespace fs = std::filesystem;
  const fs::path root = place.path();
  fs::create_directories(root / "empty");
  fs::create_directories(root / "x.sql");
  place.write("dangling/1.sql", "SELECT 1;");
  fs::create_symlink("nowhere", root / "dangling/2.sql");
  fs::create_directories(root / "looping");
  fs::create_symlink("1.sql", root / "looping/1.sql");
  place.write("cycle/1.sql", "SELECT 1;");
  fs::create_directory_symlink("../cycle", root / "cycle/2_sub");
  place.write("named/1.sql", "SELECT 1;");
  fs::create_directories(root / "named/2.sql");
  fs::create_symlink("nowhere", root / "link");
  struct Case {
    const char* path;
    const char* message;
  };
  const std::vector<Case> cases = {
      {"missing", "missing does not exist"},
      {"empty", "there is no script in empty"},
      {"x.sql", "x.sql is a directory, but named like a script"},
      {"dangling", "dangling/2.sql is a symbolic link to something that does not exist"},
      {"looping", "looping/1.sql is a symbolic link that leads back to itself"},
      {"cycle", "cycle/2_sub is a symbolic link back to cycle, which it is in"},
      {"named", "named/2.sql is a directory, but named like a script"},
      {"link", "link is a symbolic link to something that does not exist"},
  };
  for (const Case& test : cases) {
    const CompletedProcess result = apply({test.path});
    EXPECT_EQ(result.exit_status, 64) << test.path;
    EXPECT_TRUE(result.errors.starts_with(std::string("error: ") + test.message + '\n'))
        << result.errors;
    EXPECT_NE(result.errors.find("= hint: "), std::string::npos) << result.errors;
  }
}

// Root may read everything, so that the program must be somebody else.
Command as_nobody(Command command, const std::string& directory) {
  if (::geteuid() != 0) return command;
  const std::string program = directory + "/pgsettle";
  std::filesystem::copy_file(PGSETTLE_PROGRAM, program,
                             std::filesystem::copy_options::overwrite_existing);
  command.arguments[4] = program;
  command.arguments.insert(command.arguments.begin(),
                           {"setpriv", "--reuid=65534", "--regid=65534", "--clear-groups", "--"});
  return command;
}

TEST_F(Failure, WhatMayNotBeReadIsNamed) {
  ASSERT_EQ(::chmod(place.path().c_str(), 0755), 0);
  place.write("file/1.sql", "SELECT 1;");
  place.write("directory/1.sql", "SELECT 1;");
  ASSERT_EQ(::chmod((place.path() + "/file/1.sql").c_str(), 0), 0);
  ASSERT_EQ(::chmod((place.path() + "/directory").c_str(), 0), 0);
  for (const char* path : {"file", "file/1.sql", "directory"}) {
    const CompletedProcess result =
        run(as_nobody(place.command({"apply", "--no-lint", "-d", url, path}), place.path()));
    EXPECT_EQ(result.exit_status, 64) << path << '\n' << result.errors;
    EXPECT_TRUE(result.errors.starts_with("error: ")) << result.errors;
    EXPECT_NE(result.errors.find(path), std::string::npos) << result.errors;
    EXPECT_NE(result.errors.find("ermission denied"), std::string::npos) << result.errors;
  }
  ASSERT_EQ(::chmod((place.path() + "/directory").c_str(), 0755), 0);
}

}  // namespace
}  // namespace pgsettle
