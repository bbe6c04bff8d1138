// The names in a text, told from its tokens. More than the statement means may be among them, so
// they serve to find what a statement cannot be about, never what it is about.
#pragma once

#include <set>
#include <string>
#include <string_view>

#include "sql/knowledge/qualified_name.h"

namespace pgsettle {

// The words and quoted identifiers of a statement, as the server folds and cuts them.
std::set<std::string, std::less<>> names_in(std::string_view sql);
// Of these, those that stand before a parenthesis, with their schemas where they are written.
std::set<QualifiedName> called_names_in(std::string_view sql);

}  // namespace pgsettle
