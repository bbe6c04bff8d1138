// What ScriptReader does with bytes that are not UTF-8.
#include <gtest/gtest.h>

#include <string>
#include <string_view>
#include <vector>

#include "support/read_script.h"

namespace pgsettle {
namespace {

using Texts = std::vector<std::string>;

TEST(ScriptReaderEncoding, RefusesInvalidUtf8InStatements) {
  struct Case {
    std::string_view text;
    Texts statements;
    Texts findings;
  };
  const Case cases[] = {
      {"SELECT 1; SELECT 'caf\xE9'; SELECT 2;",
       {"SELECT 1", "SELECT 2"},
       {"21-22 invalid-utf8: byte 0xe9 is not valid UTF-8"}},
      {"SELECT 'é\xE9'", {}, {"10-11 invalid-utf8: byte 0xe9 is not valid UTF-8"}},
      {"SELECT /* \xFF */ 1;", {}, {"10-11 invalid-utf8: byte 0xff is not valid UTF-8"}},
      {"\xC0\xAF;", {}, {"0-1 invalid-utf8: byte 0xc0 is not valid UTF-8"}},
      {"SELECT '\xED\xA0\x80';", {}, {"8-9 invalid-utf8: byte 0xed is not valid UTF-8"}},
      // Outside of statements nobody reads them.
      {"-- caf\xE9\nSELECT 1; /* \xFF */", {"SELECT 1"}, {}},
      {"\\if false\nSELECT '\xE9';\n\\endif\nSELECT 1;", {"SELECT 1"}, {}},
  };
  for (const Case& c : cases) {
    const ReadScript script{std::string(c.text)};
    EXPECT_EQ(script.texts(), c.statements) << c.text;
    EXPECT_EQ(script.findings(), c.findings) << c.text;
    EXPECT_TRUE(script.is_covered()) << c.text;
  }
}

TEST(ScriptReaderEncoding, SkipsTheRowsOfARefusedCopy) {
  const ReadScript script("COPY \"\xE9\" FROM stdin;\nit's\n\\.\nSELECT 1;");
  EXPECT_EQ(script.texts(), Texts{"SELECT 1"});
  EXPECT_EQ(script.findings(), Texts{"6-7 invalid-utf8: byte 0xe9 is not valid UTF-8"});
}

TEST(ScriptReaderEncoding, RefusesNul) {
  const ReadScript script(std::string("SELECT 1; SELECT '\0';", 21));
  EXPECT_EQ(script.texts(), Texts{"SELECT 1"});
  EXPECT_EQ(script.findings(), Texts{"18-19 invalid-utf8: SQL cannot contain the character NUL"});
}

TEST(ScriptReaderEncoding, ObeysTheEncodingCommand) {
  const ReadScript script(
      "\\encoding LATIN1\nSELECT 'caf\xE9', :'x';\n\\encoding utf8\nSELECT 'é'");
  EXPECT_EQ(script.texts(), (Texts{"SELECT 'café', :'x'", "SELECT 'é'"}));
  EXPECT_EQ(script.findings(), Texts());
  EXPECT_TRUE(script.is_covered());
}

TEST(ScriptReaderEncoding, ObeysClientEncodingAndDoesNotSendIt) {
  const ReadScript script(
      "SET client_encoding = 'LATIN1';SELECT '\xE9';SET NAMES 'WIN1252';SELECT '\x80';"
      "SET client_encoding TO utf8; SELECT '€';SET client_encoding = klingon;");
  EXPECT_EQ(script.texts(),
            (Texts{"SET client_encoding = 'UTF8'", "SELECT 'é'", "SET client_encoding = 'UTF8'",
                   "SELECT '€'", "SET client_encoding TO utf8", "SELECT '€'",
                   "SET client_encoding = klingon"}));
  EXPECT_EQ(script.findings(), Texts());
  EXPECT_TRUE(script.is_covered());
  const Statement& set = script.statements()[0];
  EXPECT_EQ(script.source().slice(set.range), "SET client_encoding = 'LATIN1';");
  EXPECT_EQ(set.source_offset(5), 0U);
}

// pg_dump and people say it twice; what is UTF-8 already must not be converted again.
TEST(ScriptReaderEncoding, ConvertsOnlyOnce) {
  const ReadScript twice("\\encoding LATIN1\nSET client_encoding = 'LATIN1';\nSELECT '\xE9';");
  EXPECT_EQ(twice.texts().back(), "SELECT 'é'");
  const ReadScript again("\\encoding LATIN1\n\\encoding latin-1\nSELECT '\xE9';");
  EXPECT_EQ(again.texts().back(), "SELECT 'é'");
}

TEST(ScriptReaderEncoding, SaysWhatItCannotConvert) {
  struct Case {
    std::string_view text;
    Texts findings;
  };
  const Case cases[] = {
      {"\\encoding klingon\nSELECT 1;", {"0-17 invalid-encoding: unknown encoding \"klingon\""}},
      {"\\encoding\nSELECT 1;", {"0-9 psql-meta-command: \\encoding needs a name"}},
      {"\\encoding WIN1252\nSELECT 1; -- \x81",
       {"0-17 invalid-encoding: byte 0x81 is not text in WIN1252"}},
      {"SET client_encoding = 'WIN1252';\nSELECT 1; -- \x81",
       {"0-32 invalid-encoding: byte 0x81 is not text in WIN1252"}},
  };
  for (const Case& c : cases) {
    const ReadScript script{std::string(c.text)};
    EXPECT_EQ(script.texts().back(), "SELECT 1") << c.text;
    EXPECT_EQ(script.findings(), c.findings) << c.text;
    EXPECT_TRUE(script.is_covered()) << c.text;
  }
}

TEST(ScriptReaderEncoding, LeavesPendingRowsAsTheyAre) {
  const ReadScript script(
      "COPY t FROM stdin; SET client_encoding = 'LATIN1';\né\n\\.\nSELECT '\xE9';");
  EXPECT_EQ(script.rows(), Texts{"é\n"});
  EXPECT_EQ(script.texts().back(), "SELECT 'é'");
  EXPECT_TRUE(script.is_covered());
}

TEST(ScriptReaderEncoding, ConvertsRows) {
  const ReadScript script("SET NAMES 'LATIN1'; COPY t FROM stdin;\n\xE9\n\\.\n");
  EXPECT_EQ(script.rows(), Texts{"é\n"});
}

TEST(ScriptReaderEncoding, IsOneForTheSession) {
  ReadScript::Options options;
  options.files["latin.sql"] = "SELECT '\xE9';";
  options.files["sets.sql"] = "SET NAMES 'LATIN1'; SELECT '\xE9';";
  options.files["rows.csv"] = "\xE9\n";
  const ReadScript down("\\encoding LATIN1\n\\i latin.sql\n\\copy t from rows.csv\nSELECT '\xE9';",
                        options);
  EXPECT_EQ(down.texts(), (Texts{"SELECT 'é'", "COPY t FROM STDIN", "SELECT 'é'"}));
  EXPECT_EQ(down.rows(), Texts{"é\n"});
  const ReadScript up("\\i sets.sql\nSELECT '\xE9';", options);
  EXPECT_EQ(up.texts(), (Texts{"SET client_encoding = 'UTF8'", "SELECT 'é'", "SELECT 'é'"}));
  EXPECT_EQ(up.findings(), Texts());
}

TEST(ScriptReaderEncoding, RefusesUnreadableIncludedFiles) {
  ReadScript::Options options;
  options.files["utf16.sql"] = std::string("S\0E\0L\0", 6);
  const ReadScript script("\\i utf16.sql\nSELECT 1;", options);
  EXPECT_EQ(script.texts(), Texts{"SELECT 1"});
  EXPECT_EQ(script.findings(),
            Texts{"0-1 unreadable-bytes: the file is UTF-16, which PostgreSQL cannot read"});
  EXPECT_EQ(script.diagnostics()[0].source->path(), "utf16.sql");
}

}  // namespace
}  // namespace pgsettle
