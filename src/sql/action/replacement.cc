#include "sql/action/replacement.h"

#include <fmt/format.h>

namespace pgsettle {

std::string refusal_to_replace(const Action& old, const Action& now) {
  if (old.kind != now.kind) return "a function cannot become a procedure (42809)";
  const auto* before = old.as<RoutineDefinition>();
  const auto* after = now.as<RoutineDefinition>();
  if (before == nullptr || after == nullptr) return {};
  if (before->result != after->result) return "its return type was changed (42P13)";
  for (std::size_t i = 0; i < before->parameter_names.size(); ++i) {
    const std::string& name = before->parameter_names[i];
    if (!name.empty() && i < after->parameter_names.size() && after->parameter_names[i] != name) {
      return fmt::format("its parameter \"{}\" was renamed (42P13)", name);
    }
  }
  if (before->defaults > after->defaults) return "a default was removed (42P13)";
  return {};
}

}  // namespace pgsettle
