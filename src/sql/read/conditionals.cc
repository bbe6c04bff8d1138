#include "sql/read/conditionals.h"

#include "base/text.h"

namespace pgsettle {

void Conditionals::begin(Range range, bool condition, bool every) {
  const bool parent = active();
  const bool on = parent && (condition || every);
  branches_.push_back({.range = range, .parent_active = parent, .active = on, .taken = on});
}

void Conditionals::alternative(bool condition, bool every) {
  Branch& branch = branches_.back();
  branch.active = branch.parent_active && (every || (condition && !branch.taken));
  branch.taken = branch.taken || branch.active;
}

void Conditionals::otherwise(bool every) {
  alternative(true, every);
  branches_.back().after_else = true;
}

void Conditionals::end() { branches_.pop_back(); }

std::optional<bool> parse_boolean(std::string_view text) {
  const std::string word = to_lower(text);
  if (word.empty()) return std::nullopt;
  const auto is_prefix_of = [&](std::string_view full) { return full.starts_with(word); };
  if (word == "1" || is_prefix_of("true") || is_prefix_of("yes") || word == "on") return true;
  if (word == "0" || is_prefix_of("false") || is_prefix_of("no") ||
      (word.size() >= 2 && is_prefix_of("off"))) {
    return false;
  }
  return std::nullopt;
}

}  // namespace pgsettle
