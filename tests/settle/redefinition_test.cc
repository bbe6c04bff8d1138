// What is left out around a constraint `pos` of public.t that the database has as CHECK (a > 0),
// and what a run must send: no server is needed for that.
#include <gtest/gtest.h>

#include <string>
#include <utility>
#include <vector>

#include "schema/script_loader.h"
#include "settle/settler.h"
#include "support/memory_file_system.h"

namespace pgsettle {
namespace {

Facts the_facts() {
  SessionFacts session = {.user = "me", .search_path = {"public"}, .server_major_version = 15};
  const QualifiedName table = {.schema = "public", .name = "t"};
  std::vector<CatalogObject> objects = {
      {.kind = ObjectKind::schema,
       .name = {.schema = {}, .name = "public"},
       .owner_role = "me",
       .owned = true,
       .facts = catalog::Schema{.usable = true}},
      {.kind = ObjectKind::table,
       .name = table,
       .owner_role = "me",
       .owned = true,
       .relation = {.persistence = catalog::Persistence::permanent},
       .facts = catalog::Table()},
      {.kind = ObjectKind::column,
       .name = {.schema = {}, .name = "a"},
       .owner = table,
       .facts = catalog::Column{.number = 1, .type = "integer", .usual = true}},
      {.kind = ObjectKind::constraint,
       .name = {.schema = {}, .name = "pos"},
       .owner = table,
       .definition = "CHECK ((a > 0))",
       .facts =
           catalog::Constraint{.type = catalog::Contype::check, .valid = true, .columns = {"a"}}}};
  return {std::move(session), std::move(objects)};
}

constexpr const char* asks_for_pos =
    "NOT EXISTS (SELECT FROM pg_constraint WHERE conrelid = 't'::regclass AND conname = 'pos')";
constexpr const char* asks_for_other =
    "NOT EXISTS (SELECT FROM pg_constraint WHERE conrelid = 't'::regclass AND conname = 'other')";

class Scripts {
 public:
  explicit Scripts(const std::vector<std::string>& texts) : loader_(files_, sources_, {}) {
    for (const std::string& text : texts) {
      const std::string path = std::to_string(scripts_.size()) + ".sql";
      files_.add_file(path, text);
      scripts_.push_back(loader_.load(path));
    }
  }

  // A letter a statement: "." is left out, "r" is sent, "?" is decided again.
  std::string verdicts(const Answers& answers) {
    const Analyses analyses(scripts_);
    const Settler settler(scripts_, analyses, {});
    const Facts facts = the_facts();
    const Settlement settlement = settler.decide(settler.judge(facts, answers));
    std::string text;
    for (const PlacedStatement& placed : settler.statements()) {
      const Verdict verdict = settlement.of(*placed.statement).verdict;
      text += verdict == Verdict::settled ? '.' : (verdict == Verdict::run ? 'r' : '?');
    }
    return text;
  }

 private:
  MemoryFileSystem files_;
  Sources sources_;
  ScriptLoader loader_;
  std::vector<Script> scripts_;
};

std::string verdicts(const std::string& script) {
  // pos is there, other is not, and the server said no to everything else that was asked.
  return Scripts({script}).verdicts(
      {{asks_for_pos, false}, {asks_for_other, true}, {"false", false}});
}

const std::string drop = "ALTER TABLE t DROP CONSTRAINT IF EXISTS pos;";
const std::string add = "ALTER TABLE t ADD CONSTRAINT pos CHECK (a > 0);";
const std::string add_other = "ALTER TABLE t ADD CONSTRAINT pos CHECK (a > 100);";

std::string under(const std::string& condition, const std::string& sql) {
  return "DO $$ BEGIN IF " + condition + " THEN " + sql + " END IF; END $$;";
}

std::string caught(const std::string& sql, const std::string& errors = "duplicate_object") {
  return "DO $$ BEGIN " + sql + " EXCEPTION WHEN " + errors + " THEN NULL; END $$;";
}

TEST(Redefinition, IsLeftOutWhenItEndsAsItBegan) {
  EXPECT_EQ(verdicts(drop + add), "..");
  EXPECT_EQ(verdicts(drop + under(asks_for_pos, add)), "..");
  EXPECT_EQ(verdicts(drop + caught(add)), "..");
  EXPECT_EQ(verdicts(drop + caught(add, "others")), "..");
  EXPECT_EQ(verdicts(drop + add + drop + add), "....");
  EXPECT_EQ(verdicts(drop + add_other + drop + add), "....");
}

TEST(Redefinition, IsSentWhenItEndsOtherwise) {
  EXPECT_EQ(verdicts(drop + add_other), "rr");
  EXPECT_EQ(verdicts(drop + caught(add_other)), "rr");
  EXPECT_EQ(verdicts(drop + add + drop + add_other), "rrrr");
  // That the guarded ADD would do nothing now says nothing of its definition.
  EXPECT_EQ(verdicts(drop + under(asks_for_pos, add_other)), "r?");
  EXPECT_EQ(verdicts(drop), "r");
}

TEST(Redefinition, DoesNotRestOnAConditionOfAnotherKind) {
  EXPECT_EQ(verdicts(drop + under(asks_for_other, add))[0], 'r');
  EXPECT_EQ(verdicts(drop + under("false", add))[0], 'r');
  EXPECT_EQ(verdicts(drop + under("EXISTS (SELECT FROM pg_class WHERE relname = 'x')", add))[0],
            'r');
}

TEST(Redefinition, DoesNotRestOnCodeThatMayLeaveBeforeItsEnd) {
  for (const char* leave :
       {"EXIT b;", "EXIT b WHEN 1 = 1;", "RETURN;", "RAISE EXCEPTION 'no';", "PERFORM 1;",
        "BEGIN RAISE EXCEPTION 'x'; EXCEPTION WHEN others THEN "
        "RETURN; END;",
        "LOOP EXIT b; END LOOP;"}) {
    const std::string code = "DO $$ <<b>> BEGIN " + std::string(leave) + " " + add + " END b $$;";
    EXPECT_EQ(verdicts(drop + code)[0], 'r') << leave;
  }
}

TEST(Redefinition, DoesNotRestOnAnAddThatWouldFail) {
  EXPECT_EQ(verdicts(add), "r");
  EXPECT_EQ(verdicts(drop + add + add), "rrr");
  EXPECT_EQ(verdicts(drop + add + caught(add)), "...");
}

TEST(Redefinition, EndsWithWhatStandsBetweenThatCouldTell) {
  // In between the constraint is not there for psql, and the guard would add another one.
  EXPECT_EQ(verdicts(drop +
                     under(asks_for_pos, "ALTER TABLE t ADD CONSTRAINT more CHECK (a > 5);") + add),
            "r?r");
  EXPECT_EQ(verdicts(drop + "SELECT f();" + add)[0], 'r');
  EXPECT_EQ(verdicts(drop + "INSERT INTO t VALUES (-1);" + add)[0], 'r');
  EXPECT_EQ(verdicts(drop + "COMMENT ON TABLE t IS NULL;" + add), "...");
}

TEST(Redefinition, IsNotTrustedInAScriptThatRollsBack) {
  EXPECT_EQ(verdicts("BEGIN;" + drop + add + "ROLLBACK;"), ".rr.");
}

TEST(Redefinition, MayReachOverScripts) {
  EXPECT_EQ(Scripts({drop, add}).verdicts({}), "..");
  EXPECT_EQ(Scripts({drop, add_other, drop + add}).verdicts({}), "....");
}

}  // namespace
}  // namespace pgsettle
