// The names of a query's result columns, as far as they can be told from its text: \gset makes
// variables of them.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace pgsettle {

// Absent when one of them depends on the catalog (SELECT *), or when the server would make it up:
// FigureColname() in src/backend/parser/parse_target.c knows more ways than anybody names results
// by.
std::optional<std::vector<std::string>> result_columns(std::string_view sql);

}  // namespace pgsettle
