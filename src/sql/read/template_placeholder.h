// What is in a script that is not SQL: placeholders of template languages, variables nobody set.
#pragma once

#include <string>
#include <string_view>

namespace pgsettle {

// A sentence on why `sql` is refused at the character `at` (from 0), when that is because of a
// template placeholder ({{ x }}, {% x %}, ${x}, <% x %>, %(x)s, @@x@@) or an unset psql variable
// (:x); else empty.
std::string explain_syntax_error(std::string_view sql, std::size_t at);

}  // namespace pgsettle
