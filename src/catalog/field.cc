#include "catalog/field.h"

#include <fmt/format.h>

#include <charconv>

#include "base/error.h"
#include "db/array_text.h"

namespace pgsettle::field {

void assign(const std::string& text, bool& to) {
  if (text != "t" && text != "f") {
    throw Error(ErrorCode::internal, fmt::format("no boolean: {}", text));
  }
  to = text == "t";
}

void assign(const std::string& text, std::int64_t& to) {
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), to);
  if (error != std::errc() || end != text.data() + text.size()) {
    throw Error(ErrorCode::internal, fmt::format("no integer: {}", text));
  }
}

void assign(const std::string& text, std::string& to) { to = text; }
void assign(const std::string& text, catalog::Text& to) { to = text; }
void assign(const std::string& text, catalog::Texts& to) { to = read_array(text); }

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
