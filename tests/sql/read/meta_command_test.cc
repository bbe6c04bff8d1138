#include "sql/read/meta_command.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace pgsettle {
namespace {

using Arguments = std::vector<std::string>;

Variables some_variables() {
  Variables variables;
  variables.set("x", "a b");
  variables.set("q", "it's \"q\"");
  variables.set("empty", "");
  return variables;
}

MetaCommand read(std::string_view text, std::size_t at = 0) {
  return read_meta_command(text, at, some_variables());
}

struct Case {
  std::string_view text;
  std::string_view name;
  Arguments arguments;
  std::size_t end;  // of its range
};

void expect_commands(const std::vector<Case>& cases) {
  for (const Case& c : cases) {
    const MetaCommand command = read(c.text);
    EXPECT_EQ(command.name, c.name) << c.text;
    EXPECT_EQ(command.arguments, c.arguments) << c.text;
    EXPECT_EQ(command.range, (Range{.begin = 0, .end = c.end})) << c.text;
    EXPECT_FALSE(command.unterminated) << c.text;
    EXPECT_FALSE(command.runs_shell) << c.text;
  }
}

TEST(MetaCommand, EndsAtTheLineOrABackslash) {
  expect_commands({
      {"\\q", "q", {}, 2},
      {"\\q\n1", "q", {}, 2},
      {"\\q \t\r\n1", "q", {}, 2},
      {"\\set a b  \n", "set", {"a", "b"}, 8},
      {"\\set a\vb\f\r\n", "set", {"a", "b"}, 8},
      {"\\set a b\\echo c", "set", {"a", "b"}, 8},
      {"\\set a b \\echo c", "set", {"a", "b"}, 8},
      {"\\set a b \\\\ SELECT 1", "set", {"a", "b"}, 11},
      {"\\set\\\\x", "set", {}, 6},
      {"\\q\\q", "q", {}, 2},
      {"\\", "", {}, 1},
      {"\\ a\n", "", {"a"}, 3},
      {"\\\\ a\n", "\\", {"a"}, 4},
      {"\\;SELECT 1", ";", {}, 2},
      {"\\:x", ":", {}, 2},
      {"\\i a.sql;\n", "i", {"a.sql;"}, 9},
  });
}

TEST(MetaCommand, ReadsQuotedArguments) {
  expect_commands({
      {"\\echo 'a b' c", "echo", {"a b", "c"}, 13},
      {"\\echo 'it''s'", "echo", {"it's"}, 13},
      {"\\echo 'a'b'c'", "echo", {"abc"}, 13},
      {"\\echo ''", "echo", {""}, 8},
      {"\\echo '\\n\\t\\b\\r\\f\\q\\'\\\\'", "echo", {"\n\t\b\r\fq'\\"}, 24},
      {"\\echo '\\101\\1012\\x41\\x4a2\\xq'", "echo", {"AA2AJ2xq"}, 29},
      {"\\echo 'a\\\\b' \\\\", "echo", {"a\\b"}, 15},
      {"\\echo \"a b\" c\"d\"", "echo", {"\"a b\"", "c\"d\""}, 16},
      {"\\echo \"a\"\"b\"", "echo", {"\"a\"\"b\""}, 12},
      {"\\echo 'é日'", "echo", {"é日"}, 13},
  });
}

TEST(MetaCommand, ReplacesVariables) {
  expect_commands({
      {"\\echo :x", "echo", {"a b"}, 8},
      {"\\echo 1:x.2", "echo", {"1a b.2"}, 11},
      {"\\echo :'x' :\"x\"", "echo", {"'a b'", "\"a b\""}, 15},
      {"\\echo :'q' :\"q\"", "echo", {"'it''s \"q\"'", "\"it's \"\"q\"\"\""}, 15},
      {"\\echo :{?x} :{?y}", "echo", {"TRUE", "FALSE"}, 17},
      {"\\echo ':x' \":x\"", "echo", {":x", "\":x\""}, 15},
      {"\\echo :empty", "echo", {""}, 12},
      {"\\echo a::x :: := :", "echo", {"a:a b", "::", ":=", ":"}, 18},
  });
  EXPECT_EQ(read("\\echo :x").unset_variable, std::nullopt);
  EXPECT_EQ(read("\\echo :{?y}").unset_variable, std::nullopt);
  const MetaCommand unset = read("\\echo :y :'z'");
  EXPECT_EQ(unset.arguments, (Arguments{":y", ":'z'"}));
  EXPECT_EQ(unset.unset_variable, "z");
}

TEST(MetaCommand, NoticesWhatCannotBeRead) {
  for (const std::string_view text :
       {"\\echo 'a", "\\echo 'a\nb'", "\\echo \"a\n\"", "\\echo `a", "\\echo 'a\\",
        "\\echo 'a\\\n'", "\\echo a'", "\\set x '\\'\n"}) {
    const MetaCommand command = read(text);
    EXPECT_TRUE(command.unterminated) << text;
    EXPECT_EQ(command.range.end, std::min(text.find('\n'), text.size())) << text;
  }
  for (const std::string_view text : {"\\set a `date`", "\\set a x`a'b`y", "\\if `true`"}) {
    EXPECT_TRUE(read(text).runs_shell) << text;
    EXPECT_FALSE(read(text).unterminated) << text;
  }
  EXPECT_FALSE(read("\\set a '`date`'").runs_shell);
}

TEST(MetaCommand, GivesCopyItsWholeLine) {
  const MetaCommand command = read("\\copy t from 'a' -- \\x :x ` ; \r\nx");
  EXPECT_EQ(command.name, "copy");
  EXPECT_EQ(command.line, " t from 'a' -- \\x :x ` ; \r");
  EXPECT_EQ(command.range, (Range{.begin = 0, .end = 29}));
  EXPECT_TRUE(command.arguments.empty());
  EXPECT_EQ(read("\\copy").range.end, 5U);
}

TEST(MetaCommand, StartsAnywhere) {
  const MetaCommand command = read("SELECT 1 \\g\n", 9);
  EXPECT_EQ(command.name, "g");
  EXPECT_EQ(command.range, (Range{.begin = 9, .end = 11}));
}

TEST(MetaCommand, GivesTheTextOfAVariable) {
  const Variables variables = some_variables();
  std::string name;
  EXPECT_EQ(variable_text(":x", variables, name), "a b");
  EXPECT_EQ(name, "x");
  EXPECT_EQ(variable_text(":'q'", variables, name), "'it''s \"q\"'");
  EXPECT_EQ(name, "q");
  EXPECT_EQ(variable_text(":\"q\"", variables, name), "\"it's \"\"q\"\"\"");
  EXPECT_EQ(variable_text(":{?q}", variables, name), "TRUE");
  EXPECT_EQ(variable_text(":{?none}", variables, name), "FALSE");
  EXPECT_EQ(variable_text(":none", variables, name), std::nullopt);
  EXPECT_EQ(name, "none");
}

}  // namespace
}  // namespace pgsettle
