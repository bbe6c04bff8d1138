// The command line of the built program, as far as no server is needed.
#include "command/program.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "base/text.h"
#include "base/utf8.h"
#include "command/command.h"
#include "support/port.h"
#include "support/program.h"

namespace pgsettle {
namespace {

using Arguments = std::vector<std::string>;

bool has(const std::string& text, std::string_view part) {
  return text.find(part) != std::string::npos;
}

void expect_fits_a_screen(const Arguments& arguments) {
  const CompletedProcess help = Workplace().run(arguments);
  EXPECT_EQ(help.exit_status, 0);
  EXPECT_EQ(help.errors, "");
  const std::vector<std::string_view> lines = split_lines(help.output);
  EXPECT_LE(lines.size(), 50U) << help.output;
  EXPECT_GT(lines.size(), 3U);
  for (const std::string_view line : lines) EXPECT_LE(display_width(line), 100U) << line;
}

TEST(Help, OfEveryCommandFitsAScreen) {
  expect_fits_a_screen({"--help"});
  for (const Subcommand* command : commands::all()) {
    expect_fits_a_screen({std::string(command->id), "--help"});
  }
}

TEST(Help, ListsEveryCommandWithItsSummary) {
  const std::string help = Workplace().run({"--help"}).output;
  for (const Subcommand* command : commands::all()) {
    EXPECT_TRUE(has(help, command->id));
    EXPECT_TRUE(has(help, command->summary)) << command->id;
  }
}

// Whatever tells users about options is printed from the tables.
TEST(Help, HasEveryOptionOfTheTables) {
  for (const Subcommand* command : commands::all()) {
    const std::string help = Workplace().run({std::string(command->id), "--help"}).output;
    for (const Option& option : command->prepare().options) {
      EXPECT_FALSE(option.help.empty()) << command->id << ' ' << option.names;
      EXPECT_TRUE(has(help, option.help)) << command->id << ' ' << option.names;
      EXPECT_TRUE(has(help, "  " + option.names)) << command->id << ' ' << option.names;
      EXPECT_TRUE(has(help, option.group)) << command->id << ' ' << option.group;
    }
    EXPECT_TRUE(has(help, command->footer)) << command->id;
  }
}

TEST(Help, IsGivenWhateverElseIsSaid) {
  EXPECT_EQ(Workplace().run({"apply", "-d", "nowhere", "x.sql", "--help"}).exit_status, 0);
}

TEST(Version, NamesThoseOfLibpqAndGrammar) {
  const CompletedProcess version = Workplace().run({"--version"});
  EXPECT_EQ(version.exit_status, 0);
  EXPECT_TRUE(version.output.starts_with("pgsettle "));
  EXPECT_TRUE(has(version.output, "\nlibpq "));
  EXPECT_TRUE(has(version.output, "\ngrammar of PostgreSQL "));
  EXPECT_EQ(Workplace().run({"-V"}).output, version.output);
}

struct Case {
  Arguments arguments;
  const char* message;
  const char* hint;
};

void expect_errors(const Workplace& place, int exit_status, const std::vector<Case>& cases) {
  for (const Case& test : cases) {
    const CompletedProcess result = place.run(test.arguments);
    std::string line = "pgsettle";
    for (const std::string& argument : test.arguments) line += ' ' + argument;
    EXPECT_EQ(result.exit_status, exit_status) << line << '\n' << result.errors;
    EXPECT_EQ(result.output, "") << line;
    EXPECT_TRUE(result.errors.starts_with("error: ")) << line << '\n' << result.errors;
    EXPECT_TRUE(has(result.errors, test.message)) << line << '\n' << result.errors;
    EXPECT_TRUE(has(result.errors, test.hint)) << line << '\n' << result.errors;
  }
}

TEST(Usage, ErrorsExitWith64AndAHint) {
  const Workplace place;
  place.write("migrations/1.sql", "SELECT 1;");
  place.write("2.sql", "SELECT 2;");
  place.write("empty/readme.txt", "");
  expect_errors(
      place, 64,
      {
          {{}, "no command is given", "--help"},
          {{"aply"}, "there is no command \"aply\"", "Did you mean \"apply\"?"},
          {{"xyzzy"}, "there is no command \"xyzzy\"", "Commands: apply"},
          {{"applz", "--quiet"}, "there is no command \"applz\"", "Did you mean \"apply\"?"},
          {{"--quiet", "apply"}, "unknown option --quiet", "behind the command"},
          {{"-h"}, "unknown option -h", "Help is --help"},
          {{"apply", "-h"}, "--host", "Help is --help"},
          {{"apply", "--sngle-transaction"},
           "unknown option",
           "Did you mean --single-transaction?"},
          {{"apply", "--lock-timout=3s"}, "option --lock-timout\n", "Did you mean --lock-timeout?"},
          {{"apply", "--frobnicate"}, "unknown option --frobnicate", "--help"},
          {{"apply", "-x"}, "unknown option -x", "--help"},
          {{"apply", "-d"}, "--dbname", "--help"},
          {{"apply", "--output", "xml"}, "xml not in {json,text}", "--help"},
          {{"apply", "--keep"}, "--keep needs --throwaway", ""},
          {{"apply", "--throwaway", "-d", "x"}, "--throwaway starts its own", "Leave out -d"},
          {{"apply", "--throwaway", "-U", "x"}, "--throwaway starts its own", "-U"},
          {{"apply", "--lock-timeout", "5parsecs"}, "\"5parsecs\" is not a time", "500ms, 2s"},
          {{"apply", "--wait-lock", "-1s"}, "--wait-lock", "500ms, 2s"},
          {{"apply", "-v", "1 x=2"}, "invalid variable name \"1 x\"", ""},
          {{"apply", "nowhere"}, "nowhere does not exist", "Give the directory"},
          {{"apply", "nowhere.sql"}, "nowhere.sql does not exist", "or a single file"},
          {{"apply", "-f", "nowhere.sql"}, "nowhere.sql does not exist", "or a single file"},
          {{"apply", "migrations", "nowhere.sql"}, "nowhere.sql does not exist", "single file"},
          {{"apply", "migrations", "[x]"}, "[x] does not exist", "Give the directory"},
          {{"lint", "[x,y]"}, "[x,y] does not exist", "Give the directory"},
          {{"apply", "--", "nowhere.sql"}, "nowhere.sql does not exist", "single file"},
          {{"apply", "migrations", "--", "--keep"}, "--keep does not exist", "Give the directory"},
          {{"apply", "-1", "--bogus", "--", "x"}, "unknown option --bogus", "--help"},
          {{"apply", "empty"}, "there is no script in empty", "ends in .sql"},
          {{"apply", "2.sql", "-f", "2.sql"}, "2.sql is given twice", "once"},
          {{"apply", "--encoding", "klingon"}, "unknown encoding \"klingon\"", "LATIN1"},
          {{"apply", "--config", "nowhere.toml"}, "nowhere.toml", ""},
          {{"apply", "--env-file", "nowhere.env"}, "nowhere.env", ""},
      });
}

TEST(Usage, MissingMigrationsAreNamed) {
  expect_errors(Workplace(), 64, {{{"apply"}, "migrations does not exist", "Give the directory"}});
}

TEST(Configuration, ErrorsExitWith78) {
  const Workplace place;
  place.write("migrations/1.sql", "SELECT 1;");
  const Arguments apply = {"apply"};
  place.write("pgsettle.toml", "[target.production]\nurl = \"postgres://127.0.0.1:1/db\"\n");
  expect_errors(
      place, 78,
      {{{"apply", "--target", "prod"}, "there is no [target.prod] in pgsettle.toml", ""},
       {{"apply", "--target", "prduction"}, "[target.prduction]", "Did you mean \"production\"?"}});
  place.write("pgsettle.toml", "directory = \"migrations\"\nodrer = []\n");
  expect_errors(place, 78, {{apply, "pgsettle.toml:2:1: unknown key \"odrer\"", "\"order\"?"}});
  place.write("pgsettle.toml", "[apply]\nlock_timeout = \"5parsecs\"\n");
  expect_errors(place, 78, {{apply, "pgsettle.toml:2:", "2s"}});
  place.write("pgsettle.toml", "order = [\"9.sql\"]\n");
  expect_errors(place, 78, {{apply, "9.sql", ""}});
  place.write("pgsettle.toml", "order = [\n");
  expect_errors(place, 78, {{apply, "pgsettle.toml:", ""}});
  place.write("pgsettle.toml", "");
  place.write(".env", "A=b\nnot a variable\n");
  expect_errors(place, 78, {{apply, ".env:2: this is not NAME=VALUE", "Write NAME=VALUE"}});
}

TEST(Usage, ErrorOfARunIsAJsonDocumentToo) {
  const CompletedProcess result = Workplace().run({"apply", "nowhere", "--output", "json"});
  EXPECT_EQ(result.exit_status, 64);
  const auto document = nlohmann::json::parse(result.output);
  EXPECT_EQ(document["command"], "apply");
  EXPECT_EQ(document["error"]["code"], "usage");
  EXPECT_EQ(document["error"]["message"], "nowhere does not exist");
}

// Which of several ports is tried tells who was listened to; nothing listens on any of them.
int tried_port(const Workplace& place, Arguments arguments) {
  arguments.insert(arguments.begin(), "apply");
  const CompletedProcess result = place.run(arguments);
  EXPECT_EQ(result.exit_status, 4) << result.errors;
  const std::size_t at = result.errors.find("port ");
  return at == std::string::npos ? -1 : std::stoi(result.errors.substr(at + 5));
}

TEST(Connection, OrderIsThatOfTheContract) {
  Workplace place;
  const auto url = [](int port) { return "postgres://127.0.0.1:" + std::to_string(port) + "/db"; };
  place.write("migrations/1.sql", "SELECT 1;");
  place.environment["PGHOST"] = "127.0.0.1";
  place.environment["PGPORT"] = "1";
  EXPECT_EQ(tried_port(place, {}), 1);
  place.write(".env", "PGPORT=9\n");
  EXPECT_EQ(tried_port(place, {}), 1);
  place.write(".env", "DATABASE_URL=" + url(2) + "\n");
  EXPECT_EQ(tried_port(place, {}), 2);
  place.environment["DATABASE_URL"] = url(3);
  EXPECT_EQ(tried_port(place, {}), 3);
  EXPECT_EQ(tried_port(place, {"--url", url(4)}), 4);
  place.write("pgsettle.toml", "[target.t]\nurl = \"" + url(5) + "\"\n");
  EXPECT_EQ(tried_port(place, {"--url", url(4), "--target", "t"}), 5);
  EXPECT_EQ(tried_port(place, {"--url", url(4), "--target", "t", "-d", url(6)}), 6);
  EXPECT_EQ(tried_port(place, {"--target", "t", "-p", "7"}), 7);
  EXPECT_EQ(tried_port(place, {"-p", "7", "-d", "port=8"}), 8) << "as for psql";
  EXPECT_EQ(tried_port(place, {"-d", url(6), "-d", url(7)}), 7) << "the last one counts";
  EXPECT_EQ(tried_port(place, {"-d", "db"}), 1) << "the rest comes from PG*";
}

TEST(Connection, ServiceFileWorks) {
  Workplace place;
  place.write("migrations/1.sql", "SELECT 1;");
  place.environment["PGSERVICEFILE"] =
      place.write("service.conf", "[shop]\nhost=127.0.0.1\nport=5\n");
  EXPECT_EQ(tried_port(place, {"-d", "service=shop"}), 5);
  place.environment["PGSERVICE"] = "shop";
  EXPECT_EQ(tried_port(place, {}), 5);
}

// What is wrong anyhow is said without waiting for a server.
TEST(Usage, UnknownEncodingIsSaidAtOnce) {
  const Port silent(true);
  Workplace place;
  place.environment["PGHOST"] = "127.0.0.1";
  place.environment["PGPORT"] = silent.number();
  place.write("migrations/1.sql", "SELECT 1;");
  EXPECT_EQ(place.run({"apply", "--encoding", "klingon"}).exit_status, 64);
}

TEST(Output, ClosedDescriptorsAreNoProblem) {
  const Workplace place;
  Command command = place.command({"apply", "nowhere"});
  for (const char* closing : {"<&-", ">&-", "2>&-", "<&- >&- 2>&-"}) {
    command.arguments[2] = std::string("cd \"$0\" && exec \"$@\" ") + closing;
    EXPECT_EQ(run(command).exit_status, 64) << closing;
  }
}

}  // namespace
}  // namespace pgsettle
