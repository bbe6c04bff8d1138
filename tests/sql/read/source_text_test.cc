#include "sql/read/source_text.h"

#include <gtest/gtest.h>

#include <string>

#include "base/error.h"

namespace pgsettle {
namespace {

TEST(SourceText, CountsLinesAndCharacters) {
  const SourceText source("a.sql", "aé日\n\nb😀c\r\nd");
  struct Case {
    std::size_t offset;
    Position position;
  };
  const Case cases[] = {
      {0, {1, 1}}, {1, {1, 2}},  {3, {1, 3}},  {6, {1, 4}},  {7, {2, 1}},  {8, {3, 1}},
      {9, {3, 2}}, {13, {3, 3}}, {14, {3, 4}}, {16, {4, 1}}, {17, {4, 2}}, {99, {4, 2}},
  };
  for (const Case& c : cases) EXPECT_EQ(source.position(c.offset), c.position) << c.offset;
  // In any order.
  for (auto c = std::rbegin(cases); c != std::rend(cases); ++c) {
    EXPECT_EQ(source.position(c->offset), c->position) << c->offset;
  }
}

TEST(SourceText, GivesAByteOrderMarkNoColumn) {
  const SourceText source("a.sql",
                          "\xEF\xBB\xBF"
                          "ab\nc");
  EXPECT_EQ(source.position(0), (Position{1, 1}));
  EXPECT_EQ(source.position(3), (Position{1, 1}));
  EXPECT_EQ(source.position(4), (Position{1, 2}));
  EXPECT_EQ(source.position(6), (Position{2, 1}));
  EXPECT_EQ(source.line_at(0), "ab");
  EXPECT_EQ(source.line_at(4), "ab");
  EXPECT_EQ(source.text().size(), 7U);
}

TEST(SourceText, GivesLinesWithoutTheirEnds) {
  const SourceText source("a.sql", "a\r\n\nbc\nd");
  EXPECT_EQ(source.line_at(0), "a");
  EXPECT_EQ(source.line_at(1), "a");
  EXPECT_EQ(source.line_at(2), "a");
  EXPECT_EQ(source.line_at(3), "");
  EXPECT_EQ(source.line_at(4), "bc");
  EXPECT_EQ(source.line_at(6), "bc");
  EXPECT_EQ(source.line_at(7), "d");
  EXPECT_EQ(source.line_at(8), "d");
  EXPECT_EQ(source.line_at(99), "d");
  EXPECT_EQ(SourceText("b.sql", "").line_at(0), "");
}

TEST(SourceText, IsTruncated) {
  SourceText source("a.sql", "ab\ncd");
  EXPECT_EQ(source.position(5), (Position{2, 3}));
  source.truncate(3);
  EXPECT_EQ(source.text(), "ab\n");
  EXPECT_EQ(source.position(5), (Position{2, 1}));
  source.truncate(99);
  EXPECT_EQ(source.text(), "ab\n");
}

TEST(SourceText, DecodesFromAnOffset) {
  SourceText source("a.sql", "\xE9|\xE9\xE9");
  source.decode_from(2, "LATIN1");
  EXPECT_EQ(source.text(), "\xE9|éé");
  EXPECT_EQ(source.encoding_at(0), "UTF8");
  EXPECT_EQ(source.encoding_at(2), "LATIN1");
  EXPECT_EQ(source.encoding_at(99), "LATIN1");
}

TEST(SourceText, DecodesOnlyOnce) {
  SourceText source("a.sql", "1|\xE9|\xE9");
  source.decode_from(2, "LATIN1");
  source.decode_from(2, "LATIN1");
  source.decode_from(2, "latin-1");
  EXPECT_EQ(source.text(), "1|é|é");
  // Said again further on: pg_dump writes \encoding and SET client_encoding.
  source.decode_from(5, "ISO_8859_1");
  EXPECT_EQ(source.text(), "1|é|é");
}

TEST(SourceText, TakesAnEarlierDecodingBack) {
  SourceText source("a.sql", "\xE9|\xC3\xA9|\xE4|\x80");
  source.decode_from(0, "LATIN1");
  EXPECT_EQ(source.text(), "é|Ã©|ä|\u0080");
  source.decode_from(3, "UTF8");
  EXPECT_EQ(source.text(), "é|é|\xE4|\x80");
  source.decode_from(6, "WIN1252");
  EXPECT_EQ(source.text(), "é|é|ä|€");
  // A second reader that says the same changes nothing.
  source.decode_from(0, "LATIN1");
  source.decode_from(3, "UTF8");
  source.decode_from(6, "WIN1252");
  EXPECT_EQ(source.text(), "é|é|ä|€");
  // Another encoding for all that was read piece by piece.
  source.decode_from(0, "WIN1252");
  EXPECT_EQ(source.text(), "é|Ã©|ä|€");
  EXPECT_EQ(source.encoding_at(99), "WIN1252");
}

TEST(SourceText, StaysAsItIsWhenItCannotBeDecoded) {
  SourceText source("a.sql", "a\x81");
  EXPECT_THROW(source.decode_from(0, "WIN1252"), Error);
  EXPECT_THROW(source.decode_from(0, "klingon"), Error);
  EXPECT_EQ(source.text(), "a\x81");
  EXPECT_EQ(source.encoding_at(0), "UTF8");
}

TEST(SourceText, KeepsItsPlaceInSources) {
  Sources sources;
  SourceText& first = sources.add("a.sql", "a");
  for (int i = 0; i < 1000; ++i) sources.add("b.sql", "b");
  EXPECT_EQ(first.path(), "a.sql");
  EXPECT_EQ(first.slice({.begin = 0, .end = 1}), "a");
}

}  // namespace
}  // namespace pgsettle
