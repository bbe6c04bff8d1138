// Quoting of values and names for SQL text, as psql's :'name' and :"name" and the server's
// quote_ident() do it.
#pragma once

#include <string>
#include <string_view>

namespace pgsettle {

// 'it''s'; a backslash makes it E'...' with the backslash doubled, right under either setting of
// standard_conforming_strings (PQescapeLiteral does the same).
std::string quote_literal(std::string_view value);

// Always with double quotes.
std::string quote_identifier(std::string_view name);

// With double quotes only where the name would mean something else without, or be a keyword: what
// quote_ident() writes.
std::string sql_identifier(std::string_view name);

}  // namespace pgsettle
