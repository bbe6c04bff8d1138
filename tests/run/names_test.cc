#include "run/names.h"

#include <gtest/gtest.h>

#include <set>
#include <string>
#include <utility>
#include <vector>

namespace pgsettle {
namespace {

// Schemas a, b, of which role "guest" may not use b, and "secret", of which nothing is known.
class TestNames : public NameSource {
 public:
  void add(NameSpace space, const std::string& schema, const std::string& name) {
    names_.insert({space, {.schema = schema, .name = name}});
  }

  const std::vector<std::string>& session_path() const override { return path_; }
  const std::string& session_role() const override { return role_; }
  Access access(std::string_view schema, std::string_view role) const override {
    if (schema == "secret") return Access::unknown;
    if (schema == "b") return role == "guest" ? Access::no : Access::yes;
    return schema == "a" || schema == "guest" ? Access::yes : Access::no;
  }
  bool has(NameSpace space, const QualifiedName& name) const override {
    return names_.contains({space, name});
  }
  bool is_system_name(NameSpace space, std::string_view name) const override {
    return space == NameSpace::relation && name == "pg_class";
  }

 private:
  std::vector<std::string> path_ = {"$user", "a", "gone"};
  std::string role_ = "owner";
  std::set<std::pair<NameSpace, QualifiedName>> names_;
};

QualifiedName name(const std::string& schema, const std::string& object) {
  return {.schema = schema, .name = object};
}

TEST(Names, LooksThroughTheSchemasThatAreThere) {
  TestNames source;
  source.add(NameSpace::relation, "a", "t");
  source.add(NameSpace::relation, "b", "t");
  const Names names(source, {});
  EXPECT_EQ(names.path(), std::vector<std::string>{"a"});
  EXPECT_EQ(names.creation_schema(), "a");
  EXPECT_EQ(names.relation(name("", "t")), name("a", "t"));
  EXPECT_EQ(names.relation(name("b", "t")), name("b", "t"));
  EXPECT_EQ(names.relation(name("", "missing")), name("", "missing"));
  EXPECT_EQ(names.relation(name("", "pg_class")), name("", "pg_class"));
  const Names other(source, {.search_path = std::vector<std::string>{"b", "a"}});
  EXPECT_EQ(other.relation(name("", "t")), name("b", "t"));
  EXPECT_FALSE(other.is_first_path());
}

TEST(Names, SystemIsSearchedWhereThePathSaysSo) {
  TestNames source;
  source.add(NameSpace::relation, "a", "pg_class");
  source.add(NameSpace::relation, "b", "pg_class");
  const auto with = [&](std::vector<std::string> path) {
    return Names(source, {.search_path = std::move(path)});
  };
  EXPECT_EQ(with({"a"}).relation(name("", "pg_class")), name("", "pg_class"));
  EXPECT_EQ(with({"pg_catalog", "a"}).relation(name("", "pg_class")), name("", "pg_class"));
  EXPECT_EQ(with({"pg_catalog", "a"}).creation_schema(), "pg_catalog");
  EXPECT_EQ(with({"a", "pg_catalog", "b"}).relation(name("", "pg_class")), name("a", "pg_class"));
  EXPECT_EQ(with({"gone", "pg_catalog", "b"}).relation(name("", "pg_class")), name("", "pg_class"));
  EXPECT_EQ(with({"a", "pg_catalog", "b"}).path_with_system(),
            (std::vector<std::string>{"a", "pg_catalog", "b"}));
  EXPECT_TRUE(with({"gone", "pg_catalog"}).searches_system_first());
  EXPECT_FALSE(with({"a", "pg_catalog"}).searches_system_first());
  EXPECT_EQ(with({"a"}).path_with_system(), std::vector<std::string>{"a"});
}

TEST(Names, RelationIsATypeToo) {
  TestNames source;
  source.add(NameSpace::relation, "a", "t");
  source.add(NameSpace::type, "a", "mood");
  const Names names(source, {});
  EXPECT_EQ(names.type(name("", "t")), name("a", "t"));
  EXPECT_EQ(names.type(name("", "mood")), name("a", "mood"));
  EXPECT_EQ(names.relation(name("", "mood")), name("", "mood"));
}

TEST(Names, RoutineOfSeveralSchemasIsNotTold) {
  TestNames source;
  source.add(NameSpace::routine, "a", "f");
  source.add(NameSpace::routine, "b", "f");
  EXPECT_EQ(Names(source, {}).routine(name("", "f")), name("a", "f"));
  const Names both(source, {.search_path = std::vector<std::string>{"a", "b"}});
  EXPECT_EQ(both.routine(name("", "f")), name("?", "f"));
}

TEST(Names, FollowTheRoleIntoItsSchemas) {
  const TestNames source;
  const Names guest(source,
                    {.search_path = std::vector<std::string>{"$user", "b", "a"}, .role = "guest"});
  EXPECT_EQ(guest.path(), (std::vector<std::string>{"guest", "a"}));
  EXPECT_FALSE(guest.is_first_role());
  EXPECT_TRUE(guest.known());
}

TEST(Names, AreUnknownWhereTheScopeOrASchemaIs) {
  const TestNames source;
  EXPECT_FALSE(Names(source, {.known = false}).known());
  EXPECT_FALSE(Names(source, {.search_path = std::vector<std::string>{"secret"}}).known());
  EXPECT_FALSE(Names(source, {.search_path = std::vector<std::string>{"pg_temp", "a"}}).known());
  EXPECT_TRUE(Names(source, {.search_path = std::vector<std::string>{"pg_catalog", "a"}}).known());
}

}  // namespace
}  // namespace pgsettle
