#include "schema/script_name.h"

#include "base/text.h"

namespace pgsettle {
namespace {

constexpr std::string_view extension = ".sql";

bool is_digit(char c) { return c >= '0' && c <= '9'; }
bool is_letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }

// '\0' stands for what is behind the end.
char at(std::string_view text, std::size_t index) {
  return index < text.size() ? text[index] : '\0';
}

Number read_number(std::string_view text, std::size_t& index) {
  const std::size_t begin = index;
  while (is_digit(at(text, index))) ++index;
  const std::string_view digits = text.substr(begin, index - begin);
  const std::size_t first = digits.find_first_not_of('0');
  return {.digits = first == std::string_view::npos ? "0" : std::string(digits.substr(first))};
}

}  // namespace

std::strong_ordering Number::operator<=>(const Number& other) const {
  const std::strong_ordering by_width = digits.size() <=> other.digits.size();
  return std::is_neq(by_width) ? by_width : digits <=> other.digits;
}

ScriptName parse_script_name(std::string_view name) {
  ScriptName parsed;
  parsed.name = name;
  const bool prefixed = at(name, 0) == 'V' || at(name, 0) == 'v';
  std::size_t index = prefixed ? 1 : 0;
  if (!is_digit(at(name, index))) return parsed;
  parsed.unnumbered = false;
  parsed.version.push_back(read_number(name, index));
  const auto joins = [&](char c) { return c == '.' || (prefixed && c == '_'); };
  while (joins(at(name, index)) && is_digit(at(name, index + 1))) {
    parsed.version.push_back(read_number(name, ++index));
  }
  // One letter only: more of them, as in "4create.sql", are a word of the name.
  const char next = at(name, index + 1);
  if (is_letter(at(name, index)) && !is_letter(next) && !is_digit(next)) {
    parsed.letter = to_lower(name.substr(index, 1)).front();
  }
  return parsed;
}

bool same_number(const ScriptName& left, const ScriptName& right) {
  return !left.unnumbered && left.version == right.version && left.letter == right.letter;
}

std::string number_text(const ScriptName& name) {
  std::string text;
  for (const Number& number : name.version) {
    if (!text.empty()) text += '.';
    text += number.digits;
  }
  if (name.letter != '\0') text += name.letter;
  return text;
}

bool has_script_extension(std::string_view name) {
  return name.size() > extension.size() &&
         equals_ignoring_case(name.substr(name.size() - extension.size()), extension);
}

bool is_undo_script(std::string_view name) {
  if (to_lower(name).ends_with(".down.sql")) return true;
  return has_script_extension(name) && name.front() == 'U' && is_digit(at(name, 1)) &&
         name.find("__") != std::string_view::npos;
}

std::string undo_counterpart(std::string_view name) {
  constexpr std::string_view down = "down";
  const std::size_t stem_size = name.size() - (has_script_extension(name) ? extension.size() : 0);
  const std::string_view stem = name.substr(0, stem_size);
  if (!stem.ends_with(down)) return {};
  const std::string_view before = stem.substr(0, stem.size() - down.size());
  if (!before.empty() && !before.ends_with('_') && !before.ends_with('-')) return {};
  return std::string(before) + "up" + std::string(name.substr(stem_size));
}

}  // namespace pgsettle
