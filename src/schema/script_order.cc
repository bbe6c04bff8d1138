#include "schema/script_order.h"

#include <fmt/format.h>

#include <algorithm>

#include "base/error.h"
#include "base/text.h"

namespace pgsettle {
namespace {

[[noreturn]] void refuse(const std::string& message, const std::string& hint) {
  throw Error(ErrorCode::configuration, "the setting order lists " + message, hint);
}

std::string normalized(std::string_view name) {
  while (name.starts_with("./")) name.remove_prefix(2);
  while (name.ends_with('/')) name.remove_suffix(1);
  return std::string(name);
}

// `name` is the script itself or a directory above it.
bool stands_for(std::string_view name, std::string_view script) {
  return script.starts_with(name) && (script.size() == name.size() || script[name.size()] == '/');
}

}  // namespace

ScriptOrder::ScriptOrder(const std::vector<std::string>& names) {
  for (const std::string& listed : names) {
    const std::string name = normalized(listed);
    if (name.empty()) refuse("an empty name", "Remove it.");
    const auto covers = [&](const Entry& entry) { return stands_for(entry.name, name); };
    if (const auto earlier = std::ranges::find_if(entries_, covers); earlier != entries_.end()) {
      if (earlier->name == name) refuse(name + " twice", "Remove one of the two.");
      refuse(fmt::format("{} behind {}, which stands for everything in it", name, earlier->name),
             "Remove it, or move it before the directory.");
    }
    entries_.push_back({.name = name});
  }
}

bool ScriptOrder::lists(std::string_view name) const {
  return std::ranges::find(entries_, name, &Entry::name) != entries_.end();
}

std::vector<std::string> ScriptOrder::arrange(std::vector<std::string> scripts) {
  auto unlisted = scripts.begin();
  for (Entry& entry : entries_) {
    const auto covers = [&](const std::string& script) { return stands_for(entry.name, script); };
    entry.found = entry.found || std::ranges::any_of(scripts, covers);
    unlisted = std::stable_partition(unlisted, scripts.end(), covers);
  }
  arranged_.insert(arranged_.end(), scripts.begin(), scripts.end());
  return scripts;
}

void ScriptOrder::check_all_found() const {
  const auto missing = std::ranges::find(entries_, false, &Entry::found);
  if (missing == entries_.end()) return;
  const std::vector<std::string_view> candidates(arranged_.begin(), arranged_.end());
  const std::string meant = nearest(missing->name, candidates);
  refuse(fmt::format("{}, which is not a script or a directory of scripts", missing->name),
         meant.empty() ? "Names are relative to the schema directory."
                       : fmt::format("Did you mean {}?", meant));
}

}  // namespace pgsettle
