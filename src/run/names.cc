#include "run/names.h"

#include <optional>
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
      if (name == "pg_catalog" && !names_system_) {
        system_place_ = path_.size();
        names_system_ = true;
      }
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

std::vector<std::string> Names::path_with_system() const {
  std::vector<std::string> path = path_;
  if (names_system_) {
    path.insert(path.begin() + static_cast<std::ptrdiff_t>(system_place_), "pg_catalog");
  }
  return path;
}

std::string Names::creation_schema() const {
  const std::vector<std::string> path = path_with_system();
  return path.empty() ? std::string() : path.front();
}

template <typename Has>
std::optional<QualifiedName> Names::search(NameSpace space, const QualifiedName& name,
                                           const Has& has) const {
  const bool of_system = source_->is_system_name(space, name.name);
  for (std::size_t i = 0; i < path_.size(); ++i) {
    if (of_system && i == system_place_) return std::nullopt;
    QualifiedName full = {.schema = path_[i], .name = name.name};
    if (has(full)) return full;
  }
  return std::nullopt;
}

QualifiedName Names::relation(const QualifiedName& name) const {
  if (!name.schema.empty()) return name;
  const auto has = [this](const QualifiedName& full) {
    return source_->has(NameSpace::relation, full);
  };
  return search(NameSpace::relation, name, has).value_or(name);
}

QualifiedName Names::type(const QualifiedName& name) const {
  if (!name.schema.empty()) return name;
  // A relation is a type, too.
  const auto has = [this](const QualifiedName& full) {
    return source_->has(NameSpace::type, full) || source_->has(NameSpace::relation, full);
  };
  return search(NameSpace::type, name, has).value_or(name);
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
