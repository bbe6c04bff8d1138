#include "settle/setting_truths.h"

#include <fmt/format.h>

#include "base/text.h"
#include "settle/changes.h"
#include "sql/fallback/names_in.h"
#include "sql/write/quoting.h"

namespace pgsettle {

void add_setting_truths(std::string_view alter, std::span<const std::string> settings,
                        std::string_view sql, std::vector<std::string>& truths) {
  auto unset = names_in(sql);
  for (const std::string& setting : settings) {
    const std::size_t equals = setting.find('=');
    const std::string name = to_lower(setting.substr(0, equals));
    const std::string value = setting.substr(equals + 1);
    unset.erase(name);
    const std::string set = fmt::format("{} SET {} = ", alter, name);
    truths.push_back(set + (value == "\"\"" ? "''" : value));
    // A list is stored with its commas and quotes, one of its items without:
    // flatten_set_variable_args() in src/backend/utils/misc/guc_funcs.c.
    if (value.find_first_of(",\"") == std::string::npos)
      truths.push_back(set + quote_literal(value));
  }
  for (const std::string& name : unset) {
    truths.push_back(fmt::format("{} RESET {}", alter, quote_identifier(name)));
    truths.push_back(fmt::format("{} SET {} TO DEFAULT", alter, quote_identifier(name)));
  }
}

}  // namespace pgsettle
