#include "sql/action.h"

#include <fmt/format.h>

namespace pgsettle {
namespace {

std::string text(const QualifiedName& name) {
  return name.schema.empty() ? name.name : name.schema + "." + name.name;
}

}  // namespace

std::string describe(const Action& action) {
  std::string description(name(action.kind));
  if (!action.object.empty()) description += fmt::format(" \"{}\"", text(action.object));
  if (is_routine(action.kind)) description += fmt::format("({})", action.arguments);
  if (!action.owner.empty()) {
    const bool in = action.kind == ObjectKind::enum_value || action.kind == ObjectKind::attribute;
    description += fmt::format(" {} \"{}\"", in ? "of" : "on", text(action.owner));
  }
  return description;
}

}  // namespace pgsettle
