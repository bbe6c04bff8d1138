// From libpg_query's JSON of PL/pgSQL code to its statements. Private to sql/.
#pragma once

#include <string>
#include <string_view>

#include "sql/parse/code_block.h"

namespace pgsettle {

// `functions` is what pg_query_parse_plpgsql() made of `sql`.
CodeBlock read_code(const std::string& functions, std::string_view sql, Range body);

}  // namespace pgsettle
