#include "schema/environment_file.h"

#include <gtest/gtest.h>

#include "base/error.h"

namespace pgsettle {
namespace {

using Variables = std::vector<std::pair<std::string, std::string>>;

TEST(EnvironmentFile, ReadsOneVariable) {
  const std::pair<std::string_view, std::string_view> values[] = {
      {"A=b", "b"},
      {"A=b\r\n", "b"},
      {"\xEF\xBB\xBF"
       "A=b\n",
       "b"},
      {"export A=b", "b"},
      {"  export\tA = b c \t", "b c"},
      {"A=", ""},
      {"A= # nothing", ""},
      {"A=b # comment", "b"},
      {"A=b#c", "b#c"},
      {"A=#b", "#b"},
      {"A=postgres://u:p#w@h/d?x=1&y=2", "postgres://u:p#w@h/d?x=1&y=2"},
      {"A=b=c", "b=c"},
      {"A=it's", "it's"},
      {"A=${B}\\n", "${B}\\n"},
      {"A='b # c' # d", "b # c"},
      {"A='b\\n$\"'", "b\\n$\""},
      {"A=\"b # c\"# d", "b # c"},
      {R"(A="a\nb\tc\"d\\e\$f\x")", "a\nb\tc\"d\\e$f\\x"},
      {"A=\"one\ntwo\"\n", "one\ntwo"},
      {"A='one\ntwo' # three\n", "one\ntwo"},
      {"A=\"\"", ""},
      {"# comment\n\n   \n  # A=x\nA=b", "b"},
  };
  for (const auto& [text, value] : values) {
    EXPECT_EQ(parse_environment_file(".env", text), (Variables{{"A", std::string(value)}})) << text;
  }
}

TEST(EnvironmentFile, KeepsTheOrder) {
  EXPECT_EQ(parse_environment_file(".env", "B=1\nexport=2\nB=3\nNAME\nexport C\nd.e-f=4"),
            (Variables{{"B", "1"}, {"export", "2"}, {"B", "3"}, {"d.e-f", "4"}}));
  EXPECT_EQ(parse_environment_file(".env", ""), Variables{});
}

TEST(EnvironmentFile, NamesTheLineButNotWhatIsInIt) {
  const std::pair<std::string_view, std::string_view> cases[] = {
      {"A=1\nsecret value", ".env:2: this is not NAME=VALUE"},
      {"=secret", ".env:1: this is not NAME=VALUE"},
      {"export =secret x\nexport secret=1 =\n  'secret'", ".env:3: this is not NAME=VALUE"},
      {"A='x\ny'\nB=\"secret\n\n", ".env:3: the quote is not closed"},
      {"A='secret", ".env:1: the quote is not closed"},
      {"\n\nA='one'secret", ".env:3: there is text behind the closing quote"},
      {"A=\"one\\", ".env:1: the quote is not closed"},
  };
  for (const auto& [text, message] : cases) {
    try {
      parse_environment_file(".env", text);
      ADD_FAILURE() << text;
    } catch (const Error& error) {
      EXPECT_EQ(error.message(), message);
      EXPECT_EQ(error.code(), ErrorCode::configuration);
      EXPECT_EQ(error.hint().find("secret"), std::string::npos);
    }
  }
}

}  // namespace
}  // namespace pgsettle
