#include "sql/parse/normal_form.h"

#include <gtest/gtest.h>

#include <string>
#include <string_view>

namespace pgsettle {
namespace {

// As a session with search_path = app would complete names.
NameCompletion in_app() {
  const auto app = [](const QualifiedName& name) {
    return QualifiedName{.schema = "app", .name = name.name};
  };
  const auto user_type = [](const QualifiedName& name) {
    return name.name == "mood" ? QualifiedName{.schema = "app", .name = "mood"} : name;
  };
  return {
      .relation = app,
      .routine =
          [](const QualifiedName& name) {
            return name.name == "f" ? QualifiedName{.schema = "app", .name = "f"} : name;
          },
      .type = user_type,
      .primary_key = [](const QualifiedName&) { return std::vector<std::string>{"id"}; },
      .column_type = [](const QualifiedName&, const std::string&) { return std::string("text"); },
      .current_user = "me"};
}

bool same(std::string_view script, std::string_view catalog) {
  NameCompletion catalog_completion;
  catalog_completion.column_type = in_app().column_type;
  const auto forms = normal_forms(script, in_app());
  EXPECT_FALSE(forms.empty()) << script;
  return forms == normal_forms(catalog, catalog_completion);
}

TEST(NormalForm, Triggers) {
  const std::string_view catalog =
      "CREATE TRIGGER tg BEFORE INSERT OR UPDATE OF a ON app.t FOR EACH ROW EXECUTE FUNCTION "
      "app.f('1')";
  EXPECT_TRUE(
      same("create or replace trigger tg -- why\n before insert or update of a on t for each "
           "row execute procedure f(1)",
           catalog));
  EXPECT_FALSE(
      same("CREATE TRIGGER tg AFTER INSERT OR UPDATE OF a ON t FOR EACH ROW EXECUTE "
           "FUNCTION f(1)",
           catalog));
  EXPECT_FALSE(
      same("CREATE TRIGGER tg BEFORE INSERT OR UPDATE OF a ON other.t FOR EACH ROW EXECUTE "
           "FUNCTION f(1)",
           catalog));
}

TEST(NormalForm, Functions) {
  const std::string_view catalog =
      "CREATE OR REPLACE FUNCTION app.f(a integer DEFAULT 5, b text DEFAULT 'x'::text)\n RETURNS "
      "app.mood\n LANGUAGE plpgsql\n STABLE\nAS $function$ BODY $function$\n";
  EXPECT_TRUE(
      same("CREATE FUNCTION f(IN a int DEFAULT 5, b text = 'x') RETURNS mood AS ' BODY ' "
           "STABLE CALLED ON NULL INPUT SECURITY INVOKER PARALLEL UNSAFE LANGUAGE 'plpgsql'",
           catalog));
  EXPECT_FALSE(
      same("CREATE FUNCTION f(a int DEFAULT 5, b text = 'x') RETURNS mood AS ' body ' STABLE "
           "LANGUAGE plpgsql",
           catalog));
  EXPECT_FALSE(
      same("CREATE FUNCTION f(a int DEFAULT 5, b text = 'x') RETURNS mood AS ' BODY ' STABLE "
           "STRICT LANGUAGE plpgsql",
           catalog));
  EXPECT_TRUE(
      same("CREATE FUNCTION f(OUT a int) LANGUAGE sql AS 'SELECT 1'",
           "CREATE OR REPLACE FUNCTION app.f(OUT a integer) RETURNS integer LANGUAGE sql AS "
           "$function$SELECT 1$function$"));
}

TEST(NormalForm, IndexesAndConstraints) {
  EXPECT_TRUE(
      same("CREATE INDEX CONCURRENTLY IF NOT EXISTS i ON t (a ASC, lower(b)) WITH (fillfactor "
           "= 70) WHERE c IS NULL",
           "CREATE INDEX i ON app.t USING btree (a, lower(b)) WITH (fillfactor='70') WHERE (c "
           "IS NULL)"));
  EXPECT_TRUE(
      same("ALTER TABLE t ADD CONSTRAINT fk FOREIGN KEY (r) REFERENCES r ON DELETE CASCADE",
           "ALTER TABLE app.t ADD CONSTRAINT fk FOREIGN KEY (r) REFERENCES app.r(id) ON DELETE "
           "CASCADE"));
  EXPECT_FALSE(same("ALTER TABLE t ADD CONSTRAINT c CHECK (a > 0)",
                    "ALTER TABLE app.t ADD CONSTRAINT c CHECK (a > 0) NOT VALID"));
}

TEST(NormalForm, DefaultsAreOfTheColumnsType) {
  const std::string_view catalog = "ALTER TABLE app.t ALTER a SET DEFAULT 'x'::text";
  EXPECT_TRUE(same("ALTER TABLE t ALTER COLUMN a SET DEFAULT 'x'", catalog));
  EXPECT_FALSE(same("ALTER TABLE t ALTER COLUMN a SET DEFAULT 'x'::varchar", catalog));
  EXPECT_FALSE(same("ALTER TABLE t ALTER COLUMN a SET DEFAULT 'y'", catalog));
}

TEST(NormalForm, NamesOfWithQueriesAreNoTables) {
  EXPECT_TRUE(same("CREATE VIEW v AS WITH t AS (SELECT 1) SELECT * FROM t",
                   "CREATE VIEW app.v AS WITH t AS (SELECT 1) SELECT * FROM t"));
}

TEST(NormalForm, OneForEachSubcommand) {
  EXPECT_EQ(
      normal_forms("ALTER TABLE t ALTER a SET NOT NULL, OWNER TO CURRENT_USER", in_app()).size(),
      2U);
  EXPECT_TRUE(same("ALTER TABLE t OWNER TO CURRENT_USER", "ALTER TABLE app.t OWNER TO \"me\""));
  EXPECT_TRUE(normal_forms("SELEC 1", {}).empty());
}

}  // namespace
}  // namespace pgsettle
