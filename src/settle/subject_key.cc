#include "settle/subject_key.h"

#include <fmt/format.h>

namespace pgsettle {
namespace {

std::string privileges_key(const Subject& subject, const std::string& object) {
  const auto* grant = subject.action.as<GrantDetails>();
  if (grant == nullptr) return "memberships";
  if (grant->all_in_schema) {
    return fmt::format("privileges of every {} in {}", name(subject.action.kind),
                       subject.action.object.name);
  }
  if (!grant->default_privileges) return "privileges of " + object;
  return fmt::format("default privileges of {} in {} on {}", fmt::join(grant->roles, ","),
                     fmt::join(grant->schemas, ","), name(subject.action.kind));
}

}  // namespace

std::string subject_key(const Subject& subject) {
  const Action& action = subject.action;
  // A key that is named goes by its name here.
  if (action.kind == ObjectKind::constraint && !subject.object.name.empty()) {
    return fmt::format("constraint {} on {}.{}", subject.object.name, subject.owner.schema,
                       subject.owner.name);
  }
  // However its types are written.
  const CatalogObject* routine = is_routine(action.kind) ? subject.find() : nullptr;
  if (routine != nullptr) {
    return object_key({.kind = action.kind, .arguments = routine->arguments}, routine->name, {});
  }
  return object_key(action, subject.object, subject.owner);
}

std::string property_key(const Subject& subject) {
  const Action& action = subject.action;
  const std::string object = subject_key(subject);
  switch (action.verb) {
    case Verb::comment:
      return "comment on " + object;
    case Verb::grant:
    case Verb::revoke:
      return privileges_key(subject, object);
    case Verb::alter:
      break;
    default:
      return object;
  }
  const std::string column =
      subject.object.name + " on " + subject.owner.schema + "." + subject.owner.name;
  switch (action.change) {
    case Change::set_default:
    case Change::drop_default:
      return "default of " + column;
    case Change::set_not_null:
    case Change::drop_not_null:
      return "not null of " + column;
    case Change::owner:
      return "owner of " + (subject.owner.empty() ? object : column);
    case Change::row_security:
      return "row security of " + subject.owner.schema + "." + subject.owner.name;
    default:
      return "state of " + (subject.owner.empty() ? object : column);
  }
}

}  // namespace pgsettle
