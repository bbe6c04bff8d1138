#include "run/scope.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "sql/parse/analysis.h"
#include "sql/parse/parser.h"
#include "support/read_script.h"

namespace pgsettle {
namespace {

using Path = std::vector<std::string>;

// The scope behind the script.
Scope behind(const std::string& sql, bool in_transaction) {
  const ReadScript script(sql);
  ScopeFollower follower(in_transaction);
  for (Statement statement : script.statements()) {
    understand(statement);
    follower.follow(statement, analyse(statement.sql()).actions);
  }
  return follower.scope();
}

TEST(SplitIdentifiers, AsTheServerDoes) {
  EXPECT_EQ(split_identifiers(""), Path());
  EXPECT_EQ(split_identifiers(R"("$user", public)"), (Path{"$user", "public"}));
  EXPECT_EQ(split_identifiers(R"( App ,"Quoted, ""x""",b)"), (Path{"app", "Quoted, \"x\"", "b"}));
  for (const char* bad : {"a,", ",a", "a b", "\"a", "a,,b"}) {
    EXPECT_EQ(split_identifiers(bad), std::nullopt) << bad;
  }
}

TEST(Scope, FollowsSettingsThroughTransactions) {
  struct Case {
    const char* sql;
    bool in_transaction;
    std::optional<Path> path;
  };
  const Case cases[] = {
      {"SET search_path = a, B", false, Path{"a", "b"}},
      {"SET search_path = \"B\"", false, Path{"B"}},
      {"SET SESSION search_path TO a; RESET search_path", false, std::nullopt},
      {"SET search_path TO a; SET search_path TO DEFAULT", false, std::nullopt},
      {"SET search_path TO a; RESET ALL", false, std::nullopt},
      {"SET LOCAL search_path = a", true, Path{"a"}},
      {"SET LOCAL search_path = a", false, std::nullopt},  // a warning of the server
      {"BEGIN; SET LOCAL search_path = a", false, Path{"a"}},
      {"BEGIN; SET LOCAL search_path = a; COMMIT", false, std::nullopt},
      {"BEGIN; SET search_path = a; COMMIT", false, Path{"a"}},
      {"SET search_path = a; BEGIN; SET LOCAL search_path = b; COMMIT", false, Path{"a"}},
      {"SET search_path = a; BEGIN; SET search_path = b; ROLLBACK", false, Path{"a"}},
      {"BEGIN; SAVEPOINT s; SET search_path = b; ROLLBACK TO s; COMMIT", false, std::nullopt},
      {"BEGIN; SET search_path = b; SAVEPOINT s; SET search_path = c; RELEASE s; COMMIT", false,
       Path{"c"}},
      {"BEGIN; SET LOCAL search_path = a; COMMIT AND CHAIN; SET LOCAL search_path = b", false,
       Path{"b"}},
      {"SELECT set_config('search_path', 'a, \"B\"', false)", false, Path{"a", "B"}},
      {"SELECT set_config('search_path', 'a', true)", true, Path{"a"}},
      {"SET work_mem = '1MB'; SET my.own = 'x'", false, std::nullopt},
  };
  for (const Case& each : cases) {
    const Scope scope = behind(each.sql, each.in_transaction);
    EXPECT_TRUE(scope.known) << each.sql;
    EXPECT_EQ(scope.search_path, each.path) << each.sql;
  }
}

TEST(Scope, IsUnknownBehindWhatCannotBeFollowed) {
  for (const char* sql :
       {"SET SESSION AUTHORIZATION x", "DISCARD ALL", "SET datestyle = 'German'",
        "SELECT set_config('search_path', current_user, false)", "SET client_encoding = 'latin1'",
        "SELECT set_config('datestyle', 'German', false)"}) {
    EXPECT_FALSE(behind(sql, false).known) << sql;
  }
  EXPECT_TRUE(behind("BEGIN; SET datestyle = 'German'; ROLLBACK", false).known);
  EXPECT_FALSE(behind("BEGIN; SET datestyle = 'German'; COMMIT", false).known);
}

TEST(Scope, KnowsTheRoleAndTheTimeZone) {
  EXPECT_EQ(behind("SET ROLE bob", false).role, "bob");
  EXPECT_EQ(behind("SET ROLE bob; RESET ROLE", false).role, std::nullopt);
  EXPECT_EQ(behind("SET ROLE bob; SET ROLE none", false).role, std::nullopt);
  EXPECT_EQ(behind("SET ROLE bob; RESET ALL", false).role, "bob");
  EXPECT_EQ(behind("SET timezone = 'Asia/Tokyo'", false).time_zone, "Asia/Tokyo");
  EXPECT_EQ(behind("BEGIN; SET LOCAL TimeZone = 'Asia/Tokyo'; COMMIT", false).time_zone,
            std::nullopt);
}

}  // namespace
}  // namespace pgsettle
