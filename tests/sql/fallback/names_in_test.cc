#include "sql/fallback/names_in.h"

#include <gtest/gtest.h>

namespace pgsettle {
namespace {

TEST(NamesIn, FoldsAndUnquotes) {
  EXPECT_EQ(names_in(R"(SELECT A."B c" -- d
                        FROM 'e')"),
            (std::set<std::string, std::less<>>{"select", "a", "B c", "from"}));
}

TEST(CalledNamesIn, HaveTheirSchemas) {
  EXPECT_EQ(called_names_in(R"(SELECT f(1), Audit . "Log it" (g ()), a.b.h(2), count(*), (3) + x
                               FROM t WHERE y IN (4))"),
            (std::set<QualifiedName>{
                {"", "f"}, {"audit", "Log it"}, {"", "g"}, {"b", "h"}, {"", "count"}, {"", "in"}}));
}

}  // namespace
}  // namespace pgsettle
