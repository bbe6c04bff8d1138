// What the name of a script or of a sub-directory says about its place in the order. Knows nothing
// of the file system.
#pragma once

#include <compare>
#include <string>
#include <string_view>
#include <vector>

namespace pgsettle {

// A natural number of any width: timestamps of 20 digits and more are in use.
struct Number {
  std::string digits;  // without leading zeros

  bool operator==(const Number&) const = default;
  std::strong_ordering operator<=>(const Number& other) const;
};

// Comparing two names compares the members in the order of their declaration.
struct ScriptName {
  bool unnumbered = true;
  std::vector<Number> version;  // one number, several in "V1.10__x.sql"
  char letter = '\0';           // the one in "15a_x.sql", in lower case
  std::string name;             // all of it

  bool operator==(const ScriptName&) const = default;
  std::strong_ordering operator<=>(const ScriptName&) const = default;
};

// The number leads the name, behind an optional V or v. Parts joined by dots are a version, as are,
// behind a V, parts joined by single underscores, which is how Flyway reads them.
ScriptName parse_script_name(std::string_view name);

// Both have a number, and it is the same, letter included.
bool same_number(const ScriptName& left, const ScriptName& right);

// "4", "1.10", "15a".
std::string number_text(const ScriptName& name);

// Ends in .sql, in any case.
bool has_script_extension(std::string_view name);

// Takes back what another script did: x.down.sql, U1__x.sql (Flyway).
bool is_undo_script(std::string_view name);

// The name whose presence makes `name` the undo half of a pair: "x_up.sql" for "x_down.sql", "up"
// for "down". Without it x_down may be about anything, so such names alone prove nothing. Empty for
// other names.
std::string undo_counterpart(std::string_view name);

}  // namespace pgsettle
