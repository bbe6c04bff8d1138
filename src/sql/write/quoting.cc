#include "sql/write/quoting.h"

#include <algorithm>
#include <array>

namespace pgsettle {
namespace {

std::string doubled(std::string_view text, std::string_view doubled_characters) {
  std::string out;
  for (const char c : text) {
    if (doubled_characters.find(c) != std::string_view::npos) out += c;
    out += c;
  }
  return out;
}

bool is_plain_character(char c) {
  return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_' || c == '$' ||
         static_cast<unsigned char>(c) >= 0x80;
}

// Those of PostgreSQL 18 that are not "unreserved" (src/include/parser/kwlist.h), in order. The
// grammar that is linked may be an older one, which does not know the keywords of newer servers.
constexpr std::string_view keyword_text =
    "all analyse analyze and any array as asc asymmetric authorization between bigint binary "
    "bit boolean both case cast char character check coalesce collate collation column "
    "concurrently constraint create cross current_catalog current_date current_role "
    "current_schema current_time current_timestamp current_user dec decimal default "
    "deferrable desc distinct do else end except exists extract false fetch float for foreign "
    "freeze from full grant greatest group grouping having ilike in initially inner inout int "
    "integer intersect interval into is isnull join json json_array json_arrayagg json_exists "
    "json_object json_objectagg json_query json_scalar json_serialize json_table json_value "
    "lateral leading least left like limit localtime localtimestamp merge_action national "
    "natural nchar none normalize not notnull null nullif numeric offset on only or order out "
    "outer overlaps overlay placing position precision primary real references returning "
    "right row select session_user setof similar smallint some substring symmetric "
    "system_user table tablesample then time timestamp to trailing treat trim true union "
    "unique user using values varchar variadic verbose when where window with xmlattributes "
    "xmlconcat xmlelement xmlexists xmlforest xmlnamespaces xmlparse xmlpi xmlroot "
    "xmlserialize xmltable";

constexpr auto keywords = [] {
  std::array<std::string_view, std::ranges::count(keyword_text, ' ') + 1> words;
  std::size_t begin = 0;
  for (std::string_view& word : words) {
    const std::size_t end = std::min(keyword_text.find(' ', begin), keyword_text.size());
    word = keyword_text.substr(begin, end - begin);
    begin = end + 1;
  }
  return words;
}();
static_assert(std::ranges::is_sorted(keywords));

}  // namespace

std::string quote_literal(std::string_view value) {
  const bool escape = value.find('\\') != std::string_view::npos;
  return (escape ? " E'" : "'") + doubled(value, "'\\") + "'";
}

std::string quote_identifier(std::string_view name) { return '"' + doubled(name, "\"") + '"'; }

std::string sql_identifier(std::string_view name) {
  const bool plain = !name.empty() && std::ranges::all_of(name, is_plain_character) &&
                     !(name.front() >= '0' && name.front() <= '9') && name.front() != '$';
  return plain && !std::ranges::binary_search(keywords, name) ? std::string(name)
                                                              : quote_identifier(name);
}

}  // namespace pgsettle
