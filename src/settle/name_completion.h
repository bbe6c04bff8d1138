// Names and types as the catalog writes them, for what a script leaves to the search_path.
#pragma once

#include <string>
#include <string_view>

#include "run/names.h"
#include "settle/facts.h"
#include "sql/parse/normal_form.h"

namespace pgsettle {

// Whose names a text has.
enum class Spelling {
  script,   // what has no schema is found on the search_path
  catalog,  // complete
};

// See normal_forms(). Made once, for as long as the facts live: a run is judged several times.
const std::vector<std::string>& normal_forms_of(std::string_view sql, Spelling spelling,
                                                const Names& names, const Facts& facts);

// "mood[]" as format_type() writes it with an empty search_path.
std::string complete_type(std::string_view text, const Names& names, bool with_modifiers = false);

}  // namespace pgsettle
