// Whatever the bytes, the reader ends, and its pieces hold every byte once, in order: for each text
// of a corpus, for each of its beginnings, and with each byte taken out or something put in.
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>
#include <string_view>
#include <vector>

#include "support/read_script.h"

namespace pgsettle {
namespace {

constexpr std::string_view corpus[] = {
    "SELECT 1; -- a\n/* b /* c */ */ SELECT 'it''s', \"x;\", $$;$$, $a$ $b$ $a$, E'\\';', "
    "U&'x';\n;",
    "\xEF\xBB\xBFSELECT 'é日😀';\r\n\xEF\xBB\xBF SELECT E'a' -- b\n 'c\\'' ; \r\n",
    "CREATE OR REPLACE FUNCTION f() BEGIN ATOMIC SELECT CASE 1 WHEN 2 THEN 3 END; END; SELECT 2;",
    "CREATE RULE r AS ON INSERT TO t DO (DELETE FROM a; DELETE FROM b);\nDO $x$ BEGIN; END $x$;",
    "\\set x 'SELECT 1; SELECT 2'\n:x;\n:x \\g\n/* */ :x + :'x' :\"x\" :{?x} :{?y} :y\n\\unset x\n",
    "\\set e ''\n:e\n:e ; SELECT 1 :e -- a\n:e",
    "\\set a :b\n\\set b :a\n:a :b SELECT :a;\n\\set s ':s'\n:s;SELECT 1 :s",
    "\\set q '\\'it'\nSELECT :q;\n\\set c '\\\\q /*'\n:c; SELECT :c",
    "\\if true\nSELECT 1 \\if 0\n, 2 -- a\n\\else , 3\n\\endif\n;\n\\elif x\nfoo;\n\\endif\nSELECT "
    "4",
    "\\if false\n\\i none\nCOPY t FROM stdin;\n1\n\\.\n'\\endif'\n\\endif /* a */ SELECT \\foo "
    "1\n;",
    "COPY t FROM stdin; SELECT 1, -- a\n1\n\\.\n2; COPY a FROM stdin; COPY b FROM stdin;\n1\n\\.\n",
    "COPY t FROM stdin \\g\n1\n\\.\r\nCOPY t FROM stdin; \\q\n1\n\\.\n",
    "SELECT 1 AS x \\gset p_\nSELECT 'a' \\gexec\n\\if :p_x\nSELECT :p_x; \\q\n\\endif\nSELECT 2;",
    "\\copy t from 'rows.csv' csv \n\\copy t from stdin\n1\n\\.\n\\copy t to x\nSELECT 1 "
    "\\copy\n2;",
    "\\i a.sql\nSELECT 1 \\i loop.sql\n + 2; \\ir a.sql\n\\i none.sql\nSELECT 3 \\q\nrest",
    "\\encoding LATIN1\nSELECT '\xE9\xFF';SET NAMES 'UTF8'; SELECT '\xC3\xA9'; \\encoding "
    "WIN1252\n\x81",
    "SET standard_conforming_strings = off; SELECT 'a\\';b', N'\\''; RESET ALL;\\c\nSELECT 'a\\';",
    "SELECT '\xE9'; COPY \"\xE9\" FROM stdin;\nit's\n\\.\nSELECT 1 -- \xFF\n;",
    "\\echo 'a\\\n' \"b\n\\echo `c` \\\\ \\echo :x \\ \\\\ SELECT a::b, c := d[1:2], :'a b', :{?}, "
    "$1$a;",
    "\\restrict k\n\\echo\n\\unrestrict k\n\\qecho -n a;\n\\warn 'b\\101\\x41'\\c - - -\n\\; \\: "
    "\\.",
};

ReadScript::Options options(bool before_results) {
  ReadScript::Options options{.variables = {}, .files = {}, .before_results = before_results};
  options.variables.set("p_x", "on");
  options.files["a.sql"] = "SELECT 'a' \\g\n\\set x 1\nSET standard_conforming_strings = off;";
  options.files["loop.sql"] = "\\i loop.sql\n\\i loop.sql\n";
  options.files["rows.csv"] = "1\n";
  return options;
}

void check(const std::string& text) {
  for (const bool before_results : {true, false}) {
    const ReadScript script(text, options(before_results));
    ASSERT_TRUE(script.is_covered()) << text;
    const std::size_t size = script.source().text().size();
    for (const Statement& statement : script.statements()) {
      if (statement.source != &script.source()) continue;
      ASSERT_LT(statement.range.begin, statement.range.end) << text;
      ASSERT_LE(statement.range.end, size) << text;
      for (std::size_t i = 0; i <= statement.sql().size(); ++i) {
        ASSERT_LE(statement.source_offset(i), size) << text;
        ASSERT_GE(statement.source_offset(i), statement.range.begin) << text;
      }
    }
    for (const Diagnostic& diagnostic : script.diagnostics()) {
      ASSERT_LT(diagnostic.range.begin, diagnostic.range.end) << text;
      ASSERT_LE(diagnostic.range.end, diagnostic.source->text().size()) << text;
    }
  }
}

TEST(ScriptReaderCoverage, HoldsForEveryBeginning) {
  for (const std::string_view text : corpus) {
    for (std::size_t size = 0; size <= text.size(); ++size)
      check(std::string(text.substr(0, size)));
  }
}

TEST(ScriptReaderCoverage, HoldsForEveryEnd) {
  for (const std::string_view text : corpus) {
    for (std::size_t at = 0; at <= text.size(); ++at) check(std::string(text.substr(at)));
  }
}

TEST(ScriptReaderCoverage, HoldsWithoutEachByte) {
  for (const std::string_view text : corpus) {
    for (std::size_t at = 0; at < text.size(); ++at) check(std::string(text).erase(at, 1));
  }
}

TEST(ScriptReaderCoverage, HoldsWithMoreBytes) {
  using namespace std::string_view_literals;
  for (const std::string_view more :
       {"'"sv, "\\"sv, "\n"sv, ";"sv, "$$"sv, ":x"sv, "\0"sv, "\xFF"sv}) {
    for (const std::string_view text : corpus) {
      for (std::size_t at = 0; at <= text.size(); ++at) check(std::string(text).insert(at, more));
    }
  }
}

TEST(ScriptReaderCoverage, HoldsForTheSchemasOfTheTree) {
  const std::filesystem::path root = PGSETTLE_SOURCE_DIR;
  std::size_t files = 0;
  for (const char* directory : {"migrations", "tests/schemas"}) {
    for (const auto& entry : std::filesystem::recursive_directory_iterator(root / directory)) {
      if (entry.path().extension() != ".sql") continue;
      ++files;
      std::ifstream in(entry.path(), std::ios::binary);
      const std::string text((std::istreambuf_iterator<char>(in)),
                             std::istreambuf_iterator<char>());
      // A prime step meets every kind of place without reading each file thousands of times.
      for (std::size_t size = 0; size < text.size(); size += 97) check(text.substr(0, size));
      check(text);
    }
  }
  EXPECT_GT(files, 1U);
}

}  // namespace
}  // namespace pgsettle
