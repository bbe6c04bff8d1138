// What an action says of its object, for rules that compare one statement with another.
#pragma once

#include <string>
#include <string_view>

#include "lint/model.h"

namespace pgsettle {

// The text the action was read from: the statement, or the one inside the code.
std::string_view sql_of(const Occurrence& occurrence);

// Two definitions that differ only in layout, comments, the schema that is meant anyway, IF NOT
// EXISTS, OR REPLACE or CONCURRENTLY have the same text.
std::string definition_text(const Occurrence& occurrence);

// "1_tables.sql:12"; "line 12" when it is in the same file as `seen_from`.
std::string place(const Occurrence& occurrence, const Occurrence& seen_from);

}  // namespace pgsettle
