#include "lint/search_path.h"

#include <algorithm>

#include "base/text.h"

namespace pgsettle {
namespace {

const std::vector<std::string> usual = {"public"};

std::vector<std::string> split_list(std::string_view list) {
  std::vector<std::string> names;
  while (!list.empty()) {
    const std::size_t comma = std::min(list.find(','), list.size());
    names.emplace_back(trim(list.substr(0, comma)));
    list.remove_prefix(std::min(comma + 1, list.size()));
  }
  return names;
}

}  // namespace

void SearchPath::follow(const Action& action) {
  std::vector<std::string> path;
  if (const auto* setting = action.as<SettingDetails>()) {
    if (setting->reset && (setting->name.empty() || setting->name == "search_path"))
      schemas_ = usual;
    if (setting->reset || setting->name != "search_path") return;
    path = setting->values;
  } else if (const auto* call = action.as<CallDetails>()) {
    if (action.object.name != "set_config" || call->arguments.size() != 3) return;
    if (call->arguments[0] != "search_path") return;
    path = split_list(call->arguments[1]);
  } else {
    return;
  }
  std::erase_if(path,
                [](const std::string& name) { return name == "$user" || name == "\"$user\""; });
  schemas_ = std::move(path);
}

QualifiedName SearchPath::resolve(const QualifiedName& name, Verb verb,
                                  const std::function<bool(const QualifiedName&)>& known) const {
  if (!name.schema.empty() || name.empty()) return name;
  QualifiedName resolved = {.schema = schemas_.empty() ? "" : schemas_.front(), .name = name.name};
  if (verb == Verb::create) return resolved;
  for (const std::string& schema : schemas_) {
    const QualifiedName candidate = {.schema = schema, .name = name.name};
    if (known(candidate)) return candidate;
  }
  return resolved;
}

bool SearchPath::note_temporary(const Occurrence& occurrence) {
  const Action& action = *occurrence.action;
  if (action.temporary) {
    temporary_.insert(action.object.name);
    return true;
  }
  const QualifiedName& relation = action.owner.empty() ? action.object : action.owner;
  if (relation.schema == "pg_temp") return true;
  return relation.schema.empty() && temporary_.contains(relation.name);
}

}  // namespace pgsettle
