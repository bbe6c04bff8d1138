#include "base/utf8.h"

#include <gtest/gtest.h>

#include <utility>

namespace pgsettle {
namespace {

constexpr auto npos = std::string_view::npos;

TEST(Utf8, FindsWhatIsInvalid) {
  for (const std::string_view text :
       {"", "abc", "\xC2\x80", "\xC3\xA9", "\xE0\xA0\x80", "\xED\x9F\xBF", "\xEE\x80\x80",
        "\xEF\xBF\xBF", "\xF0\x90\x80\x80", "\xF4\x8F\xBF\xBF"}) {
    EXPECT_EQ(find_invalid_utf8(text), npos) << text;
  }
  const std::pair<std::string_view, std::size_t> invalid[] = {
      {"\x80", 0},              // a continuation alone
      {"ab\xC3", 2},            // cut off
      {"a\xE4\xB8", 1},         // cut off
      {"\xC3(", 0},             // no continuation
      {"\xC0\xAF", 0},          // overlong
      {"\xC1\xBF", 0},          // overlong
      {"\xE0\x9F\xBF", 0},      // overlong
      {"\xF0\x8F\xBF\xBF", 0},  // overlong
      {"x\xED\xA0\x80", 1},     // a surrogate
      {"\xED\xBF\xBF", 0},      // a surrogate
      {"\xF4\x90\x80\x80", 0},  // above U+10FFFF
      {"\xF5\x80\x80\x80", 0},  // above U+10FFFF
      {"\xC3\xA9\xFF", 2},
  };
  for (const auto& [text, offset] : invalid) EXPECT_EQ(find_invalid_utf8(text), offset) << text;
}

TEST(Utf8, CountsCharacters) {
  const std::pair<std::string_view, std::size_t> cases[] = {
      {"", 0},
      {"abc", 3},
      {"é", 1},
      {"日本", 2},
      {"😀", 1},
      {"e\u0301", 2},
      {"\x80\xFF", 2},
      {"a\xE4\xB8"
       "b",
       4},
  };
  for (const auto& [text, count] : cases) EXPECT_EQ(count_characters(text), count) << text;
}

TEST(Utf8, FindsTheOffsetOfACharacter) {
  constexpr std::string_view text = "aé日😀b";
  constexpr std::size_t offsets[] = {0, 1, 3, 6, 10, 11, 11};
  for (std::size_t i = 0; i < std::size(offsets); ++i) {
    EXPECT_EQ(offset_of_character(text, i), offsets[i]) << i;
  }
  EXPECT_EQ(offset_of_character("\xFF\x80"
                                "a",
                                2),
            2U);
  EXPECT_EQ(offset_of_character("", 0), 0U);
}

TEST(Utf8, MeasuresWhatATerminalShows) {
  const std::pair<std::string_view, std::size_t> cases[] = {
      {"", 0},
      {"abc", 3},
      {"é", 1},
      {"e\u0301", 1},
      {"日本", 4},
      {"한", 2},
      {"😀", 2},
      {"\uFF21", 2},
      {"\u200B", 0},
      {"\xFF", 1},
      {"\u2705", 2},
      {"\u05D0\u05B0", 1},
      {"\u0E01\u0E31", 1},
      {"\u0915\u094D", 1},
      {"\u2014", 1},
      {"a\tb", 3},
  };
  for (const auto& [text, width] : cases) EXPECT_EQ(display_width(text), width) << text;
}

TEST(Utf8, ReplacesWhatIsInvalid) {
  EXPECT_EQ(to_valid_utf8("aé😀"), "aé😀");
  EXPECT_EQ(to_valid_utf8("a\xFF"
                          "b\xE4\xB8"),
            "a\uFFFD"
            "b\uFFFD\uFFFD");
  EXPECT_EQ(to_valid_utf8(""), "");
}

TEST(Utf8, AppendsCodePoints) {
  for (const auto& [code_point, expected] :
       std::initializer_list<std::pair<char32_t, std::string>>{{U'a', "a"},
                                                               {0x7F, "\x7F"},
                                                               {0x80, "\xC2\x80"},
                                                               {0x7FF, "\xDF\xBF"},
                                                               {0x800, "\xE0\xA0\x80"},
                                                               {0xFFFF, "\xEF\xBF\xBF"},
                                                               {0x10000, "\xF0\x90\x80\x80"},
                                                               {0x10FFFF, "\xF4\x8F\xBF\xBF"}}) {
    std::string text = ">";
    append_utf8(text, code_point);
    EXPECT_EQ(text, ">" + expected);
  }
}

}  // namespace
}  // namespace pgsettle
