// On a terminal: a live line, colours, and the question for a password.
#include <gtest/gtest.h>

#include <fstream>
#include <memory>
#include <regex>
#include <string>

#include "base/file_system.h"
#include "support/program.h"
#include "support/psql.h"
#include "support/terminal.h"
#include "support/test_server.h"

namespace pgsettle {
namespace {

bool has(const std::string& text, std::string_view part) {
  return text.find(part) != std::string::npos;
}

// What a person sees in the end: what was drawn over is gone.
std::string visible(const std::string& output) {
  std::string text;
  for (std::size_t at = 0; at < output.size(); ++at) {
    const std::string_view rest = std::string_view(output).substr(at);
    if (rest.starts_with("\r\n")) continue;
    if (rest.starts_with("\r")) {
      text.erase(text.rfind('\n') + 1);
    } else {
      text += output[at];
    }
  }
  return std::regex_replace(text, std::regex("\x1b\\[[0-9;]*[mK]"), "");
}

class OnTerminal : public testing::Test {
 protected:
  OnTerminal() : url(fresh_database_url()) {
    place.environment["TERM"] = "xterm-256color";
    place.write("1.sql",
                "SELECT pg_sleep(0.5);\nDO $$BEGIN RAISE NOTICE 'hello'; END$$;\nSELECT nmae;\n");
  }

  std::string url;
  Workplace place;
};

TEST_F(OnTerminal, LiveLineIsShownAndErased) {
  Terminal terminal(place.command({"apply", "-d", url, "1.sql"}));
  EXPECT_TRUE(terminal.shows("\r\x1b[2m1.sql:1 select (0.0 s)\x1b[0m\x1b[K")) << terminal.output();
  EXPECT_TRUE(terminal.shows("1.sql:1 select (0.3 s)")) << terminal.output();
  EXPECT_EQ(terminal.wait(), 3);
  EXPECT_TRUE(has(terminal.output(), "\x1b[1m\x1b[36mnotice[00000]\x1b[0m: hello"));
  EXPECT_TRUE(has(terminal.output(), "\x1b[1m\x1b[31merror[42703]\x1b[0m: "));
  const std::string seen = visible(terminal.output());
  EXPECT_FALSE(has(seen, " s)")) << seen;
  EXPECT_TRUE(has(seen, "\nnotice[00000]: hello (1.sql:2:1)\nerror[42703]: ")) << seen;
  EXPECT_TRUE(seen.ends_with("\n0 applied, 0 unchanged, 1 failed\n")) << seen;
}

TEST_F(OnTerminal, PlanIsShownAndAskedFor) {
  place.write("1.sql", "CREATE TABLE IF NOT EXISTS a (id int);\n");
  const std::string question = "Apply this to database ";
  const auto ask = [&](const std::string& answer) {
    Terminal terminal(place.command({"apply", "--plan", "-d", url, "1.sql"}));
    EXPECT_TRUE(terminal.shows(question)) << terminal.output();
    EXPECT_TRUE(has(terminal.output(), "create table a")) << terminal.output();
    terminal.type(answer);
    return terminal.wait();
  };
  EXPECT_EQ(ask("\n"), 6);
  EXPECT_EQ(ask("no\n"), 6);
  EXPECT_EQ(query(url, "SELECT to_regclass('a')"), "");
  EXPECT_EQ(place.run({"apply", "--plan", "-d", url, "1.sql"}).exit_status, 6);  // no terminal
  EXPECT_EQ(ask("y\n"), 0);
  EXPECT_EQ(query(url, "SELECT to_regclass('a')"), "a");
  const CompletedProcess again = place.run({"apply", "--plan", "-d", url, "1.sql"});
  EXPECT_EQ(again.exit_status, 0) << again.errors;  // nothing to ask for
  place.write("1.sql", "CREATE TABLE IF NOT EXISTS b (id int);\n");
  EXPECT_EQ(place.run({"apply", "--plan", "--yes", "-d", url, "1.sql"}).exit_status, 0);
  EXPECT_EQ(query(url, "SELECT to_regclass('b')"), "b");
}

TEST_F(OnTerminal, NoColourWhenNotWanted) {
  place.environment["NO_COLOR"] = "1";
  Terminal terminal(place.command({"apply", "-d", url, "1.sql"}));
  EXPECT_TRUE(terminal.shows("\r1.sql:1 select (0.0 s)\x1b[K")) << terminal.output();
  EXPECT_EQ(terminal.wait(), 3);
  EXPECT_FALSE(std::regex_search(terminal.output(), std::regex("\x1b\\[[0-9;]*m")));
}

TEST_F(OnTerminal, DumbTerminalGetsPlainLines) {
  place.environment["TERM"] = "dumb";
  Terminal terminal(place.command({"apply", "-d", url, "1.sql"}));
  EXPECT_EQ(terminal.wait(), 3);
  EXPECT_FALSE(has(terminal.output(), "\x1b")) << terminal.output();
}

TEST_F(OnTerminal, QuietShowsNoLiveLine) {
  Terminal terminal(place.command({"apply", "-q", "-d", url, "1.sql"}));
  EXPECT_EQ(terminal.wait(), 3);
  EXPECT_FALSE(has(terminal.output(), " s)")) << terminal.output();
}

TEST_F(OnTerminal, InterruptCharacterEndsTheRun) {
  place.write("2.sql", "SELECT pg_sleep(60);");
  Terminal terminal(place.command({"apply", "-d", url, "2.sql"}));
  EXPECT_TRUE(terminal.shows("select (0.2 s)"));
  terminal.type("\x03");
  EXPECT_EQ(terminal.wait(), 130);
  EXPECT_TRUE(has(visible(terminal.output()), "error: interrupted\n")) << terminal.output();
}

// A server of its own, one of whose roles needs a password.
class PasswordQuestion : public testing::Test {
 protected:
  static void SetUpTestSuite() {
    cluster_ = std::make_unique<Cluster>(Cluster::start());
    const std::string url = cluster_->url();
    query(url, "CREATE ROLE asked LOGIN PASSWORD 'hunter2'");
    const std::string path = query(url, "SHOW hba_file");
    const std::string rules = RealFileSystem().read(path);
    std::ofstream(path) << "local all asked scram-sha-256\n" << rules;
    query(url, "SELECT pg_reload_conf()");
    // Another process of the server does it, some time later.
    const Command refused = psql_command(as_asked(), "/", {"-w", "-c", "SELECT 1"});
    while (run(refused).exit_status == 0) {
    }
  }
  static void TearDownTestSuite() { cluster_.reset(); }

