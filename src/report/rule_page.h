// All there is to say of a lint rule, for `pgsettle explain`.
#pragma once

#include <string>

#include "lint/rule.h"

namespace pgsettle {

// Text of at most 80 columns, but for the SQL, which stays as it is in the rule.
std::string rule_page(const Rule& rule);

}  // namespace pgsettle
