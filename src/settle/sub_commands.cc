#include "settle/sub_commands.h"

#include "sql/fallback/statement_words.h"

namespace pgsettle {
namespace {

// The first word behind the name of what is altered.
std::size_t first_command(const StatementWords& words) {
  std::size_t at = words.is(1, "foreign") || words.is(1, "materialized") ? 3 : 2;
  if (words.is(at, {"if", "exists"})) at += 2;
  if (words.is(at, "only")) ++at;
  ++at;
  while (at + 1 < words.size() && words[at].text == ".") at += 2;
  if (at < words.size() && words[at].text == "*") ++at;
  if (at < words.size() && words[at].text == "(") {  // a routine's arguments
    while (at < words.size() && words[at].text != ")") ++at;
    ++at;
  }
  return at;
}

}  // namespace

std::string_view head_of_alter(std::string_view sql) {
  const StatementWords words(sql);
  if (!words.is(0, "alter")) return {};
  const std::size_t first = first_command(words);
  if (first >= words.size()) return {};
  return sql.substr(0, static_cast<std::size_t>(words[first].text.data() - sql.data()));
}

std::vector<std::string> sub_commands(std::string_view sql, std::size_t count) {
  const StatementWords words(sql);
  const std::string_view head = head_of_alter(sql);
  if (!words.complete() || head.empty()) return {};
  const std::size_t first = first_command(words);
  const auto offset = [&](std::size_t word) {
    return static_cast<std::size_t>(words[word].text.data() - sql.data());
  };
  std::vector<std::string> list;
  std::size_t begin = offset(first);
  for (std::size_t i = first; i <= words.size(); ++i) {
    const bool last = i == words.size();
    if (!last && (words[i].depth > 0 || words[i].text != ",")) continue;
    const std::size_t end = last ? sql.size() : offset(i);
    list.push_back(std::string(head) + std::string(sql.substr(begin, end - begin)));
    begin = end + 1;
  }
  return list.size() == count ? list : std::vector<std::string>();
}

}  // namespace pgsettle
