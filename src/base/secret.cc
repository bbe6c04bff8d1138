#include "base/secret.h"

#include <algorithm>
#include <cstring>

#include "base/text.h"

namespace pgsettle {
namespace {

// By hand rather than with std::regex, whose recursion overflows the stack on long literals.

constexpr std::string_view white_space = " \t\r\n\f\v";
constexpr auto npos = std::string::npos;

enum class Mask { stars, same_length };

bool is_space(char c) { return white_space.find(c) != npos; }

bool is_word(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_';
}

std::size_t find_word(std::string_view text, std::string_view word, std::size_t from) {
  const auto same = [](char a, char b) { return equals_ignoring_case({&a, 1}, {&b, 1}); };
  if (from >= text.size()) return npos;
  const auto found = std::search(text.begin() + from, text.end(), word.begin(), word.end(), same);
  return found == text.end() ? npos : static_cast<std::size_t>(found - text.begin());
}

std::size_t skip_space(std::string_view text, std::size_t at) {
  while (at < text.size() && is_space(text[at])) ++at;
  return at;
}

// Behind the quote that ends the literal whose opening quote is at `at`; the end when none does.
std::size_t skip_literal(std::string_view text, std::size_t at, bool backslash_escapes) {
  for (++at; at < text.size(); ++at) {
    if (backslash_escapes && text[at] == '\\') {
      ++at;
    } else if (text[at] == '\'') {
      if (at + 1 == text.size() || text[at + 1] != '\'') return at + 1;
      ++at;
    }
  }
  return text.size();
}

// Returns where the text behind the mask starts.
std::size_t hide(std::string& text, std::size_t begin, std::size_t end, Mask mask) {
  if (begin >= end) return end;
  const std::size_t size = mask == Mask::stars ? 3 : end - begin;
  text.replace(begin, end - begin, size, '*');
  return begin + size;
}

// Everything between the first colon of the user part and the last @ of the URI, whatever stands
// there: a password written with an unescaped @, / or ? must not leak its tail.
void hide_in_uris(std::string& text, Mask mask) {
  constexpr std::string_view separator = "://";
  for (std::size_t at = text.find(separator); at != npos; at = text.find(separator, at)) {
    at += separator.size();
    const std::size_t end = std::min(text.find_first_of(white_space, at), text.size());
    const std::size_t host = std::string_view(text).substr(0, end).rfind('@');
    const std::size_t colon = text.find(':', at);
    if (host == npos || host < at || colon == npos || colon > host) continue;
    at = hide(text, colon + 1, host, mask);
  }
}

// The end of the value of a connection parameter; in a URI an ampersand ends it too.
std::size_t skip_value(std::string_view text, std::size_t at, bool in_uri) {
  if (text.substr(at).starts_with("''")) {  // doubled, as inside a SQL literal; or empty
    const std::size_t end = text.find("''", at + 2);
    return end == npos ? at + 2 : end + 2;
  }
  if (at < text.size() && text[at] == '\'') return skip_literal(text, at, true);
  for (; at < text.size() && !is_space(text[at]) && !(in_uri && text[at] == '&'); ++at) {
    if (text[at] == '\\' && at + 1 < text.size()) ++at;
  }
  return at;
}

void hide_in_parameters(std::string& text, Mask mask) {
  constexpr std::string_view keyword = "password";  // and sslpassword
  for (std::size_t at = find_word(text, keyword, 0); at != npos;
       at = find_word(text, keyword, at)) {
    const std::size_t word = text.find_last_of(white_space, at) + 1;
    const bool in_uri = text.substr(word, at - word).find("://") != npos;
    at = skip_space(text, at + keyword.size());
    if (at == text.size() || text[at] != '=') continue;
    at = skip_space(text, at + 1);
    at = hide(text, at, skip_value(text, at, in_uri), mask);
  }
}

// Calls `change(text, begin, end)` with what is between the quotes of each literal behind
// `keyword`.
template <typename Change>
void for_literals_behind(std::string& text, std::string_view keyword, const Change& change) {
  for (std::size_t at = find_word(text, keyword, 0); at != npos;
       at = find_word(text, keyword, at)) {
    const bool is_whole_word = at == 0 || !is_word(text[at - 1]);
    at = skip_space(text, at + keyword.size());
    const std::string_view rest = std::string_view(text).substr(at);
    const bool escapes = rest.starts_with("e'") || rest.starts_with("E'");
    if (escapes) ++at;
    if (rest.starts_with("u&'") || rest.starts_with("U&'")) at += 2;
    if (!is_whole_word || at == text.size() || text[at] != '\'') continue;
    const std::size_t end = skip_literal(text, at, escapes);
    const bool is_closed = end > at + 1 && text[end - 1] == '\'';
    change(at + 1, is_closed ? end - 1 : end);
    at = end;
  }
}

}  // namespace

std::string redact_connection(std::string_view text) {
  std::string redacted(text);
  hide_in_uris(redacted, Mask::stars);
  hide_in_parameters(redacted, Mask::stars);
  return redacted;
}

std::string redact_about(std::string_view message, std::string_view connection, bool malformed) {
  std::string redacted = redact_connection(message);
  std::string hidden;
  const std::size_t scheme = connection.find("://");
  const std::size_t at = connection.rfind('@');
  if (scheme != std::string_view::npos && at != std::string_view::npos && at > scheme) {
    const std::size_t colon = connection.find(':', scheme + 3);
    if (colon < at) hidden += connection.substr(colon + 1, at - colon - 1);
  }
  const std::size_t keyword = to_lower(connection).find("password");
  if (malformed && keyword != std::string::npos) {
    hidden += ' ';
    hidden += connection.substr(keyword + std::string_view("password").size());
  }
  constexpr std::string_view separators = " \t\n:/@?&='";
  constexpr std::size_t shortest = 3;  // less would garble the message and says little
  for (std::size_t begin = 0; begin < hidden.size();) {
    const std::size_t end = std::min(hidden.find_first_of(separators, begin), hidden.size());
    const std::string part = hidden.substr(begin, end - begin);
    begin = end + 1;
    if (part.size() < shortest) continue;
    for (std::size_t found = 0; (found = redacted.find(part, found)) != std::string::npos;) {
      redacted.replace(found, part.size(), "***");
      found += 3;
    }
  }
  return redacted;
}

std::string redact_sql(std::string_view sql) {
  std::string redacted(sql);
  for_literals_behind(redacted, "password", [&](std::size_t begin, std::size_t end) {
    hide(redacted, begin, end, Mask::same_length);
  });
  // CREATE SUBSCRIPTION ... CONNECTION
  for_literals_behind(redacted, "connection", [&](std::size_t begin, std::size_t end) {
    std::string parameters = redacted.substr(begin, end - begin);
    hide_in_parameters(parameters, Mask::same_length);
    redacted.replace(begin, end - begin, parameters);
  });
  hide_in_uris(redacted, Mask::same_length);
  return redacted;
}

void redact_arguments(int argc, char** argv) {
  for (int i = 1; i < argc; ++i) {
    const std::size_t size = std::strlen(argv[i]);
    const std::string redacted = redact_connection(argv[i]);
    if (redacted == argv[i]) continue;
    // The kernel shows exactly this memory; it can be shortened but not extended.
    std::memset(argv[i], 0, size);
    std::memcpy(argv[i], redacted.data(), std::min(size, redacted.size()));
  }
}

}  // namespace pgsettle
