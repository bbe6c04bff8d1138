#include "base/utf8.h"

#include <utf8proc.h>

#include <algorithm>
#include <array>

namespace pgsettle {
namespace {

struct Decoded {
  utf8proc_int32_t code_point = 0;
  std::size_t length = 0;  // 0: not a valid sequence
};

Decoded decode(std::string_view text, std::size_t at) {
  const auto lead = static_cast<unsigned char>(text[at]);
  if (lead < 0x80) return {.code_point = lead, .length = 1};
  Decoded decoded;
  const auto length =
      utf8proc_iterate(reinterpret_cast<const utf8proc_uint8_t*>(text.data() + at),
                       static_cast<utf8proc_ssize_t>(text.size() - at), &decoded.code_point);
  decoded.length = length < 0 ? 0 : static_cast<std::size_t>(length);
  return decoded;
}

// Bytes of the character at `at`; an invalid byte is a character of its own.
std::size_t step(std::string_view text, std::size_t at) {
  return std::max<std::size_t>(decode(text, at).length, 1);
}

}  // namespace

std::size_t find_invalid_utf8(std::string_view text) {
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t length = decode(text, at).length;
    if (length == 0) return at;
    at += length;
  }
  return std::string_view::npos;
}

std::size_t count_characters(std::string_view text) {
  std::size_t count = 0;
  for (std::size_t at = 0; at < text.size(); at += step(text, at)) ++count;
  return count;
}

std::size_t offset_of_character(std::string_view text, std::size_t characters) {
  std::size_t at = 0;
  for (; at < text.size() && characters > 0; --characters) at += step(text, at);
  return at;
}

std::size_t display_width(std::string_view text) {
  std::size_t width = 0;
  for (std::size_t at = 0; at < text.size();) {
    const Decoded decoded = decode(text, at);
    // What is invalid is shown as one mark, and so are ASCII's control characters.
    const bool one = decoded.length < 2;
    width += one ? 1U : static_cast<std::size_t>(utf8proc_charwidth(decoded.code_point));
    at += std::max<std::size_t>(decoded.length, 1);
  }
  return width;
}

std::string to_valid_utf8(std::string_view text) {
  std::string valid;
  valid.reserve(text.size());
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t length = decode(text, at).length;
    if (length == 0) {
      valid += "\xEF\xBF\xBD";
      ++at;
    } else {
      valid += text.substr(at, length);
      at += length;
    }
  }
  return valid;
}

void append_utf8(std::string& text, char32_t code_point) {
  std::array<utf8proc_uint8_t, 4> bytes{};
  const auto length = utf8proc_encode_char(static_cast<utf8proc_int32_t>(code_point), bytes.data());
  text.append(bytes.begin(), bytes.begin() + length);
}

}  // namespace pgsettle
