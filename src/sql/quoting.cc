#include "sql/quoting.h"

#include <algorithm>

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

}  // namespace

std::string quote_literal(std::string_view value) {
  const bool escape = value.find('\\') != std::string_view::npos;
  return (escape ? " E'" : "'") + doubled(value, "'\\") + "'";
}

std::string quote_identifier(std::string_view name) { return '"' + doubled(name, "\"") + '"'; }

std::string display_identifier(std::string_view name) {
  const bool plain = !name.empty() && std::ranges::all_of(name, is_plain_character) &&
                     !(name.front() >= '0' && name.front() <= '9') && name.front() != '$';
  return plain ? std::string(name) : quote_identifier(name);
}

}  // namespace pgsettle
