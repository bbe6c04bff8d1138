#include "schema/order_remarks.h"

#include <gtest/gtest.h>

#include <algorithm>

namespace pgsettle {
namespace {

using Texts = std::vector<std::string>;

Texts remarks(const Texts& names, std::string_view directory = ".") {
  std::vector<ScriptName> parsed;
  for (const std::string& name : names) parsed.push_back(parse_script_name(name));
  std::ranges::sort(parsed);
  return order_remarks(directory, parsed);
}

TEST(OrderRemarks, AreSilentWhenNumbersAndLettersAgree) {
  for (const Texts& names : {Texts{}, Texts{"1_a.sql"}, Texts{"1_a.sql", "2_b.sql"},
                             Texts{"01_a.sql", "02_b.sql", "10_c.sql"}, Texts{"a.sql", "b.sql"}}) {
    EXPECT_EQ(remarks(names), Texts{});
  }
}

TEST(OrderRemarks, SayThatTheOrderIsByNumber) {
  EXPECT_EQ(remarks({"1_a.sql", "10_c.sql", "2_b.sql", "20_d.sql", "3_e.sql"}),
            Texts{"3_e.sql runs before 10_c.sql: the order is by number, not by letter"});
  EXPECT_EQ(remarks({"V1__a.sql", "2_b.sql"}),
            Texts{"V1__a.sql runs before 2_b.sql: the order is by number, not by letter"});
}

TEST(OrderRemarks, SayThatNumbersAreRepeated) {
  EXPECT_EQ(remarks({"004_a.sql", "004_b.sql"}),
            Texts{"004_a.sql and 004_b.sql share the number 4: they run by name"});
  EXPECT_EQ(remarks({"4_a.sql", "4_b.sql", "4_c.sql", "4_d.sql", "5_a.sql"}),
            Texts{"4_a.sql, 4_b.sql and 2 more share the number 4: they run by name"});
  EXPECT_EQ(remarks({"4_a.sql", "4_b.sql", "5_a.sql", "5_b.sql", "5_c.sql"}),
            Texts{"2 numbers are used more than once (4_a.sql and 4_b.sql; 5_a.sql, 5_b.sql and 1 "
                  "more): such names run by name"});
  EXPECT_EQ(remarks({"1_a.sql", "1_b.sql", "2_a.sql", "2_b.sql", "3_a.sql", "3_b.sql"}),
            Texts{"3 numbers are used more than once (1_a.sql and 1_b.sql; 2_a.sql and 2_b.sql; "
                  "...): such names run by name"});
}

TEST(OrderRemarks, SayWhatALetterBehindTheNumberMeans) {
  EXPECT_EQ(remarks({"15_a.sql", "15a_b.sql"}),
            Texts{"15a_b.sql has a letter behind its number: it runs right after the number "
                  "without it"});
  EXPECT_EQ(remarks({"15a_a.sql", "15b_b.sql"}),
            Texts{"15a_a.sql and 15b_b.sql have a letter behind their number: they run right after "
                  "the number without it"});
}

TEST(OrderRemarks, SayWhereNamesWithoutANumberCome) {
  EXPECT_EQ(remarks({"1_a.sql", "seed.sql"}), Texts{"seed.sql has no number: it runs last"});
  EXPECT_EQ(remarks({"1_a.sql", "c.sql", "a.sql", "b.sql"}),
            Texts{"a.sql, b.sql and 1 more have no number: they run last, by name"});
}

TEST(OrderRemarks, NameTheDirectoryAndEachSubjectOnce) {
  EXPECT_EQ(remarks({"10_a.sql", "2_a.sql", "2_b.sql", "9_a.sql", "3a_x.sql", "x.sql"}, "db/sql"),
            (Texts{"in db/sql, 9_a.sql runs before 10_a.sql: the order is by number, not by letter",
                   "in db/sql, 2_a.sql and 2_b.sql share the number 2: they run by name",
                   "in db/sql, 3a_x.sql has a letter behind its number: it runs right after the "
                   "number without it",
                   "in db/sql, x.sql has no number: it runs last"}));
}

}  // namespace
}  // namespace pgsettle
