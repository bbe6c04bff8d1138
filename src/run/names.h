// Which object a name means in a scope. Which names there are at all is another's knowledge: the
// catalog's when a run is settled, that of the scripts when they are linted.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "run/scope.h"
#include "sql/knowledge/qualified_name.h"

namespace pgsettle {

// Names of one kind do not exclude those of another, but for relations, each of which is a type.
enum class NameSpace { relation, type, routine };

class NameSource {
 public:
  virtual ~NameSource() = default;

  // The search_path and the role of a session that has just begun.
  virtual const std::vector<std::string>& session_path() const = 0;
  virtual const std::string& session_role() const = 0;

  enum class Access { yes, no, unknown };
  // Whether the role finds what is in the schema; no: there is no such schema either.
  virtual Access access(std::string_view schema, std::string_view role) const = 0;
  // With its schema. Of routines: with any arguments.
  virtual bool has(NameSpace space, const QualifiedName& name) const = 0;
  // Whether pg_catalog, which is looked into first, has the name.
  virtual bool is_system_name(NameSpace space, std::string_view name) const = 0;
};

// Resolves names as src/backend/catalog/namespace.c does.
class Names {
 public:
  // `source` outlives this.
  Names(const NameSource& source, Scope scope);

  const Scope& scope() const { return scope_; }
  // False: what statements mean here cannot be told.
  bool known() const { return known_; }
  bool is_first_path() const { return !scope_.search_path; }
  bool is_first_role() const { return user_ == source_->session_role(); }
  const std::string& user() const { return user_; }
  // Schemas that are there and may be used, in order.
  const std::vector<std::string>& path() const { return path_; }

  // The same with pg_catalog, where the path names it: else it is searched first.
  std::vector<std::string> path_with_system() const;
  // What pg_catalog has is found there, whatever the path's schemas have.
  bool searches_system_first() const { return system_place_ == 0; }

  // Where CREATE puts what has no schema; empty: nowhere.
  std::string creation_schema() const;
  // With the schema that the name is found in; as it is when it is found in none.
  QualifiedName relation(const QualifiedName& name) const;
  QualifiedName type(const QualifiedName& name) const;
  // All routines of that name may be in one schema only; else the schema is "?".
  QualifiedName routine(const QualifiedName& name) const;

 private:
  void read_path();
  // In the schemas that are searched, in order; nullopt: it is in none, or in pg_catalog.
  template <typename Has>
  std::optional<QualifiedName> search(NameSpace space, const QualifiedName& name,
                                      const Has& has) const;

  const NameSource* source_;
  Scope scope_;
  std::string user_;
  std::vector<std::string> path_;
  // How many schemas of the path are searched before pg_catalog; it is named there, or not.
  std::size_t system_place_ = 0;
  bool names_system_ = false;
  bool known_;
};

}  // namespace pgsettle
