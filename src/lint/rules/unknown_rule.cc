#include "lint/rule.h"

namespace pgsettle::rules {

// Found while the script is read, not by a check of its own.
extern const Rule unknown_rule{
    .id = "unknown-rule",
    .group = RuleGroup::script,
    .severity = Severity::warning,
    .summary = "a directive that names a rule which does not exist",
    .why = "A misspelt name would ignore nothing without a word.",
    .bad = "-- pgsettle: ignore no-such-rule: why\nSELECT 1;",
    .good = "SELECT 1;",
};

}  // namespace pgsettle::rules
