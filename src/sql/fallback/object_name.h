// The object a statement works on, as the script names it.
#pragma once

#include <string>

#include "sql/fallback/command_tag.h"
#include "sql/fallback/statement_words.h"

namespace pgsettle {

// "public.agents", "agents_touch on agents"; empty when there is none. Unquoted names are folded to
// lower case as the server does.
std::string object_name(const StatementWords& words, const CommandTag& tag);

}  // namespace pgsettle