  PasswordQuestion() {
    place.write("1.sql", "SELECT 1;");
    place.environment["TERM"] = "xterm";
  }

  Command apply(const std::vector<std::string>& more = {}) const {
    std::vector<std::string> arguments = {"apply", "-d", as_asked(), "1.sql"};
    arguments.insert(arguments.end(), more.begin(), more.end());
    return place.command(arguments);
  }

  Workplace place;

 private:
  static std::string as_asked() {
    std::string url = cluster_->url();
    return url.replace(url.find("postgres@"), 9, "asked@");
  }

  static std::unique_ptr<Cluster> cluster_;
};

std::unique_ptr<Cluster> PasswordQuestion::cluster_;

TEST_F(PasswordQuestion, IsAskedWithoutShowingTheAnswer) {
  Terminal terminal(apply());
  ASSERT_TRUE(terminal.shows("Password for user asked: ")) << terminal.output();
  terminal.type("hunter2\n");
  EXPECT_EQ(terminal.wait(), 0) << terminal.output();
  EXPECT_FALSE(has(terminal.output(), "hunter2"));
}

TEST_F(PasswordQuestion, IsAskedFirstWithCapitalW) {
  Terminal terminal(apply({"-W"}));
  ASSERT_TRUE(terminal.shows("Password: ")) << terminal.output();
  terminal.type("hunter2\n");
  EXPECT_EQ(terminal.wait(), 0) << terminal.output();
}

TEST_F(PasswordQuestion, WrongAnswerIsNoConnection) {
  Terminal terminal(apply());
  ASSERT_TRUE(terminal.shows("Password for user asked: "));
  terminal.type("wrong\n");
  EXPECT_EQ(terminal.wait(), 4);
  EXPECT_TRUE(has(terminal.output(), "password authentication failed")) << terminal.output();
  EXPECT_FALSE(has(terminal.output(), "wrong"));
}

TEST_F(PasswordQuestion, InterruptCharacterEndsIt) {
  Terminal terminal(apply());
  ASSERT_TRUE(terminal.shows("Password for user asked: "));
  terminal.type("hun\x03");
  EXPECT_EQ(terminal.wait(), 130) << terminal.output();
  EXPECT_FALSE(has(terminal.output(), "hun"));
}

TEST_F(PasswordQuestion, IsNotAskedWhenNotWantedOrWithoutATerminal) {
  Terminal terminal(apply({"-w"}));
  EXPECT_EQ(terminal.wait(), 4);
  EXPECT_FALSE(has(terminal.output(), "Password"));
  Command elsewhere = apply();
  elsewhere.arguments.insert(elsewhere.arguments.begin(), "setsid");
  EXPECT_EQ(run(elsewhere).exit_status, 4);
}

TEST_F(PasswordQuestion, VariableAnswersIt) {
  place.environment["PGPASSWORD"] = "hunter2";
  Terminal terminal(apply());
  EXPECT_EQ(terminal.wait(), 0) << terminal.output();
}

}  // namespace
}  // namespace pgsettle
