#include "schema/sections.h"

#include <gtest/gtest.h>

#include <string>

namespace pgsettle {
namespace {

TEST(Sections, FindsTheDownPartOfTheToolsThatWriteOne) {
  for (const std::string marker : {"-- migrate:down", "-- migrate:down transaction:false",
                                   "-- +goose Down", "--  +migrate   Down", "--MIGRATE:DOWN"}) {
    const std::string up = "CREATE TABLE t (id int);\n";
    EXPECT_EQ(find_down_section(up + marker + "\nDROP TABLE t;\n"), up.size()) << marker;
  }
}

TEST(Sections, PlainDownNeedsAnUpBefore) {
  EXPECT_EQ(find_down_section("-- UP\nSELECT 1;\n-- DOWN\nSELECT 2;"), 16U);
  EXPECT_EQ(find_down_section("-- up\r\nSELECT 1;\r\n-- down\r\nSELECT 2;"), 18U);
  EXPECT_EQ(find_down_section("SELECT 1;\n-- DOWN\nSELECT 2;"), std::nullopt);
}

TEST(Sections, OnlyCommentsCount) {
  for (const std::string text : {"SELECT '\n-- migrate:down\n';", "DO $$ -- migrate:down\n$$;",
                                 "/* -- migrate:down */ SELECT 1;", "-- migrate:downhill\n",
                                 "-- not migrate:down\n", "-- UP\n-- DOWN the hill\n", ""}) {
    EXPECT_EQ(find_down_section(text), std::nullopt) << text;
  }
}

}  // namespace
}  // namespace pgsettle
