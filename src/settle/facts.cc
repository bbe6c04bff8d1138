#include "settle/facts.h"

#include <algorithm>
#include <utility>

#include "sql/knowledge/object_id.h"

namespace pgsettle {

Facts::Facts(SessionFacts session, std::vector<CatalogObject> objects)
    : session_(std::move(session)), objects_(std::move(objects)) {
  for (const CatalogObject& object : objects_) {
    const ObjectKind kind = name_space(object.kind);
    const bool member = object.name.schema.empty() && !object.owner.name.empty();
    by_key_.emplace(Key(static_cast<int>(kind), member ? object.owner.schema : object.name.schema,
                        member ? object.owner.name : std::string(), object.name.name),
                    &object);
    // The name of a composite type is taken among those of relations, too.
    const auto& type = object.as<catalog::Type>();
    if (type.typtype == catalog::Typtype::composite && !type.of_relation) {
      by_key_.emplace(
          Key(static_cast<int>(ObjectKind::table), object.name.schema, "", object.name.name),
          &object);
    }
  }
}

const CatalogObject* Facts::find(ObjectKind kind, const QualifiedName& name) const {
  const auto found = by_key_.find(Key(static_cast<int>(kind), name.schema, "", name.name));
  return found != by_key_.end() ? found->second : nullptr;
}

const CatalogObject* Facts::relation(const QualifiedName& name) const {
  return find(ObjectKind::table, name);
}

const CatalogObject* Facts::type(const QualifiedName& name) const {
  return find(ObjectKind::type, name);
}

const CatalogObject* Facts::schema(std::string_view name) const {
  return find(ObjectKind::schema, {.schema = {}, .name = std::string(name)});
}

const CatalogObject* Facts::extension(std::string_view name) const {
  return find(ObjectKind::extension, {.schema = {}, .name = std::string(name)});
}

const CatalogObject* Facts::statistics(const QualifiedName& name) const {
  return find(ObjectKind::statistics, name);
}

const CatalogObject* Facts::role(std::string_view name) const {
  return find(ObjectKind::role, {.schema = {}, .name = std::string(name)});
}

const CatalogObject* Facts::database(std::string_view name) const {
  return find(ObjectKind::database, {.schema = {}, .name = std::string(name)});
}

const CatalogObject* Facts::default_privileges(std::string_view role, std::string_view schema,
                                               std::string_view type) const {
  return member(ObjectKind::default_privileges,
                {.schema = std::string(schema), .name = std::string(type)}, role);
}

std::vector<const CatalogObject*> Facts::relations_in(std::string_view schema) const {
  return all_in(ObjectKind::table, schema);
}

std::vector<const CatalogObject*> Facts::routines_in(std::string_view schema) const {
  return all_in(ObjectKind::routine, schema);
}

std::vector<const CatalogObject*> Facts::all_in(ObjectKind kind, std::string_view schema) const {
  std::vector<const CatalogObject*> list;
  const int number = static_cast<int>(kind);
  for (auto found = by_key_.lower_bound(Key(number, schema, "", "")); found != by_key_.end();
       ++found) {
    const auto& [of_kind, of_schema, owner, name] = found->first;
    if (of_kind != number || of_schema != schema || !owner.empty()) break;
    list.push_back(found->second);
  }
  return list;
}

const CatalogObject* Facts::member(ObjectKind kind, const QualifiedName& owner,
                                   std::string_view name) const {
  const auto found =
      by_key_.find(Key(static_cast<int>(kind), owner.schema, owner.name, std::string(name)));
  return found != by_key_.end() ? found->second : nullptr;
}

std::vector<const CatalogObject*> Facts::members(ObjectKind kind,
                                                 const QualifiedName& owner) const {
  std::vector<const CatalogObject*> list;
  const int number = static_cast<int>(kind);
  for (auto found = by_key_.lower_bound(Key(number, owner.schema, owner.name, ""));
       found != by_key_.end(); ++found) {
    const auto& [of_kind, schema, of_owner, name] = found->first;
    if (of_kind != number || schema != owner.schema || of_owner != owner.name) break;
    list.push_back(found->second);
  }
  return list;
}

std::vector<const CatalogObject*> Facts::routines(const QualifiedName& name) const {
  std::vector<const CatalogObject*> list;
  const auto [first, last] =
      by_key_.equal_range(Key(static_cast<int>(ObjectKind::routine), name.schema, "", name.name));
  for (auto found = first; found != last; ++found) list.push_back(found->second);
  return list;
}

const std::vector<std::string>& Facts::normal_forms(
    const std::string& key, const std::function<std::vector<std::string>()>& make) const {
  const auto [known, is_new] = normal_forms_.try_emplace(key);
  if (is_new) known->second = make();
  return known->second;
}

bool Facts::is_system_name(NameSpace space, std::string_view name) const {
  return session_.system_names.contains({space, std::string(name)});
}

// Of another role than the session's own only what the schema itself says is known: a role that it
// is a member of may have the right, too.
NameSource::Access Facts::access(std::string_view schema, std::string_view role) const {
  const CatalogObject* found = this->schema(schema);
  if (found == nullptr) return Access::no;
  if (role == session_.user) return found->as<catalog::Schema>().usable ? Access::yes : Access::no;
  const bool usable =
      found->owner_role == role || std::ranges::any_of(found->acl, [&](const std::string& item) {
        const std::string_view text = item;
        return text == "USAGE public" ||
               (text.starts_with("USAGE") && text.substr(text.find(' ') + 1) == role);
      });
  return usable ? Access::yes : Access::unknown;
}

bool Facts::has(NameSpace space, const QualifiedName& name) const {
  switch (space) {
    case NameSpace::relation:
      return relation(name) != nullptr;
    case NameSpace::type:
      return type(name) != nullptr;
    case NameSpace::routine:
      return !routines(name).empty();
  }
  return false;
}

}  // namespace pgsettle
