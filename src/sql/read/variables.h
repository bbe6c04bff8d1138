// psql's variables: \set, -v, \gset. Before the server has answered, what \gset stores is unknown.
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
  // Nullptr when it is not set, or is unknown.
  const std::string* find(std::string_view name) const;

  // It may have any value, or none (\gset of NULL unsets).
  void forget(std::string_view name);
  // Every one that is not set behind this.
  void forget_all();
  bool is_unknown(std::string_view name) const;

  // Letters, digits and underscores (also of other alphabets), as valid_variable_name in
  // src/bin/psql/variables.c.
  static bool is_valid_name(std::string_view name);

 private:
  std::map<std::string, std::optional<std::string>, std::less<>> values_;  // absent: unknown
  bool rest_unknown_ = false;
};

}  // namespace pgsettle
