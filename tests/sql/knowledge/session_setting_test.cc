#include "sql/knowledge/session_setting.h"

#include <gtest/gtest.h>

#include <array>
#include <string_view>

namespace pgsettle {
namespace {

TEST(SessionSetting, ReadsSet) {
  const std::array<std::string_view, 3> cases[] = {
      {"SET client_encoding = LATIN1", "client_encoding", "LATIN1"},
      {"SET client_encoding TO 'LATIN1'", "client_encoding", "LATIN1"},
      {"set Client_Encoding='utf8'", "client_encoding", "utf8"},
      {"SET SESSION standard_conforming_strings = off", "standard_conforming_strings", "off"},
      {"SET LOCAL standard_conforming_strings TO \"off\"", "standard_conforming_strings", "off"},
      {"SET /* a */ x -- b\n = 1", "x", "1"},
      {"SET NAMES 'LATIN1'", "client_encoding", "LATIN1"},
      {"SET NAMES latin1", "client_encoding", "latin1"},
      {"SET SESSION NAMES latin1", "client_encoding", "latin1"},
      {"SET x TO DEFAULT", "x", "DEFAULT"},
  };
  for (const auto& [sql, name, value] : cases) {
    const auto setting = parse_setting(sql);
    ASSERT_TRUE(setting) << sql;
    EXPECT_EQ(setting->name, name) << sql;
    EXPECT_EQ(setting->value, value) << sql;
  }
}

TEST(SessionSetting, LeavesTheRest) {
  for (const std::string_view sql :
       {"", "SE", "SET", "SET x", "SET x =", "SET search_path = a, b", "SET x = -1", "SET ROLE joe",
        "SET TRANSACTION READ ONLY", "SET CONSTRAINTS ALL DEFERRED", "SET TIME ZONE 'UTC'",
        "settings = 1", "SET x + 1", "SET GLOBAL x = 1", "SET LOCAL a b c",
        "SELECT set_config('client_encoding', 'LATIN1', false)", "RESET client_encoding",
        "UPDATE t SET a = 1"}) {
    EXPECT_FALSE(parse_setting(sql)) << sql;
  }
}

}  // namespace
}  // namespace pgsettle
