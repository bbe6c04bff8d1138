// Partition trees: what is said of the parent reaches the partitions, and what is said of a
// partition does not reach the parent.
#include "property/generated_code.h"

namespace pgsettle {
namespace {

struct Tree {
  std::string parent;
  std::vector<std::string> children;
  std::string name;
};

Tree make_tree(GeneratedWriter& w) {
  const std::string name = w.unique("part");
  Tree tree = {.parent = w.full(name), .children = {}, .name = name};
  w.say(fmt::format("CREATE TABLE IF NOT EXISTS {} (id int{}, x text) PARTITION BY {} (id)",
                    tree.parent, w.dice.one_of({"", " NOT NULL"}), "RANGE"));
  const std::size_t count = w.dice.between(1, 3);
  for (std::size_t i = 0; i < count; ++i) {
    const std::string child = fmt::format("{}_{}", tree.parent, i);
    const std::string bounds = fmt::format("FROM ({}) TO ({})", i * 10, i * 10 + 10);
    if (w.dice.chance(75)) {
      w.say(fmt::format("CREATE TABLE IF NOT EXISTS {} PARTITION OF {} FOR VALUES {}", child,
                        tree.parent, bounds));
    } else {
      w.say(fmt::format("CREATE TABLE IF NOT EXISTS {} (id int{}, x text)", child, " NOT NULL"));
      w.say(
          do_block(fmt::format("BEGIN IF NOT EXISTS (SELECT FROM pg_inherits WHERE inhrelid = "
                               "'{0}'::regclass) THEN ALTER TABLE {1} ATTACH PARTITION {0} FOR "
                               "VALUES {2}; END IF; END",
                               child, tree.parent, bounds)));
    }
    tree.children.push_back(child);
    w.drift_ideas.push_back(fmt::format("ALTER TABLE {} DETACH PARTITION {}", tree.parent, child));
    w.drift_ideas.push_back("DROP TABLE " + child);
  }
  if (w.dice.chance(30)) {
    tree.children.push_back(tree.parent + "_rest");
    w.say(fmt::format("CREATE TABLE IF NOT EXISTS {0}_rest PARTITION OF {0} DEFAULT", tree.parent));
  }
  return tree;
}

// {p} is the parent, {c} a partition, {t} one of the two, {n} the name for what is made.
struct TreePart {
  std::vector<std::string> statements;
  std::vector<std::string> drift;
};

const std::vector<TreePart>& tree_parts() {
  static const std::vector<TreePart> all = {
      {{"ALTER TABLE {t} DROP CONSTRAINT IF EXISTS {n}",
        "ALTER TABLE {t} ADD CONSTRAINT {n} CHECK (id < 1000)"},
       {"ALTER TABLE {p} DROP CONSTRAINT {n}", "ALTER TABLE {c} DROP CONSTRAINT {n}",
        "ALTER TABLE {c} ADD CONSTRAINT {n} CHECK (id < 2000)",
        "ALTER TABLE {p} DROP CONSTRAINT {n}; ALTER TABLE {p} ADD CONSTRAINT {n} CHECK (id < 9)"}},
      {{"CREATE INDEX IF NOT EXISTS {n} ON {t} (x)"},
       {"DROP INDEX {s}.{n}", "CREATE INDEX {n} ON ONLY {p} (x)", "CREATE INDEX {n} ON {c} (x)"}},
      {{"CREATE INDEX IF NOT EXISTS {n} ON ONLY {p} (x)",
        "CREATE INDEX IF NOT EXISTS {n}_leaf ON {c} (x)",
        "ALTER INDEX {s}.{n} ATTACH PARTITION {s}.{n}_leaf"},
       {"DROP INDEX {s}.{n}", "DROP INDEX {s}.{n}_leaf"}},
      {{"CREATE OR REPLACE TRIGGER {n} BEFORE UPDATE ON {t} FOR EACH ROW EXECUTE FUNCTION "
        "suppress_redundant_updates_trigger()"},
       {"DROP TRIGGER {n} ON {p}", "DROP TRIGGER {n} ON {c}", "ALTER TABLE {c} DISABLE TRIGGER {n}",
        "ALTER TABLE {p} DISABLE TRIGGER {n}",
        "CREATE TRIGGER {n} AFTER UPDATE ON {c} FOR EACH ROW EXECUTE FUNCTION "
        "suppress_redundant_updates_trigger()"}},
      {{"DROP TRIGGER IF EXISTS {n} ON {t}",
        "CREATE TRIGGER {n} AFTER INSERT ON {t} FOR EACH ROW EXECUTE FUNCTION "
        "suppress_redundant_updates_trigger()"},
       {"DROP TRIGGER {n} ON {p}", "ALTER TABLE {c} DISABLE TRIGGER {n}",
        "ALTER TABLE {p} ENABLE ALWAYS TRIGGER {n}"}},
      {{"ALTER TABLE {t} ALTER COLUMN x SET DEFAULT 'one'",
        "ALTER TABLE {c} ALTER COLUMN x SET DEFAULT 'two'"},
       {"ALTER TABLE {p} ALTER COLUMN x DROP DEFAULT",
        "ALTER TABLE {c} ALTER COLUMN x SET DEFAULT "
        "'three'"}},
      {{"ALTER TABLE {t} ALTER COLUMN x SET DEFAULT 'one'"},
       {"ALTER TABLE {c} ALTER COLUMN x DROP DEFAULT",
        "ALTER TABLE ONLY {p} ALTER COLUMN x SET DEFAULT 'four'"}},
      {{"ALTER TABLE {p} ADD COLUMN IF NOT EXISTS {n} int"},
       {"ALTER TABLE {p} DROP COLUMN {n}", "ALTER TABLE {p} ADD COLUMN {n} text"}},
      {{"ALTER TABLE {p} ALTER COLUMN x SET NOT NULL"},
       {"ALTER TABLE {p} ALTER COLUMN x DROP NOT NULL",
        "ALTER TABLE {c} ALTER COLUMN x SET NOT "
        "NULL"}},
      {{"ALTER TABLE {t} ENABLE ROW LEVEL SECURITY"},
       {"ALTER TABLE {c} ENABLE ROW LEVEL SECURITY", "ALTER TABLE {p} DISABLE ROW LEVEL SECURITY"}},
      {{"DROP TABLE IF EXISTS {c}",
        "CREATE TABLE IF NOT EXISTS {c} PARTITION OF {p} FOR VALUES FROM (500) TO (510)"},
       {"ALTER TABLE {p} DETACH PARTITION {c}"}},
      {{"GRANT SELECT ON {p} TO {r}", "REVOKE SELECT ON {c} FROM {r}"},
       {"GRANT SELECT ON {c} TO {r}", "REVOKE SELECT ON {p} FROM {r}"}},
      {{"ALTER TABLE {t} OWNER TO {r}"},
       {"ALTER TABLE {c} OWNER TO reader_role", "ALTER TABLE {p} OWNER TO writer_role"}},
  };
  return all;
}

void say_tree(GeneratedWriter& w) {
  const Tree tree = make_tree(w);
  for (std::size_t i = w.dice.between(1, 4); i > 0; --i) {
    const TreePart& part = w.dice.one_of(tree_parts());
    const std::string child = w.dice.one_of(tree.children);
    const std::string target = w.dice.chance(60) ? tree.parent : child;
    const std::string name = w.unique("of_tree");
    const std::string role = w.role();
    const auto fill = [&](const std::string& text) {
      using fmt::arg;
      return fmt::format(fmt::runtime(text), arg("p", tree.parent), arg("c", child),
                         arg("t", target), arg("n", name), arg("s", w.schema), arg("r", role));
    };
    for (const std::string& statement : part.statements) w.say(fill(statement));
    for (const std::string& drift : part.drift) w.drift_ideas.push_back(fill(drift));
  }
}

}  // namespace

std::vector<WeightedFragment> partition_fragments() { return {{9, say_tree}}; }

}  // namespace pgsettle
