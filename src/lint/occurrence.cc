#include "lint/occurrence.h"

namespace pgsettle {

Range Occurrence::range() const {
  const Statement& whole = *statement->statement;
  if (code == nullptr || called) return whole.range;
  return {.begin = whole.source_offset(code->range.begin),
          .end = whole.source_offset(code->range.end)};
}

}  // namespace pgsettle
