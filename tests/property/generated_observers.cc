// Statements that see what the ones before them did, and would tell if one was missing; settings
// that change what the ones behind them mean.
#include "property/generated_writer.h"

namespace pgsettle {
namespace {

void log(GeneratedWriter& w, const std::string& what) {
  if (w.dice.chance(70)) {
    w.say(
        fmt::format("INSERT INTO {} SELECT coalesce(({})::text, 'nothing')", w.full("log"), what));
  } else {
    w.say_do(fmt::format("INSERT INTO {} VALUES (coalesce(({})::text, 'nothing'));", w.full("log"),
                         what));
  }
}

std::string literal(const std::string& text) {
  std::string quoted = "'";
  for (const char c : text) quoted += c == '\'' ? "''" : std::string(1, c);
  return quoted + "'";
}

void log_relation(GeneratedWriter& w) {
  const GeneratedRelation table = w.table();
  const std::string name = literal(w.full(table.name)) + "::regclass";
  log(w, w.dice.one_of(
             {fmt::format("obj_description({}, 'pg_class')", name),
              fmt::format("SELECT relacl FROM pg_class WHERE oid = {}", name),
              fmt::format("has_table_privilege('reader_role', {}, 'SELECT')", name),
              fmt::format("SELECT relrowsecurity FROM pg_class WHERE oid = {}", name),
              fmt::format("SELECT string_agg(pg_get_expr(adbin, adrelid), ';' ORDER BY adnum) FROM "
                          "pg_attrdef WHERE adrelid = {}",
                          name),
              fmt::format("SELECT string_agg(pg_get_triggerdef(oid) || tgenabled::text, ';' ORDER "
                          "BY tgname) FROM pg_trigger WHERE tgrelid = {} AND NOT tgisinternal",
                          name),
              fmt::format("SELECT string_agg(indexrelid::regclass::text, ';' ORDER BY "
                          "indexrelid::regclass::text) FROM pg_index WHERE indrelid = {}",
                          name),
              fmt::format("SELECT count(*) FROM {}", w.full(table.name))}));
}

void log_routine(GeneratedWriter& w) {
  if (w.model.routines.empty()) return;
  const GeneratedRoutine& routine = w.dice.one_of(w.model.routines);
  if (routine.call == "{}" && w.dice.chance(50)) {
    log(w, fmt::format("{}(NULL::{})", w.full(routine.name), routine.result));
    return;
  }
  const std::string found =
      "proname = " + literal(routine.name) + " AND pronamespace = '" + w.schema + "'::regnamespace";
  log(w, w.dice.one_of(
             {"SELECT string_agg(prosrc, ';' ORDER BY prosrc) FROM pg_proc WHERE " + found,
              "SELECT string_agg(proowner::regrole || coalesce(obj_description(oid, 'pg_proc'), "
              "''), ';' "
              "ORDER BY proargtypes::text) FROM pg_proc WHERE " +
                  found,
              "SELECT string_agg(proacl::text, ';' ORDER BY proacl::text) FROM pg_proc WHERE " +
                  found}));
}

void log_session(GeneratedWriter& w) {
  log(w, w.dice.one_of({"current_user", "current_schema()", "current_setting('TimeZone')",
                        "current_setting('DateStyle')", "current_setting('search_path')",
                        "to_regclass('orders')"}));
}

void set_setting(GeneratedWriter& w) {
  w.say(w.dice.one_of({"SET TIME ZONE 'Asia/Tokyo'", "SET timezone = 'America/New_York'",
                       "SET datestyle = 'ISO, DMY'", "SET DateStyle TO 'German'",
                       "SET IntervalStyle = 'iso_8601'", "RESET timezone", "RESET datestyle",
                       "SET check_function_bodies = off", "SET client_min_messages = warning",
                       "SET standard_conforming_strings = on", "SET bytea_output = 'escape'",
                       "SET LOCAL timezone = 'UTC'", "SET quote_all_identifiers = on",
                       "SELECT set_config('TimeZone', 'Europe/Berlin', false)"}));
}

void change_search_path(GeneratedWriter& w) {
  if (w.style == NameStyle::qualified) return;
  w.say(w.dice.one_of({"SELECT set_config('search_path', '" + w.schema + "', false)",
                       "SET search_path TO " + w.schema + ", " + w.schema + "_other",
                       "SET SESSION search_path = '" + w.schema + "', public"}));
}

}  // namespace

std::vector<WeightedFragment> observer_fragments() {
  return {{6, log_relation},
          {5, log_routine},
          {2, log_session},
          {3, set_setting},
          {2, change_search_path}};
}

}  // namespace pgsettle
