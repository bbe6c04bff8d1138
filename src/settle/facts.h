// What the catalog says of the names that the scripts use, as of one snapshot.
#pragma once

#include <functional>
#include <map>
#include <set>
#include <string>
#include <string_view>
#include <tuple>
#include <unordered_map>
#include <vector>

#include "catalog/object.h"
#include "run/names.h"

namespace pgsettle {

// What the session is before the first script.
struct SessionFacts {
  std::string user;
  std::vector<std::string> search_path;  // as the setting has it, with "$user"
  int server_major_version = 0;
  bool superuser = false;
  bool event_triggers = false;  // any DDL may do anything
  bool standby = false;         // nothing can be written
  bool temporary = false;       // may make temporary tables
  // Names that pg_catalog has, too.
  std::set<std::pair<NameSpace, std::string>> system_names = {};
  // Those of them that are routines which may do more than compute: VOLATILE ones.
  std::set<std::string> volatile_routines = {};
};

class Facts : public NameSource {
 public:
  Facts() = default;
  Facts(SessionFacts session, std::vector<CatalogObject> objects);
  Facts(const Facts&) = delete;
  Facts& operator=(const Facts&) = delete;
  Facts(Facts&&) = default;
  Facts& operator=(Facts&&) = default;

  const SessionFacts& session() const { return session_; }
  // nullptr: there is none. Names carry their schema.
  const CatalogObject* relation(const QualifiedName& name) const;
  const CatalogObject* type(const QualifiedName& name) const;
  const CatalogObject* schema(std::string_view name) const;
  const CatalogObject* extension(std::string_view name) const;
  const CatalogObject* statistics(const QualifiedName& name) const;
  const CatalogObject* role(std::string_view name) const;
  const CatalogObject* database(std::string_view name) const;
  // Those of all schemas when it is empty. `type`: r, S, f, T or n.
  const CatalogObject* default_privileges(std::string_view role, std::string_view schema,
                                          std::string_view type) const;
  // All that are known, in the order of their names.
  std::vector<const CatalogObject*> relations_in(std::string_view schema) const;
  std::vector<const CatalogObject*> routines_in(std::string_view schema) const;
  // A column, constraint, trigger, policy, rule of a relation; an attribute of a type.
  const CatalogObject* member(ObjectKind kind, const QualifiedName& owner,
                              std::string_view name) const;
  std::vector<const CatalogObject*> members(ObjectKind kind, const QualifiedName& owner) const;
  // All with this name, whatever their arguments.
  std::vector<const CatalogObject*> routines(const QualifiedName& name) const;

  // What was made for the key before, or what is made now.
  const std::vector<std::string>& normal_forms(
      const std::string& key, const std::function<std::vector<std::string>()>& make) const;

  const std::vector<std::string>& session_path() const override { return session_.search_path; }
  const std::string& session_role() const override { return session_.user; }
  Access access(std::string_view schema, std::string_view role) const override;
  bool has(NameSpace space, const QualifiedName& name) const override;
  bool is_system_name(NameSpace space, std::string_view name) const override;

 private:
  using Key = std::tuple<int, std::string, std::string, std::string>;

  const CatalogObject* find(ObjectKind kind, const QualifiedName& name) const;
  std::vector<const CatalogObject*> all_in(ObjectKind kind, std::string_view schema) const;

  SessionFacts session_;
  std::vector<CatalogObject> objects_;
  std::multimap<Key, const CatalogObject*> by_key_;  // kind, schema, owner, name
  mutable std::unordered_map<std::string, std::vector<std::string>> normal_forms_;
};

}  // namespace pgsettle
