// Where the words of a statement are that a fix inserts or replaces, and the guards that fixes put
// around statements. Works on tokens, so that comments, case and layout stay.
#pragma once

#include <initializer_list>
#include <optional>
#include <string>
#include <string_view>

#include "lint/occurrence.h"
#include "sql/read/fix.h"

namespace pgsettle {

// " IF NOT EXISTS" behind the words that name the kind: CREATE TABLE, ADD COLUMN, ADD VALUE, ...
// nullopt when the statement's text is not the script's own (psql variables), stands in code, or
// the place was not found.
std::optional<Fix> insert_if_not_exists(const Occurrence& occurrence);
std::optional<Fix> insert_if_exists(const Occurrence& occurrence);
std::optional<Fix> insert_or_replace(const Occurrence& occurrence);

// CREATE INDEX ON t (a) with the name PostgreSQL would choose, and IF NOT EXISTS.
std::optional<Fix> name_index(const Occurrence& occurrence);
// SELECT ... INTO n ... as CREATE TABLE IF NOT EXISTS n AS SELECT ...
std::optional<Fix> select_into_to_create(const Occurrence& occurrence);

// Text inserted behind the end of the statement, before its semicolon.
std::optional<Fix> append_clause(const Occurrence& occurrence, std::string_view clause);

// DO $do$ BEGIN IF condition THEN statement; END IF; END $do$;
std::optional<Fix> guard_with_condition(const Occurrence& occurrence, std::string_view condition);
// DO $do$ BEGIN statement; EXCEPTION WHEN condition THEN NULL; END $do$;
std::optional<Fix> guard_with_handler(const Occurrence& occurrence, std::string_view condition);

// 'text' for SQL.
std::string literal(std::string_view text);

}  // namespace pgsettle
