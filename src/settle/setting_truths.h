// SET of a role, database or routine, as the catalog has stored it: name=value.
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace pgsettle {

// Statements that would change nothing: `alter` with SET and RESET behind it. RESET of what is in
// `sql` and not among the settings.
void add_setting_truths(std::string_view alter, std::span<const std::string> settings,
                        std::string_view sql, std::vector<std::string>& truths);

}  // namespace pgsettle
