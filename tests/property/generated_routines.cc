// Functions, procedures and aggregates.
#include "property/generated_values.h"
#include "property/generated_writer.h"

namespace pgsettle {
namespace {

// Each a pair: language and body, of a function of one argument x.
std::string function_body(GeneratedWriter& w, const std::string& type) {
  const std::string sql = w.dice.one_of({"SELECT x", "SELECT  x", "select coalesce(x, x)",
                                         "SELECT (x)", "\n  SELECT x;\n", "SELECT x -- why"});
  if (w.server_version >= 14 && w.dice.chance(20)) {
    return w.dice.one_of({"LANGUAGE sql", ""}) +
           w.dice.one_of({" RETURN x", " RETURN (x)", " RETURN coalesce(x, x)",
                          " BEGIN ATOMIC SELECT x; END"});
  }
  if (w.dice.chance(40)) {
    const std::string body = w.dice.one_of({"BEGIN RETURN x; END", "\nBEGIN\n  RETURN x;\nEND;\n",
                                            "DECLARE y " + type + " := x; BEGIN RETURN y; END"});
    return w.dice.one_of({"LANGUAGE plpgsql AS $$", "LANGUAGE 'plpgsql' AS $$"}) + body + "$$";
  }
  return w.dice.chance(50) ? "LANGUAGE sql AS $body$" + sql + "$body$"
                           : "AS '" + sql + "' LANGUAGE SQL";
}

std::string options(GeneratedWriter& w, bool immutable) {
  std::string text = immutable ? " IMMUTABLE" : w.dice.one_of({"", " VOLATILE", " STABLE"});
  if (w.dice.chance(15))
    text += w.dice.one_of({" STRICT", " RETURNS NULL ON NULL INPUT", " CALLED ON NULL INPUT"});
  if (w.dice.chance(15))
    text += w.dice.one_of({" PARALLEL SAFE", " PARALLEL RESTRICTED", " PARALLEL UNSAFE"});
  if (w.dice.chance(10)) text += w.dice.one_of({" COST 7", " COST 100"});
  if (w.dice.chance(10)) text += w.dice.one_of({" SECURITY DEFINER", " SECURITY INVOKER"});
  if (w.dice.chance(12)) {
    text += w.dice.one_of({" SET search_path = pg_catalog, pg_temp", " SET search_path TO ''",
                           " SET work_mem = '8MB'", " SET TimeZone = 'UTC'",
                           " SET search_path FROM CURRENT",
                           " SET \"search_path\" = \"$user\", public"});
  }
  return text;
}

void say_drop(GeneratedWriter& w, const GeneratedRoutine& routine) {
  w.say(fmt::format("DROP {} IF EXISTS {}({}){}", routine.keyword, w.at(routine.name),
                    routine.arguments, routine.is_closed ? "" : " CASCADE"));
}

void say_function(GeneratedWriter& w, const GeneratedRoutine& routine, const std::string& declared,
                  bool replace) {
  const std::string rest = function_body(w, routine.result);
  const std::string more = options(w, routine.is_immutable);
  // The options may stand on either side, but not behind a body that is no string.
  w.say(fmt::format("CREATE {}FUNCTION {}({}) RETURNS {}{} {}", replace ? "OR REPLACE " : "",
                    w.at(routine.name), declared, spelled(w.dice, routine.result), more, rest));
}

void make_function(GeneratedWriter& w) {
  const std::string type = random_type(w.dice);
  // Modifiers of a type are not a part of a function's.
  const std::string bare = type.substr(0, type.find('('));
  GeneratedRoutine routine = {.keyword = "FUNCTION",
                              .name = w.fresh(w.dice.one_of({"same", "keep", "\"doIt\""})),
                              .arguments = bare,
                              .call = "{}",
                              .result = type};
  routine.is_immutable = w.dice.chance(40);
  routine.is_of_role = w.is_role_set;
  std::string declared = "x " + spelled(w.dice, bare);
  if (w.dice.chance(20)) {
    declared += w.dice.one_of({", y int DEFAULT 1", ", y integer = 2"});
    routine.arguments += ", integer";
  }
  const bool is_dropped = w.dice.chance(25);
  routine.is_closed = is_dropped && w.dice.chance(50);
  if (is_dropped) say_drop(w, routine);
  say_function(w, routine, declared, !is_dropped || w.dice.chance(30));
  w.model.routines.push_back(routine);
  if (w.dice.chance(12)) {  // an overload
    routine.arguments = bare == "integer" ? "bigint" : "integer, integer, text";
    routine.call.clear();
    routine.result = "integer";
    w.say(fmt::format("CREATE OR REPLACE FUNCTION {}({}) RETURNS int LANGUAGE sql AS 'SELECT 1'",
                      w.at(routine.name), routine.arguments));
    w.model.routines.push_back(routine);
  }
}

// Defines one a second time, which the next run undoes and does again.
void redefine_function(GeneratedWriter& w) {
  for (const GeneratedRoutine& routine : w.model.routines) {
    if (routine.call.empty() || routine.keyword != "FUNCTION" || routine.is_of_role) continue;
    const std::size_t comma = routine.arguments.find(',');
    // The default of an argument must stay.
    if (comma != std::string::npos) continue;
    say_function(w, routine, "x " + routine.arguments, true);
    return;
  }
}

void make_other_routine(GeneratedWriter& w) {
  GeneratedRoutine routine = {.keyword = "FUNCTION",
                              .name = w.fresh("other"),
                              .arguments = "",
                              .call = "",
                              .result = "other"};
  routine.is_of_role = w.is_role_set;
  std::string rest;
  switch (w.dice.below(5)) {
    case 0:
      routine.keyword = "PROCEDURE";
      routine.arguments = "integer";
      rest = "(n int" + w.dice.one_of({"", " DEFAULT 3"}) +
             ") LANGUAGE plpgsql AS $$BEGIN NULL; END$$";
      break;
    case 1:
      rest = "() RETURNS TABLE (n int, t text) LANGUAGE sql" +
             w.dice.one_of({"", " ROWS 10", " STABLE"}) + " AS $$SELECT 1, 'x'::text$$";
      break;
    case 2:
      rest = "(OUT a int, OUT b text) LANGUAGE sql AS 'SELECT 1, ''x''::text'";
      break;
    case 3:
      routine.arguments = "text[]";
      rest = "(VARIADIC v text[]) RETURNS SETOF text LANGUAGE sql AS $$SELECT unnest(v)$$";
      break;
    default:
      routine.keyword = "AGGREGATE";
      routine.arguments = "integer";
      rest = "(int) (SFUNC = int4pl, STYPE = int" +
             w.dice.one_of({"", ", INITCOND = '0'", ", INITCOND = '1'"}) + ")";
  }
  if (w.dice.chance(30)) say_drop(w, routine);
  w.say(fmt::format("CREATE OR REPLACE {} {}{}", routine.keyword, w.at(routine.name), rest));
  w.model.routines.push_back(routine);
}

void alter_function(GeneratedWriter& w) {
  if (w.model.routines.empty()) return;
  const GeneratedRoutine& routine = w.dice.one_of(w.model.routines);
  if (routine.keyword != "FUNCTION" || routine.is_immutable) return;
  w.say(fmt::format("ALTER FUNCTION {}({}) {}", w.at(routine.name), routine.arguments,
                    w.dice.one_of({"VOLATILE", "STABLE", "SET search_path = pg_catalog", "COST 9",
                                   "RESET ALL", "SECURITY INVOKER", "PARALLEL SAFE"})));
}

void drop_missing_function(GeneratedWriter& w) {
  w.say(fmt::format("DROP FUNCTION IF EXISTS {}{}{}", w.at("gone"),
                    w.dice.one_of({"()", "(integer)", "(text, int)", ""}),
                    w.dice.one_of({"", " CASCADE"})));
}

}  // namespace

void make_trigger_function(GeneratedWriter& w) {
  GeneratedRoutine routine = {.keyword = "FUNCTION",
                              .name = w.fresh(w.dice.one_of({"touch", "audit", "\"onChange\""})),
                              .arguments = "",
                              .call = "",
                              .result = "trigger"};
  routine.is_of_role = w.is_role_set;
  const std::string body = w.dice.one_of(
      {"BEGIN RETURN NEW; END", "BEGIN RAISE DEBUG 'x'; RETURN NEW; END",
       fmt::format("BEGIN INSERT INTO {}.log VALUES (TG_NAME || ' ' || TG_WHEN); RETURN NEW; END",
                   w.schema),
       fmt::format("BEGIN INSERT INTO {}.log VALUES (TG_OP || TG_NARGS::text); RETURN NEW; END",
                   w.schema)});
  const std::size_t definitions = w.dice.chance(10) ? 2 : 1;
  for (std::size_t i = 0; i < definitions; ++i) {
    w.say(fmt::format("CREATE OR REPLACE FUNCTION {}() RETURNS {} LANGUAGE plpgsql{} AS $$\n{}{}$$",
                      w.at(routine.name), w.dice.one_of({"trigger", "TRIGGER"}),
                      w.dice.one_of({"", "", " SECURITY DEFINER", " SET search_path = ''"}), body,
                      i == 0 ? "" : " -- again\n"));
  }
  w.model.routines.push_back(routine);
}

std::vector<WeightedFragment> routine_fragments() {
  return {{12, make_function}, {6, redefine_function},     {5, make_other_routine},
          {4, alter_function}, {3, make_trigger_function}, {3, drop_missing_function}};
}

}  // namespace pgsettle
