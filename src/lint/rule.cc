#include "lint/rule.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "base/text.h"

namespace pgsettle {
namespace {

constexpr std::array group_names = std::to_array<std::string_view>(
    {"rerun-fails", "rerun-changes", "data-loss", "drift", "locks", "transactions", "script"});

}  // namespace

std::string_view name(RuleGroup group) { return group_names[static_cast<std::size_t>(group)]; }

std::optional<RuleGroup> find_group(std::string_view name) {
  const auto* found = std::ranges::find(group_names, name);
  if (found == group_names.end()) return std::nullopt;
  return static_cast<RuleGroup>(found - group_names.begin());
}

std::string_view name(FixClass fix) {
  switch (fix) {
    case FixClass::none:
      return "none";
    case FixClass::safe:
      return "safe";
    case FixClass::unsafe:
      return "unsafe";
  }
  return "";
}

const Rule* find_rule(std::string_view id) {
  const auto found = std::ranges::find(rules::all(), id, [](const Rule* rule) { return rule->id; });
  return found != rules::all().end() ? *found : nullptr;
}

bool is_rule_or_group(std::string_view id) { return find_rule(id) != nullptr || find_group(id); }

std::string suggest_rule(std::string_view id) {
  std::vector<std::string_view> ids(group_names.begin(), group_names.end());
  for (const Rule* rule : rules::all()) ids.push_back(rule->id);
  const std::string guess = nearest(id, ids);
  return guess.empty() ? "pgsettle rules lists them." : fmt::format("Did you mean \"{}\"?", guess);
}

}  // namespace pgsettle
