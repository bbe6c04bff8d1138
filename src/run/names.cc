#include "run/names.h"

#include <utility>

namespace pgsettle {

Names::Names(const NameSource& source, Scope scope)
    : source_(&source),
      scope_(std::move(scope)),
      user_(scope_.role.value_or(source.session_role())),
      known_(scope_.known) {
  read_path();
}

void Names::read_path() {
  for (const std::string& schema : scope_.search_path.value_or(source_->session_path())) {
    const std::string& name = schema == "$user" ? user_ : schema;
    if (name.starts_with("pg_")) {  // what is found first there is not known
      if (name != "pg_catalog") known_ = false;
      continue;
    }
    switch (source_->access(name, user_)) {
      case NameSource::Access::yes:
        path_.push_back(name);
        break;
      case NameSource::Access::no:
        break;
      case NameSource::Access::unknown:
        known_ = false;
        break;
    }
  }
}

QualifiedName Names::relation(const QualifiedName& name) const {
  if (!name.schema.empty() || source_->is_system_name(NameSpace::relation, name.name)) return name;
  for (const std::string& schema : path_) {
    QualifiedName full = {.schema = schema, .name = name.name};
    if (source_->has(NameSpace::relation, full)) return full;
  }
  return name;
}

QualifiedName Names::type(const QualifiedName& name) const {
  if (!name.schema.empty() || source_->is_system_name(NameSpace::type, name.name)) return name;
  for (const std::string& schema : path_) {
    QualifiedName full = {.schema = schema, .name = name.name};
    // A relation is a type, too.
    if (source_->has(NameSpace::type, full) || source_->has(NameSpace::relation, full)) return full;
  }
  return name;
}

QualifiedName Names::routine(const QualifiedName& name) const {
  if (!name.schema.empty()) return name;
  QualifiedName found = name;
  bool several = source_->is_system_name(NameSpace::routine, name.name);
  for (const std::string& schema : path_) {
    const QualifiedName full = {.schema = schema, .name = name.name};
    if (!source_->has(NameSpace::routine, full)) continue;
    if (several) return {.schema = "?", .name = name.name};
    several = true;
    found = full;
  }
  return found;
}

}  // namespace pgsettle
