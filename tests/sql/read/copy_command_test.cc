#include "sql/read/copy_command.h"

#include <gtest/gtest.h>

#include <string_view>
#include <utility>

namespace pgsettle {
namespace {

struct Case {
  std::string_view line;
  std::string_view sql;
  std::string_view file;
};

TEST(CopyCommand, BecomesCopyFromStdin) {
  const Case cases[] = {
      {"t from 'a.csv'", "COPY t FROM STDIN", "a.csv"},
      {" t from a.csv", "COPY t FROM STDIN", "a.csv"},
      {"t FROM a.csv;", "COPY t FROM STDIN", "a.csv"},
      {"t from 'a.csv';", "COPY t FROM STDIN", "a.csv"},
      {"t from 'a.csv' ; ", "COPY t FROM STDIN", "a.csv"},
      {"t(a, b) from 'it''s.csv' csv header", "COPY t(a, b) FROM STDIN csv header", "it's.csv"},
      {"s.\"T from\" (a) from 'x y' with (format csv, header)\r",
       "COPY s.\"T from\" (a) FROM STDIN with (format csv, header)", "x y"},
      {"t from ../d/x--y.csv csv", "COPY t FROM STDIN csv", "../d/x--y.csv"},
      {"t from /tmp/é.csv csv", "COPY t FROM STDIN csv", "/tmp/é.csv"},
      {"t from stdin", "COPY t FROM STDIN", ""},
      {"t from STDIN csv", "COPY t FROM STDIN csv", ""},
      {"t from stdin;", "COPY t FROM STDIN", ""},
      {"t from 'stdin'", "COPY t FROM STDIN", "stdin"},
      {"t from 'f' where a > 1 -- c", "COPY t FROM STDIN where a > 1 -- c", "f"},
      {"t from :x", "COPY t FROM STDIN", ":x"},
      {"t from 'f' delimiter ';'", "COPY t FROM STDIN delimiter ';'", "f"},
  };
  for (const Case& c : cases) {
    const CopyCommand copy = parse_copy_command(c.line);
    EXPECT_EQ(copy.problem, "") << c.line;
    EXPECT_EQ(copy.sql, c.sql) << c.line;
    EXPECT_EQ(copy.file, c.file) << c.line;
  }
}

TEST(CopyCommand, SaysWhatItCannotDo) {
  const std::pair<std::string_view, std::string_view> cases[] = {
      {"", "\\copy needs TABLE FROM FILE"},
      {"t", "\\copy needs TABLE FROM FILE"},
      {"t from", "\\copy needs TABLE FROM FILE"},
      {"from 'f'", "\\copy needs TABLE FROM FILE"},
      {"(select a from b)", "\\copy needs TABLE FROM FILE"},
      {"t to 'f'", "\\copy ... to is not supported"},
      {"t TO stdout", "\\copy ... to is not supported"},
      {"(select a from b) to 'f'", "\\copy ... to is not supported"},
      {"t from program 'cat f'", "\\copy ... from program is not supported"},
      {"t from PROGRAM 'cat f'", "\\copy ... from program is not supported"},
      {"t from pstdin", "\\copy ... from pstdin is not supported"},
  };
  for (const auto& [line, problem] : cases) {
    const CopyCommand copy = parse_copy_command(line);
    EXPECT_EQ(copy.problem, problem) << line;
    EXPECT_NE(copy.hint, "") << line;
  }
}

}  // namespace
}  // namespace pgsettle
