#include "sql/read/variables.h"

#include <algorithm>

namespace pgsettle {

void Variables::set(std::string_view name, std::string_view value) {
  values_.insert_or_assign(std::string(name), std::string(value));
}

void Variables::unset(std::string_view name) {
  const auto found = values_.find(name);
  if (found != values_.end()) values_.erase(found);
}

const std::string* Variables::find(std::string_view name) const {
  const auto found = values_.find(name);
  return found == values_.end() || !found->second ? nullptr : &*found->second;
}

void Variables::forget(std::string_view name) {
  values_.insert_or_assign(std::string(name), std::nullopt);
}

void Variables::forget_all() {
  values_.clear();
  rest_unknown_ = true;
}

bool Variables::is_unknown(std::string_view name) const {
  const auto found = values_.find(name);
  return found == values_.end() ? rest_unknown_ : !found->second;
}

bool Variables::is_valid_name(std::string_view name) {
  return !name.empty() && std::ranges::all_of(name, [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' ||
           static_cast<unsigned char>(c) >= 0x80;
  });
}

}  // namespace pgsettle
