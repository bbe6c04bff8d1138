#include "sql/read/encoding.h"

#include <gtest/gtest.h>

#include <string>
#include <string_view>

#include "base/error.h"

namespace pgsettle {
namespace {

using namespace std::string_literals;

TEST(Encoding, KnowsPostgresqlsNames) {
  for (const std::string_view name :
       {"UTF8",       "utf-8",      "Unicode",        "SQL_ASCII",    "LATIN1",
        "latin-1",    "ISO_8859_1", "iso88591",       "LATIN2",       "LATIN3",
        "LATIN4",     "LATIN5",     "LATIN6",         "LATIN7",       "LATIN8",
        "LATIN9",     "LATIN10",    "ISO_8859_5",     "ISO_8859_6",   "ISO_8859_7",
        "ISO_8859_8", "iso885910",  "ISO 8859-13",    "iso8859-14",   "iso885915",
        "iso885916",  "WIN1250",    "WIN1251",        "WIN1252",      "WIN1253",
        "WIN1254",    "WIN1255",    "WIN1256",        "WIN1257",      "WIN1258",
        "abc",        "tcvn",       "tcvn5712",       "vscii",        "win",
        "WIN866",     "alt",        "WIN874",         "windows-1252", "Windows_1258",
        "windows866", "windows874", "windows932",     "windows936",   "windows949",
        "windows950", "KOI8R",      "koi8",           "KOI8U",        "SJIS",
        "shiftjis",   "mskanji",    "SHIFT_JIS_2004", "EUC_JP",       "EUC_JIS_2004",
        "EUC_KR",     "EUC_CN",     "EUC_TW",         "GBK",          "GB18030",
        "BIG5",       "UHC",        "JOHAB"}) {
    EXPECT_TRUE(is_known_encoding(name)) << name;
    EXPECT_NO_THROW(decode_to_utf8("a", name)) << name;
    EXPECT_NO_THROW(encode_from_utf8("a", name)) << name;
  }
  for (const std::string_view name :
       {"", " ", "latin11", "latin", "utf16", "utf-16le", "cp1252", "default", "on", "ascii"}) {
    EXPECT_FALSE(is_known_encoding(name)) << name;
  }
}

TEST(Encoding, TellsAliasesFromOthers) {
  EXPECT_TRUE(is_utf8_encoding("utf-8"));
  EXPECT_TRUE(is_utf8_encoding("UNICODE"));
  EXPECT_TRUE(is_utf8_encoding("sql_ascii"));
  EXPECT_FALSE(is_utf8_encoding("latin1"));
  EXPECT_FALSE(is_utf8_encoding("nonsense"));
  EXPECT_TRUE(is_same_encoding("latin-1", "ISO_8859_1"));
  EXPECT_TRUE(is_same_encoding("latin5", "iso88599"));
  EXPECT_FALSE(is_same_encoding("latin1", "latin9"));
  EXPECT_FALSE(is_same_encoding("nonsense", "nonsense"));
}

TEST(Encoding, ConvertsBothWays) {
  struct Case {
    std::string_view encoding;
    std::string_view bytes;
    std::string_view text;
  };
  const Case cases[] = {
      {"LATIN1", "caf\xE9", "café"},
      {"LATIN1", "\x80\xFF", "\u0080ÿ"},
      {"LATIN9", "\xA4", "€"},
      {"WIN1252", "\x80\x92", "€’"},
      {"WIN1251", "\xEF\xF0\xE8", "при"},
      {"KOI8R", "\xD0\xD2\xC9", "при"},
      {"SJIS", "\x93\xFA\x96{", "日本"},
      {"EUC_JP", "\xC6\xFC", "日"},
      {"BIG5", "\xA4\xA4", "中"},
      {"GBK", "\xD6\xD0", "中"},
      {"EUC_KR", "\xC7\xD1", "한"},
      {"UTF8", "café", "café"},
      {"UTF8", "\xE9", "\xE9"},  // unchecked
      {"LATIN1", "", ""},
  };
  for (const Case& c : cases) {
    EXPECT_EQ(decode_to_utf8(c.bytes, c.encoding), c.text) << c.encoding;
    EXPECT_EQ(encode_from_utf8(c.text, c.encoding), c.bytes) << c.encoding;
  }
}

TEST(Encoding, ConvertsMoreThanItsBuffer) {
  const std::string bytes(100'000, '\xE9');
  const std::string text = decode_to_utf8(bytes, "LATIN1");
  EXPECT_EQ(text.size(), 200'000U);
  EXPECT_EQ(encode_from_utf8(text, "LATIN1"), bytes);
}

template <typename Function>
std::string message_of(const Function& function) {
  try {
    function();
  } catch (const Error& error) {
    EXPECT_EQ(error.code(), ErrorCode::usage);
    return error.message();
  }
  return "nothing thrown";
}

TEST(Encoding, RefusesWhatIsNotText) {
  EXPECT_EQ(message_of([] { decode_to_utf8("a", "klingon"); }), "unknown encoding \"klingon\"");
  EXPECT_EQ(message_of([] { encode_from_utf8("a", ""); }), "unknown encoding \"\"");
  EXPECT_EQ(message_of([] { decode_to_utf8("ab\x81", "WIN1252"); }),
            "byte 0x81 is not text in WIN1252");
  EXPECT_EQ(message_of([] { decode_to_utf8("\x93", "SJIS"); }), "byte 0x93 is not text in SJIS");
  EXPECT_EQ(message_of([] { encode_from_utf8("日", "LATIN1"); }),
            "byte 0xe6 is not text in LATIN1");
}

struct BytesCase {
  std::string text;
  std::size_t at;
  std::string_view message;
};

TEST(Encoding, FindsUnreadableBytes) {
  constexpr std::string_view utf16 = "the file is UTF-16, which PostgreSQL cannot read";
  constexpr std::string_view nul = "the file has a NUL byte, which SQL cannot contain";
  const BytesCase cases[] = {
      {"\xFF\xFES\0E\0"s, 0, utf16}, {"\xFE\xFF\0S\0E"s, 0, utf16},
      {"S\0E\0L\0"s, 0, utf16},      {"\0S\0E\0L"s, 0, utf16},
      {"\xFF\xFE", 0, utf16},        {"\0"s, 0, nul},
      {"\0SELECT 1"s, 0, nul},       {"a\0bc"s, 1, nul},
      {"SELECT 1\0;"s, 8, nul},
  };
  for (const BytesCase& c : cases) {
    const SourceText source("a.sql", c.text);
    const auto found = find_unreadable_bytes(source);
    ASSERT_TRUE(found) << c.text;
    EXPECT_EQ(found->message, c.message) << c.text;
    EXPECT_EQ(found->range, (Range{.begin = c.at, .end = c.at + 1})) << c.text;
    EXPECT_EQ(found->id, "unreadable-bytes");
    EXPECT_EQ(found->severity, Severity::error);
    EXPECT_EQ(found->source, &source);
    EXPECT_NE(found->hint, "");
  }
  for (const std::string_view text : {"", "SELECT 1", "\xEF\xBB\xBFSELECT 1", "\xE9", "é"}) {
    EXPECT_FALSE(find_unreadable_bytes(SourceText("a.sql", std::string(text)))) << text;
  }
}

}  // namespace
}  // namespace pgsettle
