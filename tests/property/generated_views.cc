// Views, materialised views and sequences.
#include "property/generated_values.h"
#include "property/generated_writer.h"

namespace pgsettle {
namespace {

struct Body {
  std::string sql;
  std::vector<GeneratedColumn> columns;
};

// `tail` may differ between two definitions of one view.
Body select_columns(GeneratedWriter& w, const GeneratedRelation& from) {
  Body body;
  std::string list;
  for (const GeneratedColumn& column : from.columns) {
    if (column.is_free || (!list.empty() && w.dice.chance(40))) continue;
    if (!list.empty()) list += ", ";
    const GeneratedRoutine* function = w.function_of(column.type, false);
    if (function != nullptr && w.dice.chance(30)) {
      list += fmt::format("{}({}) AS {}", w.at(function->name),
                          fmt::format(fmt::runtime(function->call), column.name), column.name);
    } else {
      list += w.dice.one_of({"", "t."}) + column.name;
    }
    body.columns.push_back({.name = column.name, .type = column.type});
  }
  body.sql =
      fmt::format("SELECT {} FROM {} {}t", list, w.at(from.name), w.dice.one_of({"", "AS "}));
  return body;
}

Body select_star(GeneratedWriter& w, GeneratedRelation& from) {
  from.is_starred = true;
  return {.sql = fmt::format("SELECT * FROM {} t", w.at(from.name)), .columns = from.columns};
}

std::string tail(GeneratedWriter& w, const GeneratedRelation& from) {
  const GeneratedColumn& column = from.columns.front();
  if (column.is_free || w.dice.chance(30))
    return w.dice.one_of({"", " WHERE true", " WHERE 1 = 1"});
  return " WHERE " + w.condition(column, "t.", false);
}

std::string view_options(GeneratedWriter& w) {
  if (w.dice.chance(75)) return {};
  if (w.server_version >= 15 && w.dice.chance(50)) return " WITH (security_invoker = true)";
  return w.dice.one_of({" WITH (security_barrier)", " WITH (security_barrier = false)",
                        " WITH (security_barrier = on)"});
}

void make_view(GeneratedWriter& w) {
  GeneratedRelation& from = w.open_relation();
  const bool is_star = !from.is_altered && w.dice.chance(25);
  const Body body = is_star ? select_star(w, from) : select_columns(w, from);
  const std::string end = tail(w, from);
  const std::string other_end = tail(w, from);
  GeneratedRelation view = {.kind = "VIEW",
                            .name = w.fresh(w.dice.one_of({"recent", "summary", "\"View\""})),
                            .columns = body.columns};
  view.is_of_role = w.is_role_set;
  const bool is_dropped = w.dice.chance(45);
  view.is_closed = is_dropped && w.dice.chance(40);
  if (is_dropped) {
    w.say(
        fmt::format("DROP VIEW IF EXISTS {}{}", w.at(view.name), view.is_closed ? "" : " CASCADE"));
  }
  const std::string how = is_dropped && w.dice.chance(70) ? "CREATE" : "CREATE OR REPLACE";
  const std::string options = view_options(w);
  const std::string check = w.dice.chance(8) ? " WITH LOCAL CHECK OPTION" : "";
  const std::string name = w.at(view.name);
  w.say(fmt::format("{} VIEW {}{} AS {}{}{}", how, name, options, body.sql, end, check));
  if (w.dice.chance(15)) {
    w.say(fmt::format("CREATE OR REPLACE VIEW {} AS {}{}", w.at(view.name), body.sql, other_end));
  }
  if (w.dice.chance(10)) {
    w.say(fmt::format("ALTER VIEW {} ALTER COLUMN {} SET DEFAULT {}", w.at(view.name),
                      view.columns.front().name,
                      constant_default(w.dice, view.columns.front().type)));
  }
  w.model.relations.push_back(view);
}

// What a comparison of texts gets wrong.
void make_wide_view(GeneratedWriter& w) {
  const GeneratedRelation from = w.table();
  const std::string name = w.fresh("report");
  const std::string column = from.columns.front().name;
  const std::string t = w.at(from.name);
  const std::string query = w.dice.one_of(
      {fmt::format(
           "SELECT count(*) AS n, max(x.id) AS last FROM {} x GROUP BY x.id HAVING count(*) > 0",
           t),
       fmt::format(
           "WITH c AS (SELECT id, {1} FROM {0}) SELECT c.id AS n, c.{1} AS last FROM c ORDER BY 1",
           t, column),
       fmt::format("SELECT a.id AS n, b.id AS last FROM {0} a JOIN {0} b USING (id)", t),
       fmt::format("SELECT a.id AS n, b.{1} AS last FROM {0} a LEFT JOIN {0} b ON a.id = b.id", t,
                   column),
       fmt::format("SELECT id AS n, row_number() OVER (ORDER BY id) AS last FROM {0}", t),
       fmt::format("SELECT id AS n, CASE WHEN id > 1 THEN 'x' ELSE 'y' END AS last FROM {0}", t),
       fmt::format("SELECT id AS n, (SELECT {1} FROM {0} y WHERE y.id = x.id) AS last FROM {0} x",
                   t, column),
       fmt::format("SELECT id n, id::text last FROM {0} UNION ALL SELECT 1, 'z'::text", t)});
  w.say(fmt::format("DROP VIEW IF EXISTS {}{}", w.at(name), w.dice.one_of({"", " RESTRICT"})));
  w.say(fmt::format("CREATE {}VIEW {}{} AS {}", w.dice.one_of({"", "OR REPLACE "}), w.at(name),
                    w.dice.one_of({"", " (number, value)"}), query));
  w.model.relations.push_back(
      {.kind = "VIEW", .name = name, .columns = {{.name = "n", .type = "?"}}, .is_closed = true});
}

void make_materialized_view(GeneratedWriter& w) {
  const GeneratedRelation from = w.table();
  Body body = select_columns(w, from);
  GeneratedRelation view = {.kind = "MATERIALIZED VIEW",
                            .name = w.fresh("totals"),
                            .columns = body.columns,
                            .is_closed = true};
  if (w.dice.chance(25))
    w.say(fmt::format("DROP MATERIALIZED VIEW IF EXISTS {} CASCADE", w.at(view.name)));
  w.say(fmt::format("CREATE MATERIALIZED VIEW IF NOT EXISTS {} AS {}{}", w.at(view.name), body.sql,
                    w.dice.one_of({"", " WITH NO DATA", " WITH DATA"})));
  if (w.dice.chance(40)) {
    const std::string index = w.fresh("idx_totals");
    w.say(fmt::format("CREATE INDEX IF NOT EXISTS {} ON {} ({})", index, w.at(view.name),
                      body.columns.front().name));
    w.model.indexes.push_back(index);
  }
  if (w.dice.chance(40)) w.say("REFRESH MATERIALIZED VIEW " + w.at(view.name));
  w.model.relations.push_back(view);
}

void make_sequence(GeneratedWriter& w) {
  const std::string name = w.fresh("numbers");
  w.say(fmt::format("CREATE SEQUENCE IF NOT EXISTS {}{}", w.at(name),
                    w.dice.one_of({"", " START 100", " AS bigint INCREMENT BY 2",
                                   " MINVALUE 0 START 5 CYCLE", " CACHE 10"})));
  if (!w.is_role_set) w.model.sequences.push_back(name);
}

void alter_sequence(GeneratedWriter& w) {
  if (w.model.sequences.empty()) return make_sequence(w);
  const std::string name = w.at(w.dice.one_of(w.model.sequences));
  const GeneratedRelation* owner = nullptr;
  for (const GeneratedRelation& relation : w.model.relations) {
    if (relation.kind == "TABLE" && !relation.is_of_role) owner = &relation;
  }
  if (owner != nullptr && w.dice.chance(25)) {
    w.say(fmt::format("ALTER TABLE {} OWNER TO CURRENT_USER", w.at(owner->name)));
    w.say(fmt::format("ALTER SEQUENCE {} OWNER TO CURRENT_USER", name));
    w.say(fmt::format("ALTER SEQUENCE {} OWNED BY {}.id", name, w.at(owner->name)));
    w.say(fmt::format("ALTER SEQUENCE {} OWNED BY NONE", name));
    return;
  }
  w.say(fmt::format(
      "ALTER SEQUENCE {}{} {}", w.dice.one_of({"", "IF EXISTS "}), name,
      w.dice.one_of({"INCREMENT BY 3", "CACHE 5", "NO MAXVALUE", "RESTART WITH 50",
                     "MAXVALUE 5000000", "OWNED BY NONE", "NO CYCLE", "START WITH 7"})));
}

void drop_missing(GeneratedWriter& w) {
  w.say(fmt::format(
      "DROP {} IF EXISTS {}{}",
      w.dice.one_of({"TABLE", "VIEW", "MATERIALIZED VIEW", "SEQUENCE", "INDEX", "TYPE", "DOMAIN"}),
      w.at(w.dice.one_of({"gone", "drifted", "\"Gone\""})), w.dice.one_of({"", "", " CASCADE"})));
}

}  // namespace

std::vector<WeightedFragment> view_fragments() {
  return {{12, make_view},    {4, make_wide_view}, {4, make_materialized_view},
          {4, make_sequence}, {4, alter_sequence}, {5, drop_missing}};
}

}  // namespace pgsettle
