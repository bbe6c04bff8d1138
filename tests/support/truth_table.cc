#include "support/truth_table.h"

#include <fmt/format.h>

#include <nlohmann/json.hpp>
#include <string_view>

#include "base/file_system.h"
#include "base/text.h"

namespace pgsettle {
namespace {

using Json = nlohmann::json;

// "@copy STATEMENT|DATA" stands for COPY FROM STDIN with its rows.
std::string one_text(const std::string& sql) {
  constexpr std::string_view copy = "@copy ";
  if (!sql.starts_with(copy)) return std::string(trim(sql)) + ";\n";
  const std::size_t bar = sql.find('|');
  return fmt::format("{};\n{}\n\\.\n", sql.substr(copy.size(), bar - copy.size()),
                     trim(sql.substr(bar + 1)));
}

// 15 of "security_invoker 15".
int last_number(std::string_view text) {
  const std::size_t end = text.find_last_of("0123456789");
  if (end == std::string_view::npos) return 0;
  const std::size_t before = text.substr(0, end).find_last_not_of("0123456789.");
  const std::size_t start = before == std::string_view::npos ? 0 : before + 1;
  return std::stoi(std::string(text.substr(start, end + 1 - start)));
}

std::string text_of(const Json& row, const char* field) {
  if (!row.contains(field)) return {};
  if (row[field].is_string()) return one_text(row[field]);
  std::string text;
  for (const Json& sql : row[field]) text += one_text(sql);
  return text;
}

}  // namespace

std::vector<TruthRow> truth_rows() {
  std::vector<TruthRow> list;
  const std::string text =
      RealFileSystem().read(PGSETTLE_SOURCE_DIR "/tests/lint/truth/statements.jsonl");
  for (const std::string_view line : split_lines(text)) {
    if (line.empty()) continue;
    const Json row = Json::parse(line);
    list.push_back({.id = row["id"],
                    .verdict = row["verdict"],
                    .setup = text_of(row, "setup_sql"),
                    .sql = text_of(row, "sql"),
                    .between = text_of(row, "between_sql"),
                    .rewrite = text_of(row, "fix_sql"),
                    .since = last_number(row.value("pg_since", "")),
                    .lock = row.value("lock_on_second_run", "")});
  }
  return list;
}

}  // namespace pgsettle
