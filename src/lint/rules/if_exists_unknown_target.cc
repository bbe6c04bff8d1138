#include <fmt/format.h>

#include <algorithm>
#include <iterator>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <unordered_map>

#include "lint/findings.h"
#include "lint/rule.h"

namespace pgsettle::rules {
namespace {

std::string without_digits(std::string_view name) {
  std::string rest;
  std::ranges::copy_if(name, std::back_inserter(rest), [](char c) { return c < '0' || c > '9'; });
  return rest;
}

// One character more, less or other, or two exchanged.
bool is_one_edit(std::string_view one, std::string_view other) {
  if (one.size() > other.size()) std::swap(one, other);
  const std::size_t same =
      static_cast<std::size_t>(std::ranges::mismatch(one, other).in1 - one.begin());
  const std::string_view left = one.substr(same);
  const std::string_view right = other.substr(same);
  if (left.size() + 1 == right.size()) return left == right.substr(1);
  if (left.size() != right.size() || left.empty()) return false;
  if (left.substr(1) == right.substr(1)) return true;
  return left.size() > 1 && left[0] == right[1] && left[1] == right[0] &&
         left.substr(2) == right.substr(2);
}

// account_1 and account_2, and a dropped "user" beside "users", are other names and no slips.
bool is_misspelt(std::string_view name, std::string_view created, bool dropped) {
  if (name.size() < 4 || !is_one_edit(name, created)) return false;
  if (without_digits(name) == without_digits(created)) return false;
  const std::string_view longer = name.size() > created.size() ? name : created;
  const std::string_view shorter = name.size() > created.size() ? created : name;
  return !dropped || longer != std::string(shorter) + "s";
}

// Every way to leave out one character: near names share one of them.
template <typename Visit>
void for_each_near(std::string_view name, const Visit& visit) {
  visit(std::string(name));
  for (std::size_t i = 0; i < name.size(); ++i) {
    visit(std::string(name.substr(0, i)) + std::string(name.substr(i + 1)));
  }
}

class Relations {
 public:
  void add(const std::string& name) {
    if (!known_.insert(name).second) return;
    for_each_near(name, [&](std::string near) { near_.emplace(std::move(near), name); });
  }
  bool contains(const std::string& name) const { return known_.contains(name); }

  std::string find_meant(const std::string& name, bool dropped) const {
    std::string meant;
    for_each_near(name, [&](const std::string& near) {
      const auto [first, last] = near_.equal_range(near);
      for (auto entry = first; entry != last; ++entry) {
        if (is_misspelt(name, entry->second, dropped)) meant = entry->second;
      }
    });
    return meant;
  }

 private:
  std::set<std::string> known_;
  std::unordered_multimap<std::string, std::string> near_;
};

// The relation that need not be there, and whether it is the one that is dropped.
struct Target {
  std::string name;
  bool dropped = false;
};

std::optional<Target> target_of(const Action& action) {
  if (action.verb == Verb::drop && is_relation(action.kind) && action.if_exists) {
    return Target{.name = action.object.name, .dropped = true};
  }
  const bool member = action.kind == ObjectKind::trigger || action.kind == ObjectKind::policy ||
                      action.kind == ObjectKind::rule;
  if (action.verb == Verb::drop && member && action.if_exists) {
    return Target{.name = action.owner.name};
  }
  if (action.statement_if_exists && !action.owner.empty()) {
    return Target{.name = action.owner.name};
  }
  return std::nullopt;
}

Relations relations_of(const Model& model) {
  Relations relations;
  for (const Occurrence* occurrence : model.occurrences()) {
    const Action& action = *occurrence->action;
    if (!is_relation(action.kind)) continue;
    if (action.verb == Verb::create && !action.unnamed) relations.add(action.object.name);
    if (action.verb == Verb::rename) relations.add(action.new_name);
    if (action.verb == Verb::rename) relations.add(action.object.name);
  }
  return relations;
}

void check(const LintContext& context, Findings& findings) {
  std::optional<Relations> relations;
  for (const Occurrence* occurrence : context.model.occurrences()) {
    const auto target = target_of(*occurrence->action);
    if (!target || target->name.empty() || occurrence->called) continue;
    if (!relations) relations = relations_of(context.model);
    if (relations->contains(target->name)) continue;
    const std::string meant = relations->find_meant(target->name, target->dropped);
    if (meant.empty()) continue;
    findings.add(
        *occurrence,
        fmt::format("no script creates \"{}\", but one creates \"{}\"", target->name, meant),
        "Write the name as it is created, or remove the statement.");
  }
}

}  // namespace

extern const Rule if_exists_unknown_target{
    .id = "if-exists-unknown-target",
    .group = RuleGroup::drift,
    .severity = Severity::warning,
    .summary = "IF EXISTS on a name that looks misspelt",
    .why =
        "IF EXISTS is silent about a name that is not there. No script creates this one, and one "
        "creates a name that differs in a single character: DROP ... IF EXISTS, ALTER TABLE IF "
        "EXISTS and DROP TRIGGER IF EXISTS ... ON then do nothing for ever.",
    .bad = "CREATE TABLE IF NOT EXISTS account (id int);\nDROP TRIGGER IF EXISTS audit ON acount;",
    .good =
        "CREATE TABLE IF NOT EXISTS account (id int);\nDROP TRIGGER IF EXISTS audit ON account;",
    .check_directory = check,
};

}  // namespace pgsettle::rules
