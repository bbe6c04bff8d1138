#include "schema/sections.h"

#include <algorithm>
#include <array>
#include <string>

#include "base/text.h"
#include "sql/fallback/token.h"

namespace pgsettle {
namespace {

constexpr std::array<std::string_view, 3> down_markers = {"migrate:down", "+goose down",
                                                          "+migrate down"};

// What stands behind the dashes of a line comment, with single spaces.
std::string marker_text(std::string_view comment) {
  if (!comment.starts_with("--")) return {};
  std::string text;
  for (const char c : to_lower(trim(comment.substr(2)))) {
    const bool space = c == ' ' || c == '\t';
    if (!space || !text.ends_with(' ')) text += space ? ' ' : c;
  }
  return text;
}

bool is_down_marker(std::string_view text) {
  return std::ranges::any_of(down_markers, [&](std::string_view marker) {
    // Options may follow: "migrate:down transaction:false".
    return text == marker || text.starts_with(std::string(marker) + ' ');
  });
}

}  // namespace

std::optional<std::size_t> find_down_section(std::string_view text) {
  bool up_seen = false;
  for (std::size_t at = 0; at < text.size();) {
    const Token token = next_token(text, at);
    if (token.kind == TokenKind::comment) {
      const std::string marker = marker_text(text.substr(at, token.range.size()));
      if (is_down_marker(marker) || (up_seen && marker == "down")) return at;
      up_seen = up_seen || marker == "up";
    }
    at = token.range.end;
  }
  return std::nullopt;
}

}  // namespace pgsettle
