// psql's variables: \set, -v, \gset.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>

namespace pgsettle {

class Variables {
 public:
  void set(std::string_view name, std::string_view value);
  void unset(std::string_view name);
  const std::string* find(std::string_view name) const;

  // Letters, digits and underscores (also of other alphabets), as valid_variable_name in
  // src/bin/psql/variables.c.
  static bool is_valid_name(std::string_view name);

 private:
  std::map<std::string, std::string, std::less<>> values_;
};

}  // namespace pgsettle
