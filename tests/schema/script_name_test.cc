#include "schema/script_name.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <utility>

namespace pgsettle {
namespace {

TEST(ScriptName, FindsTheNumber) {
  const std::pair<std::string_view, std::string_view> numbered[] = {
      {"0_x.sql", "0"},
      {"00-x.sql", "0"},
      {"1.x.sql", "1"},
      {"1.sql", "1"},
      {"007 x.sql", "7"},
      {"V001__x.sql", "1"},
      {"v2_x.sql", "2"},
      {"V1.10__x.sql", "1.10"},
      {"V1_10__x.sql", "1.10"},
      {"1_10_x.sql", "1"},
      {"15a_x.sql", "15a"},
      {"15A-x.sql", "15a"},
      {"4create.sql", "4"},
      {"1e5_x.sql", "1"},
      {"20241201T120000_x.sql", "20241201"},
      {"20241201000001_x.sql", "20241201000001"},
      {"123456789012345678901234567890_x.sql", "123456789012345678901234567890"},
  };
  for (const auto& [name, number] : numbered) {
    const ScriptName parsed = parse_script_name(name);
    EXPECT_FALSE(parsed.unnumbered) << name;
    EXPECT_EQ(number_text(parsed), number) << name;
    EXPECT_EQ(parsed.name, name);
  }
  for (const std::string_view name : {"seed.sql", "R__x.sql", "V.sql", "v", "Vx1.sql", "-1_x.sql",
                                      "_1.sql", "", ".sql", "\xC2\xB2_x.sql"}) {
    EXPECT_TRUE(parse_script_name(name).unnumbered) << name;
  }
}

TEST(ScriptName, ComesInOrderOfNumberThenName) {
  const std::string_view expected[] = {
      "00-x.sql",    "0_x.sql",      "01_b.sql",     "1_a.sql",     "1.1_x.sql",
      "V1.2__x.sql", "V1.10__x.sql", "2_z.sql",      "V003__x.sql", "10_a.sql",
      "15_z.sql",    "15A_x.sql",    "15b_x.sql",    "16_x.sql",    "20241201000001_x.sql",
      "R__x.sql",    "a.sql",        "\xC3\xA9.sql",
  };
  std::vector<ScriptName> names;
  for (const std::string_view name : expected) names.push_back(parse_script_name(name));
  std::ranges::reverse(names);
  std::ranges::sort(names);
  for (std::size_t i = 0; i < names.size(); ++i) EXPECT_EQ(names[i].name, expected[i]);
}

TEST(ScriptName, SharesANumber) {
  const auto shared = [](std::string_view left, std::string_view right) {
    return same_number(parse_script_name(left), parse_script_name(right));
  };
  EXPECT_TRUE(shared("4_a.sql", "004_b.sql"));
  EXPECT_TRUE(shared("V4__a.sql", "4_b.sql"));
  EXPECT_FALSE(shared("4_a.sql", "4a_a.sql"));
  EXPECT_FALSE(shared("V4__a.sql", "V4.1__a.sql"));
  EXPECT_FALSE(shared("a.sql", "b.sql"));
}

TEST(ScriptName, TellsScriptsByTheirExtension) {
  for (const std::string_view name : {"1_x.sql", "X.SQL", "a.b.Sql"}) {
    EXPECT_TRUE(has_script_extension(name)) << name;
  }
  for (const std::string_view name : {"README.md", "x.sql.bak", "x.sql~", "sql", ".sql", ""}) {
    EXPECT_FALSE(has_script_extension(name)) << name;
  }
}

TEST(ScriptName, TellsUndoScripts) {
  for (const std::string_view name : {"1_x.down.sql", "x.DOWN.SQL", "U1__x.sql", "U001.2__x.sql"}) {
    EXPECT_TRUE(is_undo_script(name)) << name;
  }
  for (const std::string_view name : {"1_x.up.sql", "1_x_down.sql", "U1_x.sql", "Users.sql",
                                      "u1__x.sql", "U__x.sql", "U1__x.txt", "down.sql", ""}) {
    EXPECT_FALSE(is_undo_script(name)) << name;
  }
}

TEST(ScriptName, NamesTheOtherHalfOfAPair) {
  EXPECT_EQ(undo_counterpart("1_x_down.sql"), "1_x_up.sql");
  EXPECT_EQ(undo_counterpart("1_x-down.sql"), "1_x-up.sql");
  EXPECT_EQ(undo_counterpart("down.sql"), "up.sql");
  EXPECT_EQ(undo_counterpart("down"), "up");
  for (const std::string_view name : {"1_countdown.sql", "1_down_x.sql", "up.sql", ""}) {
    EXPECT_EQ(undo_counterpart(name), "") << name;
  }
}

}  // namespace
}  // namespace pgsettle
