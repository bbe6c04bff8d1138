#include "report/printable.h"

#include "base/secret.h"
#include "base/utf8.h"

namespace pgsettle {

std::string printable(std::string_view text) { return redact_sql(to_valid_utf8(text)); }

}  // namespace pgsettle
