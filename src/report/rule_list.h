// The table of lint rules, for `pgsettle rules` and the README.
#pragma once

#include <span>
#include <string>
#include <string_view>

#include "lint/rule.h"

namespace pgsettle {

struct RuleListFormat {
  std::string_view id;  // as --output takes it
  std::string (*print)(std::span<const Rule* const> rules);
};

std::span<const RuleListFormat> rule_list_formats();

}  // namespace pgsettle
