#include "property/generated_values.h"

#include <fmt/format.h>

#include <algorithm>

namespace pgsettle {
namespace {

using Words = std::vector<std::string>;

struct TypeWords {
  std::string name;
  Words spellings;
  Words constants;
  Words expressions;  // that change with time or session
  Words conditions;   // {0} is the column
  std::string row;    // {0} is a number
  Words others;
};

const std::vector<TypeWords>& known_types() {
  static const std::vector<TypeWords> types = {
      {.name = "integer",
       .spellings = {"int", "integer", "int4", "INTEGER", "pg_catalog.int4"},
       .constants = {"0", "1", "-1", "'42'", "1 + 1", "(5)", "10::int", "length('abc')", "NULL",
                     "CAST(7 AS integer)", "1e3", "7.0"},
       .expressions = {"pg_backend_pid()"},
       .conditions = {"{0} >= 0", "{0} BETWEEN 0 AND 1000000", "{0} <> -5", "({0} + 1) > 0",
                      "{0} IN (1, 2, 3) OR {0} >= 0", "NOT {0} < 0", "{0} % 2 >= 0",
                      "({0} > 0 AND {0} < 100000)", "({0} IS NOT NULL)", "{0} != -5::bigint"},
       .row = "{0}",
       .others = {"bigint", "numeric", "double precision"}},
      {.name = "bigint",
       .spellings = {"bigint", "int8"},
       .constants = {"0", "1", "12345678901", "2 ^ 10", "'7'::bigint", "-3", "NULL::bigint"},
       .expressions = {"txid_current()"},
       .conditions = {"{0} > -1", "{0} >= 0::bigint", "abs({0}) = {0}"},
       .row = "{0}",
       .others = {"numeric", "integer"}},
      {.name = "text",
       .spellings = {"text", "TEXT", "pg_catalog.text"},
       .constants = {"''", "'new'", "E'a\\nb'", "'it''s'", "upper('x')", "NULL", "'a' || 'b'",
                     "'x'::varchar", "U&'\\0041'", "$$dollar$$", "'now'", "'null'"},
       .expressions = {"current_user", "CURRENT_ROLE", "current_setting('TimeZone')",
                       "current_schema()", "SESSION_USER"},
       .conditions = {"{0} <> ''", "length({0}) > 0", "{0} IS NOT NULL", "{0} LIKE '%'",
                      "{0} ~ '.'", "{0} <> ALL ('{{x,y}}')", "{0} NOT IN ('x', 'y')",
                      "char_length(btrim({0})) > 0", "{0} = {0} COLLATE \"C\""},
       .row = "'row {0}'",
       .others = {"varchar(200)", "character varying"}},
      {.name = "varchar(40)",
       .spellings = {"varchar(40)", "character varying(40)", "VARCHAR( 40 )"},
       .constants = {"''", "'new'", "'x'::text", "'y'::character varying(10)"},
       .expressions = {"current_user::varchar(40)"},
       .conditions = {"{0} <> 'zz'", "{0}::text <> ''", "length({0}) <= 40"},
       .row = "'row {0}'",
       .others = {"text", "varchar(80)", "varchar"}},
      {.name = "numeric(10,2)",
       .spellings = {"numeric(10,2)", "decimal(10, 2)", "dec(10,2)"},
       .constants = {"0", "0.00", "1.5", "'3.25'", "1.50::numeric(4,1)", "10 / 4.0"},
       .expressions = {"random()"},
       .conditions = {"{0} >= 0", "{0} > -0.5", "round({0}, 2) = {0}"},
       .row = "{0}.25",
       .others = {"numeric", "numeric(12,4)"}},
      {.name = "timestamptz",
       .spellings = {"timestamptz", "timestamp with time zone"},
       .constants = {"'2020-01-02'", "'2020-01-02 03:04:05'::timestamptz", "'epoch'",
                     "'01/02/2020'", "TIMESTAMPTZ '2020-06-01 00:00+02'", "'infinity'",
                     "timestamp '2020-01-02 10:00'", "to_timestamp(0)"},
       .expressions = {"now()", "CURRENT_TIMESTAMP", "now() + interval '1 day'",
                       "statement_timestamp()", "(now() AT TIME ZONE 'utc')",
                       "transaction_timestamp()", "date_trunc('day', now())", "localtimestamp",
                       "CURRENT_TIMESTAMP(3)"},
       .conditions = {"{0} > '1970-01-01'", "{0} > '01/02/1999'::timestamptz",
                      "{0} >= TIMESTAMPTZ '1980-01-01 00:00:00'"},
       .row = "to_timestamp(1600000000 + {0})",
       .others = {"timestamptz(3)", "timestamp"}},
      {.name = "date",
       .spellings = {"date"},
       .constants = {"'2020-01-02'", "DATE '2021-02-03'", "'01/02/2020'::date", "'-infinity'"},
       .expressions = {"CURRENT_DATE", "now()::date"},
       .conditions = {"{0} > '1999-01-02'", "{0} > '01/02/1999'", "{0} - 1 > DATE '1999-01-01'"},
       .row = "DATE '2020-01-01' + {0}",
       .others = {"timestamp"}},
      {.name = "boolean",
       .spellings = {"boolean", "bool", "BOOLEAN"},
       .constants = {"true", "FALSE", "'yes'", "(NOT false)", "'f'::boolean", "1 = 1"},
       .expressions = {"random() > 2"},
       .conditions = {"{0} IS NOT NULL", "{0} OR NOT {0}", "{0} IN (true, false)"},
       .row = "{0} % 2 = 0",
       .others = {"text"}},
      {.name = "jsonb",
       .spellings = {"jsonb"},
       .constants = {"'{{}}'", "'{{\"b\": 1, \"a\": [1,2]}}'::jsonb", "'[]'::jsonb",
                     "jsonb_build_object('a', 1)"},
       .expressions = {"to_jsonb(now())"},
       .conditions = {"jsonb_typeof({0}) <> 'x'", "{0} IS NOT NULL", "({0} ->> 'n') <> ''"},
       .row = "jsonb_build_object('n', {0})",
       .others = {"text"}},
      {.name = "text[]",
       .spellings = {"text[]", "text ARRAY", "_text", "text[3]"},
       .constants = {"'{{}}'", "ARRAY['a', 'b']", "ARRAY[]::text[]", "'{{a,b}}'::text[]"},
       .expressions = {"ARRAY[current_user::text]"},
       .conditions = {"array_length({0}, 1) > 0", "'x' <> ALL ({0})", "NOT ('x' = ANY ({0}))"},
       .row = "ARRAY['row {0}']",
       .others = {"varchar[]"}},
  };
  return types;
}

const TypeWords* find_type(const std::string& name) {
  const auto& types = known_types();
  const auto found = std::ranges::find(types, name, &TypeWords::name);
  return found == types.end() ? nullptr : &*found;
}

// Through fmt because of the doubled braces.
std::string filled(const std::string& text, const std::string& value = {}) {
  return fmt::format(fmt::runtime(text), value);
}

}  // namespace

std::string random_type(Dice& dice) { return dice.one_of(known_types()).name; }

std::string spelled(Dice& dice, const std::string& type) {
  const TypeWords* words = find_type(type);
  if (words == nullptr) return type;
  return dice.chance(60) ? words->spellings.front() : dice.one_of(words->spellings);
}

std::string constant_default(Dice& dice, const std::string& type) {
  const TypeWords* words = find_type(type);
  return words == nullptr ? "NULL" : filled(dice.one_of(words->constants));
}

std::string any_default(Dice& dice, const std::string& type) {
  const TypeWords* words = find_type(type);
  if (words == nullptr || dice.chance(60)) return constant_default(dice, type);
  return filled(dice.one_of(words->expressions));
}

std::string true_condition(Dice& dice, const std::string& type, const std::string& column) {
  const TypeWords* words = find_type(type);
  return filled(words == nullptr ? "{0} IS NOT NULL" : dice.one_of(words->conditions), column);
}

std::string row_value(const std::string& type, std::size_t row, std::size_t variant) {
  const TypeWords* words = find_type(type);
  return words == nullptr ? "NULL" : filled(words->row, std::to_string(row * 10 + variant));
}

std::string other_type(Dice& dice, const std::string& type) {
  const TypeWords* words = find_type(type);
  return words == nullptr ? "text" : dice.one_of(words->others);
}

}  // namespace pgsettle
