#include "catalog/field.h"

#include <fmt/format.h>

#include <charconv>

namespace pgsettle::field {

void assign(const Value& value, bool& to) { to = std::get<bool>(value); }

void assign(const Value& value, std::int64_t& to) {
  const auto& text = std::get<std::string>(value);
  std::from_chars(text.data(), text.data() + text.size(), to);
}

void assign(const Value& value, std::string& to) { to = std::get<std::string>(value); }
void assign(const Value& value, catalog::Text& to) { to = std::get<std::string>(value); }
void assign(const Value& value, catalog::Texts& to) { to = std::get<catalog::Texts>(value); }

void assign(const Value& value, std::optional<catalog::Texts>& to) {
  to = std::get<catalog::Texts>(value);
}

std::string text_of(bool value) { return value ? "true" : "false"; }
std::string text_of(std::int64_t value) { return std::to_string(value); }
std::string text_of(const std::string& value) { return value; }
std::string text_of(const catalog::Text& value) { return value.value_or(""); }
std::string text_of(const catalog::Texts& value) {
  return fmt::format("{}", fmt::join(value, ", "));
}

std::string text_of(const std::optional<catalog::Texts>& value) {
  return value ? text_of(*value) : "";
}

}  // namespace pgsettle::field
