// pgsettle status as users run it: what of the scripts a database has, and what it has beyond them.
#include <filesystem>
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "support/command_test.h"

namespace pgsettle {
namespace {

using Json = nlohmann::ordered_json;

class StatusCommand : public CommandTest {
 protected:
  Json status(const std::vector<std::string>& arguments = {}, int exit_status = 0) const {
    std::vector<std::string> all = {"--output", "json"};
    all.insert(all.end(), arguments.begin(), arguments.end());
    return Json::parse(output_of("status", all, exit_status));
  }
  // "kind schema.name relation", one an entry.
  std::vector<std::string> orphans() const {
    std::vector<std::string> list;
    const Json found = status();
    for (const Json& orphan : found["orphans"]) {
      std::string text = orphan["kind"].get<std::string>() + " " +
                         orphan["schema"].get<std::string>() + "." +
                         orphan["name"].get<std::string>();
      if (!orphan["relation"].is_null()) text += " of " + orphan["relation"].get<std::string>();
      if (orphan.contains("arguments")) text += "(" + orphan["arguments"].get<std::string>() + ")";
      list.push_back(text);
    }
    return list;
  }
};

using Texts = std::vector<std::string>;

TEST_F(StatusCommand, OfTheSampleSchema) {
  std::filesystem::copy(PGSETTLE_SOURCE_DIR "/migrations", place.path() + "/migrations");
  const std::string before = output_of("status", {"--check"}, 1);
  EXPECT_TRUE(has(before, "  pending  create table public.agents")) << before;
  apply();
  const std::string after = output_of("status", {"--check"});
  EXPECT_TRUE(has(after, "migrations/1_agents.sql               16 settled\n")) << after;
  EXPECT_TRUE(after.ends_with(
      "\nStatus: 72 settled; 0 will not converge, 0 in no script, 0 invalid indexes\n"))
      << after;
}

TEST_F(StatusCommand, TellsPendingFromDifferent) {
  write("1.sql",
        "CREATE TABLE IF NOT EXISTS a (id int);\n"
        "CREATE OR REPLACE VIEW v AS SELECT id FROM a;\n");
  apply();
  write("1.sql",
        "CREATE TABLE IF NOT EXISTS a (id int, n int);\n"
        "CREATE OR REPLACE VIEW v AS SELECT id FROM a WHERE id > 0;\n"
        "CREATE INDEX IF NOT EXISTS i ON a (id);\n"
        "INSERT INTO a VALUES (1);\n");
  const Json found = status({"--check"}, 1);
  EXPECT_EQ(found["summary"].dump(),
            R"({"settled":1,"pending":1,"differs":1,"opaque":1,"will_not_converge":1,)"
            R"("orphans":0,"invalid_indexes":0})");
  EXPECT_EQ(found["files"][0]["statements"][1]["state"], "differs");
  EXPECT_EQ(found["files"][0]["statements"][2]["state"], "pending");
}

TEST_F(StatusCommand, NamesWhatNoScriptDeclares) {
  write("1.sql",
        "CREATE SCHEMA IF NOT EXISTS \"S.x\";\n"
        "CREATE TABLE IF NOT EXISTS \"S.x\".t (id bigint GENERATED ALWAYS AS IDENTITY, n serial,\n"
        "  u int UNIQUE, PRIMARY KEY (id));\n"
        "CREATE TABLE IF NOT EXISTS part (a int) PARTITION BY LIST (a);\n"
        "CREATE TABLE IF NOT EXISTS gone (a int);\n"
        "DROP TABLE IF EXISTS gone;  -- pgsettle: ignore destructive-drop: a test\n"
        "DO $$BEGIN CREATE TYPE mood AS ENUM ('a'); EXCEPTION WHEN duplicate_object THEN NULL; "
        "END$$;\n"
        "ALTER TABLE \"S.x\".t ADD COLUMN IF NOT EXISTS x int;\n");
  apply();
  EXPECT_EQ(orphans(), Texts{});
  query(url,
        "CREATE TABLE part_1 PARTITION OF part FOR VALUES IN (1);"
        "CREATE SCHEMA other; CREATE TABLE other.t (a int); CREATE TABLE gone (a int UNIQUE);"
        "CREATE INDEX \"Größe\" ON \"S.x\".t (u); CREATE FUNCTION f(int, text[]) RETURNS int "
        "LANGUAGE sql AS 'SELECT 1'; CREATE FUNCTION f() RETURNS trigger LANGUAGE plpgsql AS "
        "'BEGIN END'; CREATE TRIGGER g BEFORE INSERT ON \"S.x\".t EXECUTE FUNCTION f(); CREATE "
        "DOMAIN d AS int; CREATE SEQUENCE q; CREATE POLICY p ON part");
  EXPECT_EQ(orphans(),
            (Texts{"domain public.d", "function public.f()", "function public.f(integer, text[])",
                   "index S.x.Größe of t", "policy public.p of part", "sequence public.q",
                   "table public.gone", "trigger S.x.g of t"}));
}

TEST_F(StatusCommand, NamesInvalidIndexes) {
  write("1.sql",
        "CREATE TABLE IF NOT EXISTS t (a int);\nCREATE UNIQUE INDEX IF NOT EXISTS i ON t (a);\n");
  query(url, "CREATE TABLE t (a int); INSERT INTO t VALUES (1), (1)");
  EXPECT_NE(psql(url, "/", {"-c", "CREATE UNIQUE INDEX CONCURRENTLY i ON t (a)"}).exit_status, 0);
  const std::string text = output_of("status", {"--check"}, 1);
  EXPECT_TRUE(has(text, "\ninvalid indexes:\n  public.i on public.t\n")) << text;
}

TEST_F(StatusCommand, ReadsOnly) {
  write("1.sql", "CREATE TABLE IF NOT EXISTS t (a int);\nCREATE OR REPLACE VIEW v AS SELECT 1;\n");
  const std::string before = dump(url);
  output_of("status");
  EXPECT_EQ(dump(url), before);
}

}  // namespace
}  // namespace pgsettle
