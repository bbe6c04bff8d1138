#include "db/array_text.h"

#include <fmt/format.h>

#include "base/error.h"

namespace pgsettle {

std::string write_array(const std::set<std::string>& items) {
  std::string text = "{";
  for (const std::string& item : items) {
    if (text.size() > 1) text += ',';
    text += '"';
    for (const char c : item) {
      if (c == '"' || c == '\\') text += '\\';
      text += c;
    }
    text += '"';
  }
  return text + "}";
}

std::vector<std::string> read_array(std::string_view text) {
  const auto refuse = [&] { return Error(ErrorCode::internal, fmt::format("no array: {}", text)); };
  if (text.size() < 2 || text.front() != '{' || text.back() != '}') throw refuse();
  std::vector<std::string> items;
  if (text.size() == 2) return items;
  for (std::size_t at = 1; at < text.size(); ++at) {
    std::string& item = items.emplace_back();
    if (text[at] == '"') {
      for (++at; text[at] != '"'; ++at) {
        if (text[at] == '\\') ++at;
        if (at + 1 >= text.size()) throw refuse();
        item += text[at];
      }
      ++at;
    } else {
      for (; at + 1 < text.size() && text[at] != ','; ++at) item += text[at];
      if (item == "NULL") item.clear();
    }
    if (at + 1 < text.size() && text[at] != ',') throw refuse();
  }
  return items;
}

}  // namespace pgsettle
