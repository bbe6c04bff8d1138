// A kind is one file: what it reads, compares and writes is told by its entry in the registry, so
// that these tests hold for a kind that is added.
#include <gtest/gtest.h>

#include <filesystem>
#include <set>

#include "base/error.h"
#include "catalog/catalog_query.h"
#include "catalog/compare.h"
#include "catalog/kind.h"

namespace pgsettle {
namespace {

constexpr int kind_count = static_cast<int>(ObjectKind::other) + 1;

std::vector<ObjectKind> claimed_by(const CatalogKind& kind) {
  std::vector<ObjectKind> list;
  for (int i = 0; i < kind_count; ++i) {
    if (kind.claims(static_cast<ObjectKind>(i))) list.push_back(static_cast<ObjectKind>(i));
  }
  return list;
}

std::string row_name(ObjectKind kind) {
  return kind == ObjectKind::domain_constraint ? "domain constraint" : std::string(name(kind));
}

// Whether some query that has rows of this kind, or adds to them, has the attribute.
bool is_read(ObjectKind kind, std::string_view attribute) {
  const std::string text(attribute);
  for (const CatalogKind* each : kinds::all()) {
    for (const std::string_view query : each->queries) {
      const auto has = [&](const std::string& part) {
        return query.find(part) != std::string_view::npos;
      };
      const std::string row = row_name(kind) + "'";
      const bool of_kind = has("SELECT '" + row) || has("THEN '" + row) || has("ELSE '" + row);
      const bool adds = each == kind_of(kind) &&
                        (has("SELECT NULL, NULL, NULL, ") || has("SELECT DISTINCT NULL, "));
      const bool read = has("AS " + text + ",") || has("AS " + text + "\n") ||
                        has("AS \"" + text + "\"") || has("." + text + ",") ||
                        has("." + text + "\n");
      if ((of_kind || adds) && read) return true;
    }
  }
  return false;
}

CatalogObject an_object(ObjectKind kind) {
  CatalogObject object = {.kind = kind, .name = {.schema = "s", .name = "x"}, .owner_role = "me"};
  if (is_member(kind) || kind == ObjectKind::index || kind == ObjectKind::user_mapping) {
    object.owner = {.schema = "s", .name = "t"};
  }
  if (!is_named_in_schema(kind) || is_member(kind)) object.name.schema.clear();
  for (const Field& field : kind_of(kind)->fields) field.read({}, object);
  if (kind == ObjectKind::column) {
    object.facts = catalog::Column{.type = "integer", .identity = catalog::Identity::by_default};
  }
  if (kind == ObjectKind::user_mapping) object.facts = catalog::UserMapping{.values_hash = "h"};
  return object;
}

CatalogObject the_table() {
  return {
      .kind = ObjectKind::table, .name = {.schema = "s", .name = "t"}, .facts = catalog::Table()};
}

// Sets another value than the field has.
void edit(const Field& field, CatalogObject& object) {
  const std::string before = field.text(object);
  for (const char* value : {"t", "f", "a=1", "7", "u", "D", "e", "l", "s", "{a=1}"}) {
    try {
      field.read(std::string(value), object);
    } catch (const Error&) {
      continue;  // another type
    }
    if (field.text(object) != before) return;
  }
  ADD_FAILURE() << "no value changes " << field.attribute;
}

TEST(CatalogKinds, EachFileIsOne) {
  std::set<std::string> files;
  for (const auto& entry : std::filesystem::directory_iterator(
           std::filesystem::path(PGSETTLE_SOURCE_DIR) / "src/catalog/kinds")) {
    files.insert(entry.path().stem().string());
  }
  std::set<std::string> ids;
  for (const CatalogKind* kind : kinds::all()) ids.insert(std::string(kind->id));
  EXPECT_EQ(ids, files);
}

TEST(CatalogKinds, NoObjectIsOfTwo) {
  std::set<ObjectKind> claimed;
  for (const CatalogKind* kind : kinds::all()) {
    EXPECT_FALSE(claimed_by(*kind).empty()) << kind->id;
    for (const ObjectKind each : claimed_by(*kind)) {
      EXPECT_TRUE(claimed.insert(each).second) << name(each);
      EXPECT_EQ(kind_of(each), kind);
    }
  }
}

TEST(CatalogKinds, QueriesSayEachFieldOnce) {
  for (const CatalogKind* kind : kinds::all()) {
    std::set<std::string_view> attributes;
    for (const Field& field : kind->fields) {
      EXPECT_TRUE(attributes.insert(field.attribute).second) << kind->id << field.attribute;
      for (const ObjectKind each : claimed_by(*kind)) {
        EXPECT_TRUE(is_read(each, field.attribute)) << name(each) << " " << field.attribute;
      }
    }
  }
}

TEST(CatalogKinds, WhatIsComparedIsWritten) {
  for (const CatalogKind* kind : kinds::all()) {
    if (kind->sql_reference == nullptr) continue;
    EXPECT_NE(kind->phase, nullptr) << kind->id;
    ASSERT_NE(kind->create, nullptr) << kind->id;
    ASSERT_NE(kind->change, nullptr) << kind->id;
    const CatalogObject object = an_object(claimed_by(*kind).front());
    EXPECT_NE(drop_statement(*kind, object).find(" IF EXISTS "), std::string::npos) << kind->id;
  }
}

TEST(CatalogKinds, EachFieldThatDiffersIsNamedAndRemedied) {
  std::vector<CatalogObject> whole;
  whole.push_back(the_table());
  const Catalog all(std::move(whole));
  for (const CatalogKind* kind : kinds::all()) {
    if (kind->sql_reference == nullptr) continue;
    const CatalogObject before = an_object(claimed_by(*kind).front());
    EXPECT_TRUE(compare(before, before).empty());
    for (const Field& field : kind->fields) {
      CatalogObject after = before;
      edit(field, after);
      const auto differences = compare(before, after);
      if (!field.is_compared) {
        EXPECT_TRUE(differences.empty()) << kind->id << " " << field.attribute;
        continue;
      }
      ASSERT_EQ(differences.size(), 1U) << kind->id << " " << field.attribute;
      EXPECT_EQ(differences[0].attribute, field.attribute);
      Remedy remedy;
      kind->change({.from = before, .to = after}, all, remedy);
      // A view with another query is made anew with those that read it: drift/change_script.cc.
      const bool rebuilt = kind->id == "view" && field.attribute == "definition";
      EXPECT_EQ(remedy.lines().empty(), rebuilt) << kind->id << " " << field.attribute;
    }
  }
}

Answer answer(std::vector<std::string> attributes, std::vector<ResultRow> rows) {
  std::vector<std::string> columns = {"kind", "schema",    "name", "schema",
                                      "name", "arguments", "oid"};
  columns.insert(columns.end(), attributes.begin(), attributes.end());
  Answer made;
  made.column_names = std::move(columns);
  made.result = std::move(rows);
  return made;
}

TEST(CatalogAnswer, ReadsFactsWithTheirTypes) {
  const auto none = std::nullopt;
  const auto objects = read_objects(
      std::vector{answer({"schema", "owner", "comment", "acl", "owned"},
                         {{"extension", none, "hstore", none, none, none, none, "lib", "me", none,
                           R"({me,me=U*/me,"\"a role\"=UC/b",=U/me})", "t"}})});
  ASSERT_EQ(objects.size(), 1U);
  EXPECT_EQ(objects[0].as<catalog::Extension>().schema, "lib");
  EXPECT_EQ(objects[0].owner_role, "me");
  EXPECT_FALSE(objects[0].comment);
  EXPECT_TRUE(objects[0].owned);
  EXPECT_EQ(objects[0].acl,
            (catalog::Texts{"!CREATE a role", "!USAGE a role", "USAGE public", "USAGE* me"}));
  EXPECT_EQ(objects[0].as<catalog::Index>().valid, false);  // of another kind: nothing is known
}

TEST(CatalogAnswer, AQueryAddsToWhatAnotherHasFound) {
  const auto none = std::nullopt;
  const auto objects = read_objects(std::vector{
      answer({"owner", "valid"}, {{"index", "s", "i", none, none, none, "12", "me", none},
                                  {"table", "s", "t", none, none, none, "13", "me", none}}),
      answer({"definition", "valid"}, {{none, none, none, "s", "t", none, "12", "CREATE ...", "t"},
                                       {none, none, none, none, none, none, "99", none, none}})});
  ASSERT_EQ(objects.size(), 2U);
  EXPECT_EQ(objects[0].definition, "CREATE ...");
  EXPECT_EQ(objects[0].owner, (QualifiedName{"s", "t"}));
  EXPECT_TRUE(objects[0].as<catalog::Index>().valid);
  EXPECT_TRUE(objects[1].definition.empty());
}

TEST(CatalogAnswer, AnotherTypeIsAnError) {
  const auto none = std::nullopt;
  EXPECT_THROW(read_objects(std::vector{
                   answer({"owned"}, {{"schema", none, "s", none, none, none, none, "yes"}})}),
               Error);
  EXPECT_THROW(
      read_objects(std::vector{answer({}, {{"no kind", none, "s", none, none, none, none}})}),
      Error);
}

}  // namespace
}  // namespace pgsettle
