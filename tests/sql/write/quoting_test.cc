#include "sql/write/quoting.h"

#include <gtest/gtest.h>

#include <string_view>
#include <utility>

namespace pgsettle {
namespace {

using Pair = std::pair<std::string_view, std::string_view>;

TEST(Quoting, QuotesLiterals) {
  for (const auto& [value, literal] :
       {Pair{"", "''"}, Pair{"a", "'a'"}, Pair{"it's", "'it''s'"}, Pair{"a\\b", " E'a\\\\b'"},
        Pair{"'\\", " E'''\\\\'"}, Pair{"é\n;", "'é\n;'"}}) {
    EXPECT_EQ(quote_literal(value), literal);
  }
}

TEST(Quoting, QuotesIdentifiers) {
  for (const auto& [name, quoted] :
       {Pair{"a", "\"a\""}, Pair{"A\"b", "\"A\"\"b\""}, Pair{"", "\"\""}, Pair{"a\\", "\"a\\\""}}) {
    EXPECT_EQ(quote_identifier(name), quoted);
  }
}

TEST(Quoting, ShowsIdentifiersBareWherePossible) {
  for (const std::string_view bare : {"a", "a_1$", "_", "été", "name", "date"}) {
    EXPECT_EQ(sql_identifier(bare), bare);
  }
  for (const auto& [name, quoted] :
       {Pair{"", "\"\""}, Pair{"A", "\"A\""}, Pair{"1a", "\"1a\""}, Pair{"$a", "\"$a\""},
        Pair{"a b", "\"a b\""}, Pair{"a.b", "\"a.b\""}, Pair{"a\"b", "\"a\"\"b\""},
        Pair{"select", "\"select\""}, Pair{"between", "\"between\""}, Pair{"left", "\"left\""}}) {
    EXPECT_EQ(sql_identifier(name), quoted);
  }
}

}  // namespace
}  // namespace pgsettle
