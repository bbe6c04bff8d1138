// pgsettle lint as a pre-commit hook of git: it judges what is staged and stops a bad commit. No
// server is needed.
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>

#include "base/process.h"
#include "support/program.h"

namespace pgsettle {
namespace {

// What the README shows, with the program that was built.
constexpr const char* hook =
    "#!/bin/sh\n"
    "git diff --cached --name-only --diff-filter=d -z -- '*.sql' |\n"
    "  xargs -0 -r \"$PGSETTLE\" lint --output concise\n";

class Repository {
 public:
  Repository() {
    place_.environment["PGSETTLE"] = PGSETTLE_PROGRAM;
    place_.environment["GIT_CONFIG_NOSYSTEM"] = "1";
    for (const char* who : {"GIT_AUTHOR_NAME", "GIT_COMMITTER_NAME"}) {
      place_.environment[who] = "Somebody";
    }
    for (const char* where : {"GIT_AUTHOR_EMAIL", "GIT_COMMITTER_EMAIL"}) {
      place_.environment[where] = "somebody@example.com";
    }
    // Set while a hook of the surrounding repository runs these tests.
    for (const char* outer : {"GIT_DIR", "GIT_INDEX_FILE", "GIT_WORK_TREE"}) {
      place_.environment[outer] = std::nullopt;
    }
    git("init --quiet");
  }

  // `arguments` as a shell takes them.
  CompletedProcess git(const std::string& arguments) const {
    return run({.arguments = {"sh", "-c", "cd \"$0\" && git " + arguments, place_.path()},
                .environment = place_.environment});
  }
  void install(const std::string& text) const {
    namespace fs = std::filesystem;
    fs::permissions(place_.write(".git/hooks/pre-commit", text), fs::perms::owner_all);
  }
  void stage(const std::string& name, std::string_view sql) const {
    place_.write(name, sql);
    EXPECT_EQ(git("add '" + name + "'").exit_status, 0);
  }

 private:
  Workplace place_;
};

TEST(GitHook, StopsACommitThatIsNotSafeToRunTwice) {
  const Repository repository;
  repository.install(hook);
  repository.stage("db/1 a.sql", "CREATE TABLE IF NOT EXISTS a (id int);\n");
  EXPECT_EQ(repository.git("commit -m one").exit_status, 0);

  repository.stage("db/2.sql", "CREATE TABLE b (id int);\n");
  const CompletedProcess refused = repository.git("commit -m two");
  EXPECT_NE(refused.exit_status, 0);
  const std::string said = refused.output + refused.errors;
  EXPECT_NE(said.find("db/2.sql:1:1: error[create-without-if-not-exists]"), std::string::npos)
      << said;
  EXPECT_EQ(repository.git("rev-list --count HEAD").output, "1\n");

  repository.stage("db/2.sql", "CREATE TABLE IF NOT EXISTS b (id int);\n");
  EXPECT_EQ(repository.git("commit -m two").exit_status, 0);
  EXPECT_EQ(repository.git("rev-list --count HEAD").output, "2\n");
}

TEST(GitHook, LetsPassWhatIsNoSql) {
  const Repository repository;
  repository.install(hook);
  repository.stage("readme.txt", "CREATE TABLE b (id int);\n");
  EXPECT_EQ(repository.git("commit -m one").exit_status, 0);
  EXPECT_EQ(repository.git("rm readme.txt").exit_status, 0);
  EXPECT_EQ(repository.git("commit -m two").exit_status, 0);
}

std::string read(const std::string& name) {
  std::ifstream file(std::string(PGSETTLE_SOURCE_DIR) + '/' + name);
  return {std::istreambuf_iterator<char>(file), {}};
}

TEST(GitHook, ReadmeShowsTheOneTestedHere) {
  const std::string without_head = std::string(hook).substr(std::string(hook).find('\n') + 1);
  std::string shown = without_head;
  shown.replace(shown.find("\"$PGSETTLE\""), 11, "pgsettle");
  EXPECT_NE(read("README.md").find(shown), std::string::npos) << shown;
}

TEST(PreCommit, HooksAreThoseOfTheReadme) {
  const std::string hooks = read(".pre-commit-hooks.yaml");
  for (const char* id : {"pgsettle-lint", "pgsettle-lint-fix"}) {
    EXPECT_NE(hooks.find(std::string("- id: ") + id + '\n'), std::string::npos);
    EXPECT_NE(read("README.md").find(std::string("id: ") + id), std::string::npos);
  }
}

}  // namespace
}  // namespace pgsettle
