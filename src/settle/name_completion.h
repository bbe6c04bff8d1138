// Names and types as the catalog writes them, for what a script leaves to the search_path.
#pragma once

#include <string>
#include <string_view>

#include "run/names.h"
#include "settle/facts.h"
#include "sql/parse/normal_form.h"

namespace pgsettle {

// Both outlive the result.
NameCompletion name_completion(const Names& names, const Facts& facts);

// "mood[]" as format_type() writes it with an empty search_path.
std::string complete_type(std::string_view text, const Names& names, bool with_modifiers = false);

}  // namespace pgsettle
