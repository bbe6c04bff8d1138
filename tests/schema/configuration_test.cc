#include "schema/configuration.h"

#include <gtest/gtest.h>

#include <utility>

#include "base/error.h"
#include "support/memory_file_system.h"

namespace pgsettle {
namespace {

Configuration read_text(std::string_view text) {
  MemoryFileSystem files;
  files.add_file("pgsettle.toml", text);
  return read_configuration(files, "pgsettle.toml", "");
}

// "message | hint"; "accepted" when nothing is thrown.
std::string refusal(std::string_view text) {
  try {
    read_text(text);
  } catch (const Error& error) {
    EXPECT_EQ(error.code(), ErrorCode::configuration) << text;
    return error.message() + " | " + error.hint();
  }
  return "accepted";
}

TEST(Configuration, IsOptional) {
  MemoryFileSystem files;
  const Configuration configuration = read_configuration(files, "", "");
  EXPECT_EQ(configuration.path, "");
  EXPECT_EQ(configuration.directory, "migrations");
  EXPECT_TRUE(configuration.order.empty());
  EXPECT_EQ(configuration.lock_timeout, std::nullopt);
}

TEST(Configuration, ReadsEveryKey) {
  const Configuration configuration = read_text(R"(
# a comment
directory = "db/schema"
order = ["roles.sql", "2_tables"]
encoding = "LATIN1"

[apply]
lock_timeout = "2s"
statement_timeout = 1500
wait_lock = "1min"

[target.prod]
url = "service=prod"
directory = "/srv/schema"

[target."eu-1"]
url = "postgresql://eu/app"
)");
  EXPECT_EQ(configuration.path, "pgsettle.toml");
  EXPECT_EQ(configuration.directory, "db/schema");
  EXPECT_EQ(configuration.order, (std::vector<std::string>{"roles.sql", "2_tables"}));
  EXPECT_EQ(configuration.encoding, "LATIN1");
  EXPECT_EQ(configuration.lock_timeout, Milliseconds(2000));
  EXPECT_EQ(configuration.statement_timeout, Milliseconds(1500));
  EXPECT_EQ(configuration.wait_lock, Milliseconds(60'000));
  ASSERT_EQ(configuration.targets.size(), 2U);
  EXPECT_EQ(configuration.targets.at("prod").url, "service=prod");
  EXPECT_EQ(configuration.targets.at("prod").directory, "/srv/schema");
  EXPECT_EQ(configuration.targets.at("eu-1").url, "postgresql://eu/app");
  EXPECT_EQ(configuration.targets.at("eu-1").directory, "");
}

TEST(Configuration, ReadsWhatLintIsToldWithoutJudgingIt) {
  const Configuration configuration = read_text(R"(
[lint]
select = ["rerun-fails"]
ignore = ["drop-without-if-exists"]
severity = { "unguarded-rename" = "warning" }
per-file = { "legacy/*" = ["locks", "no-such-rule"] }
pg = 14
runner = "psql"
)");
  EXPECT_EQ(configuration.lint.select, (std::vector<std::string>{"rerun-fails"}));
  EXPECT_EQ(configuration.lint.ignore, (std::vector<std::string>{"drop-without-if-exists"}));
  EXPECT_EQ(configuration.lint.severity.at("unguarded-rename"), "warning");
  EXPECT_EQ(configuration.lint.per_file.at("legacy/*"),
            (std::vector<std::string>{"locks", "no-such-rule"}));
  EXPECT_EQ(configuration.lint.server_version, 14);
  EXPECT_EQ(configuration.lint.runner, "psql");
}

TEST(Configuration, RefusesWhatLintCannotUse) {
  EXPECT_EQ(refusal("[lint]\nselct = []"),
            "pgsettle.toml:2:1: unknown key \"selct\" | Did you mean \"select\"?");
  EXPECT_EQ(refusal("lint.pg = 12"),
            "pgsettle.toml:1:11: pg must be from 13 to 18, not 12 | It is the oldest major version "
            "of PostgreSQL that the scripts must work on.");
  EXPECT_EQ(refusal("lint.pg = '15'"),
            "pgsettle.toml:1:11: pg must be an integer, not a string | ");
  EXPECT_EQ(refusal("lint.severity = { x = 1 }"),
            "pgsettle.toml:1:23: x must be a string, not an integer | ");
  EXPECT_EQ(refusal("lint.per-file = { x = 'y' }"),
            "pgsettle.toml:1:23: x must be an array of strings, not a string | ");
}

TEST(Configuration, AcceptsEmptyAndMarkedFiles) {
  EXPECT_EQ(read_text("").directory, "migrations");
  EXPECT_EQ(read_text("\xEF\xBB\xBF"
                      "directory = 'x'\r\n")
                .directory,
            "x");
  EXPECT_EQ(read_text("apply.wait_lock = 0").wait_lock, Milliseconds(0));
  EXPECT_EQ(read_text("target = { a = { url = 'x' } }").targets.at("a").url, "x");
}

TEST(Configuration, SaysWhereAKeyIsUnknown) {
  const std::pair<std::string, std::string> cases[] = {
      {"[apply]\n  lock_timout = '2s'\n",
       "pgsettle.toml:2:3: unknown key \"lock_timout\" | Did you mean \"lock_timeout\"?"},
      {"directroy = 'x'",
       "pgsettle.toml:1:1: unknown key \"directroy\" | Did you mean \"directory\"?"},
      {"\n[aply]\n", "pgsettle.toml:2:2: unknown key \"aply\" | Did you mean \"apply\"?"},
      {"lock_timeout = 1",
       "pgsettle.toml:1:1: unknown key \"lock_timeout\" | It belongs to [apply]."},
      {"url = 'x'", "pgsettle.toml:1:1: unknown key \"url\" | It belongs to [target.NAME]."},
      {"[apply]\norder = []",
       "pgsettle.toml:2:1: unknown key \"order\" | It belongs to the top of the file, before the "
       "first table."},
      {"[target.a]\nurl = 'x'\npassword = 'secret'",
       "pgsettle.toml:3:1: unknown key \"password\" | Known here: url, directory."},
      {"zzzzzzzz = 1",
       "pgsettle.toml:1:1: unknown key \"zzzzzzzz\" | Known here: directory, order, encoding, "
       "apply, lint, target."},
  };
  for (const auto& [text, message] : cases) EXPECT_EQ(refusal(text), message);
}

TEST(Configuration, SaysWhereAValueIsWrong) {
  const std::string duration_hint = "Write a number with ms, s, min, h or d, such as \"2s\".";
  const std::string empty_hint = "Remove it, or give it a value.";
  const std::pair<std::string, std::string> cases[] = {
      {"directory = 1", "pgsettle.toml:1:13: directory must be a string, not an integer | "},
      {"directory = ''", "pgsettle.toml:1:13: directory is empty | " + empty_hint},
      {"order = 'a.sql'", "pgsettle.toml:1:9: order must be an array of strings, not a string | "},
      {"order = ['a', 1.5]",
       "pgsettle.toml:1:15: order must be an array of strings, not a floating-point | "},
      {"[apply]\nlock_timeout = '2 m'",
       "pgsettle.toml:2:16: lock_timeout is not a duration: \"2 m\" | " + duration_hint},
      {"[apply]\nlock_timeout = -1",
       "pgsettle.toml:2:16: lock_timeout is not a duration: \"-1\" | " + duration_hint},
      {"[apply]\nlock_timeout = true",
       "pgsettle.toml:2:16: lock_timeout must be a duration, not a boolean | "},
      {"apply = 1", "pgsettle.toml:1:1: apply must be a table | Write it as [apply]."},
      {"[[target]]", "pgsettle.toml:1:3: target must be a table | Write it as [target.NAME]."},
      {"[target]\nprod = 'x'",
       "pgsettle.toml:2:1: prod must be a table | Write it as [target.NAME]."},
      {"[target.prod]\ndirectory = 'x'",
       "pgsettle.toml:1:9: [target.prod] has no url | Say which database it is; a password is "
       "better kept in .pgpass or a service file."},
  };
  for (const auto& [text, message] : cases) EXPECT_EQ(refusal(text), message);
}

TEST(Configuration, SaysWhereTheTomlIsWrong) {
  const std::pair<std::string, std::string> cases[] = {
      {"directory = \n", "pgsettle.toml:1:13: "},
      {"a = 1\nb = [", "pgsettle.toml:2:6: "},
      {"[apply]\n[apply]\n", "pgsettle.toml:2:"},
      {"directory = \"\xFF\"", "pgsettle.toml:1:"},
  };
  for (const auto& [text, start] : cases) {
    EXPECT_TRUE(refusal(text).starts_with(start)) << refusal(text);
  }
  EXPECT_EQ(refusal("[target.a]\nurl = postgresql://u:secret@h/d\n").find("secret"),
            std::string::npos);
}

TEST(Configuration, IsFoundAboveTheStart) {
  MemoryFileSystem files("/home/me/app/db");
  files.add_directory("/home/me/app/db/migrations/deep");
  files.add_file("/home/me/app/pgsettle.toml", "[target.a]\nurl = 'x'\ndirectory = 'a'");
  for (const std::string start : {"", ".", "migrations", "migrations/deep", "missing/deep",
                                  "migrations/1_a.sql", "/home/me/app/db"}) {
    const Configuration configuration = read_configuration(files, "", start);
    EXPECT_EQ(configuration.path, "/home/me/app/pgsettle.toml") << start;
    EXPECT_EQ(configuration.directory, "/home/me/app/migrations");
    EXPECT_EQ(configuration.targets.at("a").directory, "/home/me/app/a");
  }
  files.add_file("pgsettle.toml", "directory = '../sql'");
  EXPECT_EQ(read_configuration(files, "", "migrations").path, "pgsettle.toml");
  EXPECT_EQ(read_configuration(files, "", "migrations").directory, "../sql");
  files.add_file("migrations/pgsettle.toml", "order = ['x']");
  EXPECT_EQ(read_configuration(files, "", "migrations").path, "migrations/pgsettle.toml");
}

TEST(Configuration, IsNotLookedForOutsideTheProject) {
  MemoryFileSystem files("/home/me/app");
  files.add_file("/home/me/pgsettle.toml");
  EXPECT_EQ(read_configuration(files, "", "").path, "/home/me/pgsettle.toml");
  files.add_file("/home/me/app/.git", "gitdir: elsewhere");
  EXPECT_EQ(read_configuration(files, "", "").path, "");
  files.add_file("/home/me/app/pgsettle.toml");
  EXPECT_EQ(read_configuration(files, "", "").path, "pgsettle.toml");
}

TEST(Configuration, MustBeThereWhenItIsNamed) {
  MemoryFileSystem files;
  files.add_file("pgsettle.toml");
  files.add_file("other.toml");
  files.make_unreadable("other.toml");
  EXPECT_THROW(read_configuration(files, "missing.toml", ""), Error);
  EXPECT_THROW(read_configuration(files, "other.toml", ""), Error);
}

}  // namespace
}  // namespace pgsettle
