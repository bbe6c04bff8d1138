#include "sql/read/statement.h"

namespace pgsettle {

std::string_view Statement::sql() const {
  if (rewritten) return *rewritten;
  std::string_view text = source->slice(range);
  if (text.ends_with(';')) text.remove_suffix(1);
  return text;
}

std::size_t Statement::source_offset(std::size_t offset) const {
  std::size_t sent_end = 0;
  std::size_t source_end = range.begin;
  for (const Substitution& substitution : substitutions) {
    if (offset < substitution.sent.begin) break;
    if (offset < substitution.sent.end) return substitution.replaced.begin;
    sent_end = substitution.sent.end;
    source_end = substitution.replaced.end;
  }
  return source_end + (offset - sent_end);
}

}  // namespace pgsettle
