// The names that scripts have declared so far, for a reader who sees no database: every schema is
// taken to be there, and sessions to begin with the usual search_path.
#pragma once

#include <set>
#include <string>
#include <utility>
#include <vector>

#include "run/names.h"

namespace pgsettle {

class DeclaredNames : public NameSource {
 public:
  void add(NameSpace space, const QualifiedName& name) { names_.emplace(space, name); }

  const std::vector<std::string>& session_path() const override { return path_; }
  const std::string& session_role() const override { return role_; }
  // "$user" stands for the role's name; a schema that has that name is rare.
  Access access(std::string_view schema, std::string_view role) const override {
    return schema == role ? Access::no : Access::yes;
  }
  bool has(NameSpace space, const QualifiedName& name) const override {
    return names_.contains({space, name});
  }
  bool is_system_name(NameSpace, std::string_view) const override { return false; }

 private:
  std::vector<std::string> path_ = {"public"};
  std::string role_;
  std::set<std::pair<NameSpace, QualifiedName>> names_;
};

}  // namespace pgsettle
