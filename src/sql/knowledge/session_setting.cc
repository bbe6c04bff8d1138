#include "sql/knowledge/session_setting.h"

#include <array>
#include <vector>

#include "base/text.h"
#include "sql/fallback/token.h"

namespace pgsettle {
namespace {

// Enough for the longest form: SET SESSION name TO value. More means it is something else.
constexpr std::size_t most_tokens = 5;

std::vector<std::string_view> first_tokens(std::string_view sql) {
  std::vector<std::string_view> tokens;
  for (std::size_t at = 0; at < sql.size() && tokens.size() <= most_tokens;) {
    const Token token = next_token(sql, at);
    if (token.kind != TokenKind::white_space && token.kind != TokenKind::comment) {
      tokens.push_back(sql.substr(at, token.range.size()));
    }
    at = token.range.end;
  }
  return tokens;
}

std::string without_quotes(std::string_view value) {
  const bool quoted = value.size() >= 2 && (value.front() == '\'' || value.front() == '"');
  return std::string(quoted ? value.substr(1, value.size() - 2) : value);
}

}  // namespace

std::optional<SessionSetting> parse_setting(std::string_view sql) {
  if (!equals_ignoring_case(sql.substr(0, 3), "set")) return std::nullopt;
  std::vector<std::string_view> tokens = first_tokens(sql);
  if (!equals_ignoring_case(tokens.front(), "set")) return std::nullopt;
  tokens.erase(tokens.begin());
  if (tokens.empty()) return std::nullopt;
  const bool scoped =
      equals_ignoring_case(tokens[0], "session") || equals_ignoring_case(tokens[0], "local");
  if (scoped) tokens.erase(tokens.begin());
  if (tokens.size() == 2 && equals_ignoring_case(tokens[0], "names")) {
    return SessionSetting{.name = "client_encoding", .value = without_quotes(tokens[1])};
  }
  const bool assigns =
      tokens.size() == 3 && (tokens[1] == "=" || equals_ignoring_case(tokens[1], "to"));
  if (!assigns) return std::nullopt;
  return SessionSetting{.name = to_lower(tokens[0]), .value = without_quotes(tokens[2])};
}

}  // namespace pgsettle
