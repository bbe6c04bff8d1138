#include "settle/sub_commands.h"

#include <gtest/gtest.h>

namespace pgsettle {
namespace {

using Texts = std::vector<std::string>;

TEST(SubCommands, StandAlone) {
  EXPECT_EQ(sub_commands("ALTER TABLE t ADD a int, DROP b", 2),
            (Texts{"ALTER TABLE t ADD a int", "ALTER TABLE t  DROP b"}));
  EXPECT_EQ(
      sub_commands("alter table if exists only \"S,x\".\"T a\" * /* , */ add c numeric(1, 2),\n"
                   "  add check (a = ANY (ARRAY[1, 2]))",
                   2),
      (Texts{"alter table if exists only \"S,x\".\"T a\" * /* , */ add c numeric(1, 2)",
             "alter table if exists only \"S,x\".\"T a\" * /* , */ \n"
             "  add check (a = ANY (ARRAY[1, 2]))"}));
}

TEST(SubCommands, AreAsManyAsSaid) {
  EXPECT_TRUE(sub_commands("ALTER TABLE t ADD a int, DROP b", 3).empty());
  EXPECT_TRUE(sub_commands("CREATE TABLE t (a int, b int)", 2).empty());
  EXPECT_TRUE(sub_commands("ALTER TABLE t", 1).empty());
  EXPECT_TRUE(sub_commands("", 0).empty());
}

TEST(SubCommands, HeadsEndBeforeTheFirst) {
  EXPECT_EQ(head_of_alter("ALTER MATERIALIZED VIEW s.v OWNER TO me"),
            "ALTER MATERIALIZED VIEW s.v ");
  EXPECT_EQ(head_of_alter("ALTER FUNCTION \"f(\".g (a int, b text[]) SET x = ''"),
            "ALTER FUNCTION \"f(\".g (a int, b text[]) ");
  EXPECT_EQ(head_of_alter("ALTER TYPE table OWNER TO me"), "ALTER TYPE table ");
  EXPECT_EQ(head_of_alter("DROP TABLE t"), "");
}

}  // namespace
}  // namespace pgsettle
