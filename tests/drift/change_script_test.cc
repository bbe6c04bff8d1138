// What two states of a database differ in, and the statements between them, without a server.
#include "drift/change_script.h"

#include <gtest/gtest.h>

#include "drift/difference.h"
#include "drift/scope.h"

namespace pgsettle {
namespace {

using Objects = std::vector<CatalogObject>;

CatalogObject table(const std::string& name) {
  return {.kind = ObjectKind::table,
          .name = {.schema = "s", .name = name},
          .owner_role = "me",
          .relation = {.persistence = catalog::Persistence::permanent},
          .facts = catalog::Table()};
}

CatalogObject column(const std::string& of, const std::string& name, std::int64_t number,
                     const std::string& type) {
  return {.kind = ObjectKind::column,
          .name = {.schema = {}, .name = name},
          .owner = {.schema = "s", .name = of},
          .facts = catalog::Column{.number = number, .type = type, .usual = true}};
}

struct Both {
  Both(Objects scripts, Objects database)
      : declared(in_scope(std::move(scripts), {"s"})),
        found(in_scope(std::move(database), {"s"})) {}

  std::string names() const {
    std::string text;
    for (const Difference& difference : find_differences(declared, found)) {
      const bool only = difference.attributes.empty();
      text += (only ? (difference.found == nullptr ? "-" : "+") : "~") +
              describe(difference.object()) + "\n";
    }
    return text;
  }
  std::string to_database() const { return write_changes(found, declared, {.user = "me"}); }
  std::string to_scripts() const {
    return write_changes(declared, found, {.user = "me", .for_scripts = true});
  }

  Catalog declared;
  Catalog found;
};

bool has(const std::string& text, const std::string& part) {
  return text.find(part) != std::string::npos;
}

TEST(ChangeScript, IsEmptyWhereNothingDiffers) {
  const Both both({table("t"), column("t", "a", 1, "integer")},
                  {table("t"), column("t", "a", 1, "integer")});
  EXPECT_EQ(both.names(), "");
  EXPECT_EQ(both.to_database(), "");
  EXPECT_EQ(both.to_scripts(), "");
}

TEST(ChangeScript, MakesWhatIsMissingWithAllOfIt) {
  const Both both({table("t"), column("t", "a", 1, "integer"), column("t", "B c", 2, "text")}, {});
  EXPECT_EQ(both.names(), "-table s.t\n");  // its columns need no mention
  const std::string script = both.to_database();
  EXPECT_TRUE(has(script, "CREATE TABLE IF NOT EXISTS s.t (")) << script;
  EXPECT_TRUE(has(script, "\"B c\" text")) << script;
  EXPECT_FALSE(has(script, "DROP")) << script;
}

TEST(ChangeScript, DataIsNeverDropped) {
  const Both both({}, {table("t"), column("t", "a", 1, "integer")});
  EXPECT_EQ(both.names(), "+table s.t\n");
  EXPECT_FALSE(has("\n" + both.to_database(), "\nDROP")) << both.to_database();
  EXPECT_TRUE(has(both.to_scripts(), "CREATE TABLE IF NOT EXISTS s.t (")) << both.to_scripts();
}

TEST(ChangeScript, AddsAndChangesColumns) {
  const Both both({table("t"), column("t", "a", 1, "bigint"), column("t", "b", 2, "text")},
                  {table("t"), column("t", "a", 1, "integer")});
  const std::string script = both.to_database();
  EXPECT_TRUE(has(script, "ALTER TABLE s.t ADD COLUMN IF NOT EXISTS b text;")) << script;
  EXPECT_TRUE(has(script, "ALTER COLUMN a TYPE bigint")) << script;
}

TEST(ChangeScript, ParentsComeBeforeTheirHeirs) {
  CatalogObject heir = table("a_heir");
  heir.facts = catalog::Table{.parents = {"s.z_parent"}};
  const Both both({heir, table("z_parent")}, {});
  const std::string script = both.to_database();
  EXPECT_LT(script.find("EXISTS s.z_parent"), script.find("EXISTS s.a_heir")) << script;
  EXPECT_TRUE(has(script, "INHERITS (s.z_parent)")) << script;
}

TEST(ChangeScript, SequencesOfColumnsHaveTheOwnerOfTheTable) {
  CatalogObject sequence = {.kind = ObjectKind::sequence,
                            .name = {.schema = "s", .name = "q"},
                            .owner_role = "other",
                            .facts = catalog::Sequence{.owned_by = "s.t.a"}};
  CatalogObject owned = table("t");
  owned.owner_role = "other";
  const Both both({owned, column("t", "a", 1, "integer"), sequence}, {});
  const std::string script = both.to_database();
  EXPECT_TRUE(has(script, "ALTER TABLE s.t OWNER TO other")) << script;
  EXPECT_FALSE(has(script, "ALTER SEQUENCE s.q OWNER TO")) << script;
}

TEST(ChangeScript, WhatIsInOtherSchemasOrOfExtensionsIsNoDrift) {
  CatalogObject other = table("t");
  other.name.schema = "other";
  CatalogObject installed = table("installed");
  installed.extension = "x";
  const Both both({}, {other, installed});
  EXPECT_EQ(both.names(), "");
}

}  // namespace
}  // namespace pgsettle
