#include "property/generated_code.h"

namespace pgsettle {
namespace {

// A pattern with {c} for the statements, each with its semicolon.
Wrap pattern(std::string text) {
  return [text = std::move(text)](const std::string& code) {
    std::string result = text;
    for (std::size_t place = 0; (place = result.find("{c}", place)) != std::string::npos;) {
      result.replace(place, 3, code);
      place += code.size();
    }
    return result;
  };
}

std::string with_condition(std::string text, const std::string& condition) {
  for (std::size_t place = 0; (place = text.find("{e}", place)) != std::string::npos;) {
    text.replace(place, 3, condition);
    place += condition.size();
  }
  return text;
}

// Plain SQL and EXECUTE mean the same.
Wrap executed(GeneratedWriter& w) {
  if (w.dice.chance(80)) return [](const std::string& create) { return create + ";"; };
  const bool is_formatted = w.dice.chance(30);
  return [is_formatted](const std::string& create) {
    return is_formatted ? "EXECUTE format('%s', " + sql_literal(create) + ");"
                        : "EXECUTE " + sql_literal(create) + ";";
  };
}

// {e} is true when the thing is there; {x} names the error of a second CREATE.
std::string guard_pattern(GeneratedWriter& w) {
  return w.dice.one_of(
      {"BEGIN IF NOT {e} THEN {c} END IF; END",
       "BEGIN IF NOT {e} THEN {c} END IF; END",
       "BEGIN IF {e} THEN NULL; ELSE {c} END IF; END",
       "BEGIN IF {e} THEN RAISE NOTICE 'there'; ELSE {c} END IF; END",
       "BEGIN IF {e} THEN RETURN; END IF; {c} END",
       "BEGIN {c} EXCEPTION WHEN {x} THEN NULL; END",
       "BEGIN {c} EXCEPTION WHEN {x} THEN NULL; END",
       "BEGIN BEGIN {c} EXCEPTION WHEN {x} THEN RAISE NOTICE 'there'; END; END",
       "BEGIN {c} {l} EXCEPTION WHEN {x} THEN NULL; END",
       "BEGIN {l} {c} EXCEPTION WHEN {x} THEN NULL; END",
       "BEGIN {c} EXCEPTION WHEN {x} THEN {d} {c} END",
       "BEGIN PERFORM 1 WHERE {e}; IF NOT FOUND THEN {c} END IF; END",
       "DECLARE n int; BEGIN SELECT count(*) INTO n FROM (SELECT WHERE {e}) x; IF n = 0 THEN {c} "
       "END IF; END",
       "DECLARE there boolean := {e}; BEGIN IF NOT there THEN {c} END IF; END",
       "<<b>> BEGIN EXIT b WHEN {e}; {c} END b",
       "<<b>> BEGIN IF {e} THEN EXIT b; END IF; {c} END",
       "BEGIN <<b>> BEGIN IF {e} THEN EXIT b; END IF; {c} END b; {l} END",
       "BEGIN FOR i IN 1..2 LOOP CONTINUE WHEN {e}; {c} END LOOP; END",
       "BEGIN WHILE NOT {e} LOOP {c} END LOOP; END",
       "BEGIN LOOP EXIT WHEN {e}; {c} END LOOP; END",
       "BEGIN CASE WHEN {e} THEN NULL; ELSE {c} END CASE; END",
       "BEGIN IF false THEN NULL; ELSIF NOT {e} THEN {c} ELSE {l} END IF; END",
       "BEGIN IF {o} AND NOT {e} THEN {c} END IF; END",
       "BEGIN IF NOT {e} THEN IF {o} THEN {c} END IF; END IF; END",
       "BEGIN IF NOT {e} AND NOT {o} THEN {c} END IF; END",
       "BEGIN IF NOT {e} OR {o} THEN {d} {c} END IF; END"});
}

void put(std::string& text, const std::string& word, const std::string& by) {
  const std::size_t place = text.find(word);
  if (place != std::string::npos) text.replace(place, word.size(), by);
}

std::string log_row(GeneratedWriter& w) {
  return fmt::format("INSERT INTO {} VALUES ('seen');", w.full("log"));
}

}  // namespace

std::string do_block(const std::string& code) { return "DO $do$ " + code + " $do$"; }

OtherCondition other_condition(GeneratedWriter& w) {
  const std::string flag = w.full(w.unique("flag"));
  const bool is_there = w.dice.chance(50);
  const unsigned kind = static_cast<unsigned>(w.dice.below(10));
  if (kind < 6) {
    const std::string make = "CREATE TABLE IF NOT EXISTS " + flag + " (id int)";
    const std::string drop = "DROP TABLE IF EXISTS " + flag;
    // Others may have made the flag what the script makes it, or the opposite.
    w.drift_ideas.push_back(make);
    w.drift_ideas.push_back(drop);
    if (w.dice.chance(30)) {
      w.say(is_there ? drop : make);
      w.is_superseding = true;
    }
    w.say(is_there ? make : drop);
    const std::string asked = "to_regclass('" + flag + "') IS " + (is_there ? "NOT " : "") + "NULL";
    if (w.dice.chance(50)) return {asked, true};
    return {"NOT (" + asked + ")", false};
  }
  if (kind == 6) {
    return {fmt::format("(SELECT count(*) FROM {}) > 0", w.full("log")), false};
  }
  if (kind == 7) {
    w.drift_ideas.push_back(fmt::format("COMMENT ON SCHEMA {} IS 'marked'", w.schema));
    return {fmt::format("obj_description('{}'::regnamespace, 'pg_namespace') IS NULL", w.schema),
            true};
  }
  if (kind == 8) {
    return {"current_setting('server_version_num')::int >= 130000", true};
  }
  const bool is_true = w.dice.chance(50);
  return {is_true ? "true" : "1 = 0", is_true};
}

Wrap reaching_code(GeneratedWriter& w) {
  const OtherCondition other = other_condition(w);
  const std::string when = other.is_true ? other.sql : "NOT (" + other.sql + ")";
  return pattern(with_condition(
      w.dice.one_of(
          {"BEGIN {c} END", "BEGIN IF {e} THEN {c} END IF; END",
           "BEGIN IF NOT ({e}) THEN NULL; ELSE {c} END IF; END",
           "BEGIN IF NOT ({e}) THEN RETURN; END IF; {c} END",
           "<<b>> BEGIN EXIT b WHEN NOT ({e}); {c} END b",
           "<<b>> BEGIN IF NOT ({e}) THEN EXIT b; END IF; {c} END b",
           "BEGIN BEGIN PERFORM 1 / 0; EXCEPTION WHEN division_by_zero THEN NULL; END; {c} END",
           "BEGIN BEGIN RAISE EXCEPTION 'x'; EXCEPTION WHEN OTHERS THEN NULL; END; {c} END",
           "BEGIN RAISE EXCEPTION 'x'; EXCEPTION WHEN raise_exception THEN {c} END",
           "BEGIN PERFORM 1 / 0; EXCEPTION WHEN OTHERS THEN {c} END",
           "BEGIN FOR i IN 1..3 LOOP CONTINUE WHEN i < 3; {c} END LOOP; END",
           "BEGIN LOOP {c} EXIT; END LOOP; END",
           "BEGIN <<outer_loop>> FOR i IN 1..2 LOOP FOR j IN 1..2 LOOP {c} EXIT outer_loop; END "
           "LOOP; END LOOP; END",
           "BEGIN FOR i IN 1..1 LOOP {c} END LOOP; END",
           "BEGIN IF false THEN NULL; ELSIF {e} THEN {c} END IF; END",
           "BEGIN CASE WHEN {e} THEN {c} ELSE NULL; END CASE; END",
           "DECLARE n int := 1; BEGIN WHILE n = 1 LOOP {c} n := 2; END LOOP; END",
           "BEGIN BEGIN BEGIN {c} END; END; END",
           "DECLARE r record; BEGIN FOR r IN SELECT 1 WHERE {e} LOOP {c} END LOOP; END"}),
      "(" + when + ")"));
}

Wrap undoing_code(GeneratedWriter& w) {
  const OtherCondition other = other_condition(w);
  const std::string when = other.is_true ? "NOT (" + other.sql + ")" : other.sql;
  return pattern(with_condition(
      w.dice.one_of(
          {"BEGIN IF {e} THEN {c} END IF; END", "BEGIN RETURN; {c} END",
           "BEGIN IF NOT {e} THEN RETURN; END IF; {c} END", "<<b>> BEGIN EXIT b; {c} END b",
           "<<b>> BEGIN IF NOT {e} THEN EXIT b; END IF; {c} END b",
           "BEGIN {c} RAISE EXCEPTION 'x'; EXCEPTION WHEN raise_exception THEN NULL; END",
           "BEGIN {c} PERFORM 1 / 0; EXCEPTION WHEN OTHERS THEN NULL; END",
           "BEGIN PERFORM 1 / 0; {c} EXCEPTION WHEN division_by_zero THEN NULL; END",
           "BEGIN RAISE EXCEPTION 'x'; {c} EXCEPTION WHEN OTHERS THEN NULL; END",
           "BEGIN BEGIN {c} RAISE unique_violation; EXCEPTION WHEN OTHERS THEN NULL; END; END",
           "BEGIN FOR i IN 1..0 LOOP {c} END LOOP; END",
           "BEGIN FOR i IN 1..3 LOOP CONTINUE; {c} END LOOP; END",
           "BEGIN WHILE {e} LOOP {c} EXIT; END LOOP; END",
           "BEGIN IF NOT {e} THEN NULL; ELSIF true THEN {c} END IF; END",
           "BEGIN BEGIN {c} EXCEPTION WHEN OTHERS THEN NULL; END; RAISE EXCEPTION 'x'; EXCEPTION "
           "WHEN OTHERS THEN NULL; END"}),
      "(" + when + ")"));
}

Wrap guard(GeneratedWriter& w, const GeneratedThing& thing) {
  const std::string condition = w.dice.one_of(thing.conditions);
  if (w.dice.chance(6)) {
    return [condition](const std::string& create) {
      return fmt::format("SELECT {} WHERE NOT {} \\gexec", sql_literal(create), condition);
    };
  }
  std::string text = with_condition(guard_pattern(w), condition);
  put(text, "{x}", w.dice.one_of(thing.duplicates));
  put(text, "{d}", drop_statement(thing, true) + (w.dice.chance(50) ? " CASCADE;" : ";"));
  put(text, "{l}", log_row(w));
  if (text.find("{o}") != std::string::npos) put(text, "{o}", "(" + other_condition(w).sql + ")");
  return [execute = executed(w), whole = pattern(do_block(text))](const std::string& create) {
    return whole(execute(create));
  };
}

}  // namespace pgsettle
