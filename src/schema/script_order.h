// The list `order` of pgsettle.toml.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace pgsettle {

class ScriptOrder {
 public:
  // Throws Error{configuration} for a name that is empty or that an earlier one stands for.
  explicit ScriptOrder(const std::vector<std::string>& names);

  bool lists(std::string_view name) const;
  // `scripts` of one directory, relative to it, with those that are listed first.
  std::vector<std::string> arrange(std::vector<std::string> scripts);
  // Throws Error{configuration} for a name that stood for nothing in all calls of arrange().
  void check_all_found() const;

 private:
  struct Entry {
    std::string name;
    bool found = false;
  };

  std::vector<Entry> entries_;
  std::vector<std::string> arranged_;  // for suggestions
};

}  // namespace pgsettle
