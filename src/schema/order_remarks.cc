#include "schema/order_remarks.h"

#include <fmt/format.h>

#include <algorithm>

namespace pgsettle {
namespace {

constexpr std::size_t examples = 2;

std::string lexical_remark(std::span<const ScriptName> names) {
  const auto differs = [](const ScriptName& left, const ScriptName& right) {
    // An order among equal numbers is the subject of another remark.
    return !right.unnumbered && left.name > right.name && left.version != right.version;
  };
  const auto found = std::ranges::adjacent_find(names, differs);
  if (found == names.end()) return {};
  return fmt::format("{} runs before {}: the order is by number, not by letter", found->name,
                     std::next(found)->name);
}

// The names that share a number, a group for each such number.
std::vector<std::vector<std::string>> shared_numbers(std::span<const ScriptName> names) {
  std::vector<std::vector<std::string>> groups;
  for (std::size_t i = 1; i < names.size(); ++i) {
    if (!same_number(names[i - 1], names[i])) continue;
    const bool continues = i > 1 && same_number(names[i - 2], names[i]);
    if (!continues) groups.push_back({names[i - 1].name});
    groups.back().push_back(names[i].name);
  }
  return groups;
}

std::string repetition_remark(std::span<const ScriptName> names) {
  const auto groups = shared_numbers(names);
  if (groups.empty()) return {};
  const std::string first = some_names(groups[0]);
  if (groups.size() == 1) {
    return fmt::format("{} share the number {}: they run by name", first,
                       number_text(parse_script_name(groups[0][0])));
  }
  return fmt::format("{} numbers are used more than once ({}; {}{}): such names run by name",
                     groups.size(), first, some_names(groups[1]),
                     groups.size() > examples ? "; ..." : "");
}

std::string letter_remark(std::span<const ScriptName> names) {
  std::vector<std::string> lettered;
  for (const ScriptName& name : names) {
    if (name.letter != '\0') lettered.push_back(name.name);
  }
  if (lettered.empty()) return {};
  return lettered.size() == 1
             ? fmt::format(
                   "{0} has a letter behind its number: it runs right after the number "
                   "without it",
                   lettered[0])
             : fmt::format(
                   "{} have a letter behind their number: they run right after the number "
                   "without it",
                   some_names(lettered));
}

std::string unnumbered_remark(std::span<const ScriptName> names) {
  const auto first = std::ranges::find(names, true, &ScriptName::unnumbered);
  if (first == names.begin() || first == names.end()) return {};
  std::vector<std::string> unnumbered;
  std::transform(first, names.end(), std::back_inserter(unnumbered),
                 [](const ScriptName& name) { return name.name; });
  return unnumbered.size() == 1
             ? fmt::format("{} has no number: it runs last", unnumbered[0])
             : fmt::format("{} have no number: they run last, by name", some_names(unnumbered));
}

}  // namespace

std::string some_names(std::span<const std::string> names) {
  if (names.empty()) return {};
  if (names.size() == 1) return names[0];
  if (names.size() == 2) return fmt::format("{} and {}", names[0], names[1]);
  return fmt::format("{}, {} and {} more", names[0], names[1], names.size() - examples);
}

std::vector<std::string> order_remarks(std::string_view directory,
                                       std::span<const ScriptName> names) {
  std::vector<std::string> remarks;
  const std::string place = directory == "." ? "" : fmt::format("in {}, ", directory);
  for (const auto make : {lexical_remark, repetition_remark, letter_remark, unnumbered_remark}) {
    if (const std::string remark = make(names); !remark.empty()) remarks.push_back(place + remark);
  }
  return remarks;
}

}  // namespace pgsettle
