#include "catalog/acl_item.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <utility>

#include "base/error.h"
#include "db/array_text.h"

namespace pgsettle {
namespace {

// The table "ACL Privilege Abbreviations" of PostgreSQL's manual, 5.7.
constexpr auto privileges = std::to_array<std::pair<char, std::string_view>>({
    {'r', "SELECT"},
    {'a', "INSERT"},
    {'w', "UPDATE"},
    {'d', "DELETE"},
    {'D', "TRUNCATE"},
    {'x', "REFERENCES"},
    {'t', "TRIGGER"},
    {'C', "CREATE"},
    {'c', "CONNECT"},
    {'T', "TEMPORARY"},
    {'X', "EXECUTE"},
    {'U', "USAGE"},
    {'s', "SET"},
    {'A', "ALTER SYSTEM"},
    {'m', "MAINTAIN"},
});

// The role at `at`, in quotes where it is no plain word; `at` is then behind it.
std::string read_role(std::string_view item, std::size_t& at) {
  std::string role;
  bool quoted = false;
  for (; at < item.size(); ++at) {
    const char c = item[at];
    if (c == '"' && quoted && at + 1 < item.size() && item[at + 1] == '"') {
      role += item[++at];
    } else if (c == '"') {
      quoted = !quoted;
    } else if (!quoted && (c == '=' || c == '/')) {
      break;
    } else {
      role += c;
    }
  }
  return role;
}

void read_item(std::string_view item, std::string_view owner, std::vector<std::string>& list) {
  std::size_t at = 0;
  const std::string grantee = read_role(item, at);
  const std::size_t slash = item.find('/', at);
  if (at == item.size() || slash == std::string_view::npos) {
    throw Error(ErrorCode::internal, fmt::format("no aclitem: {}", item));
  }
  std::size_t behind = slash + 1;
  const bool by_other = read_role(item, behind) != owner;
  for (++at; at < slash; ++at) {
    const auto* found =
        std::ranges::find(privileges, item[at], &decltype(privileges)::value_type::first);
    const bool grantable = item[at + 1] == '*';
    if (found != privileges.end()) {
      list.push_back(fmt::format("{}{}{} {}", by_other ? "!" : "", found->second,
                                 grantable ? "*" : "", grantee.empty() ? "public" : grantee));
    }
    if (grantable) ++at;
  }
}

}  // namespace

std::vector<std::string> read_privileges(std::string_view array) {
  const std::vector<std::string> items = read_array(array);
  std::vector<std::string> list;
  for (std::size_t i = 1; i < items.size(); ++i) read_item(items[i], items[0], list);
  std::ranges::sort(list);
  const auto same = std::ranges::unique(list);
  list.erase(same.begin(), same.end());
  return list;
}

}  // namespace pgsettle
