#include "lint/findings.h"

namespace pgsettle {

void Findings::add(const Occurrence& occurrence, std::string message, std::string hint,
                   std::optional<Fix> fix) {
  add(*occurrence.statement, occurrence.range(), std::move(message), std::move(hint),
      std::move(fix));
}

void Findings::add(const LintedStatement& statement, Range range, std::string message,
                   std::string hint, std::optional<Fix> fix) {
  if (!statement.script->reported) return;
  list_.push_back({.rule = &rule_,
                   .diagnostic = {.severity = rule_.severity,
                                  .id = std::string(rule_.id),
                                  .source = statement.statement->source,
                                  .range = range,
                                  .message = std::move(message),
                                  .hint = std::move(hint)},
                   .fix = std::move(fix),
                   .statement = statement.statement->range});
}

}  // namespace pgsettle
