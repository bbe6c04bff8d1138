// An option of a subcommand, as data: the command line is read by this table, and whatever tells
// users about options (--help, a manual page, completions) is printed from it.
#pragma once

#include <initializer_list>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace pgsettle {

struct Numbers {
  int least;
  int most;
};

struct Option {
  // "-q,--quiet"; without a dash: an argument that is known by its place, such as "PATH".
  std::string names;
  std::string help;  // one line
  // Where its value goes. A bool makes it a flag; a vector takes as many values as are given. What
  // is pointed to outlives the option and is left alone when nothing is typed.
  std::variant<bool*, int*, std::string*, std::vector<std::string>*> place;
  std::string value = {};                 // as the help names the value: "FILE"
  std::string group = {};                 // the help's heading; empty: the usual one
  std::vector<std::string> choices = {};  // empty: any value
  std::string standard = {};              // for the help: the value when nothing is typed
  std::optional<Numbers> limits = {};
  bool required = false;
  bool comma_separated = false;
};

using Options = std::vector<Option>;

// Several tables as one, in this order.
inline Options joined(std::initializer_list<Options> tables) {
  Options all;
  for (const Options& table : tables) all.insert(all.end(), table.begin(), table.end());
  return all;
}

}  // namespace pgsettle
