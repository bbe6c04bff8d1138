#include "lint/rule.h"

namespace pgsettle::rules {

// Found while the script is read, not by a check of its own.
extern const Rule unused_ignore{
    .id = "unused-ignore",
    .group = RuleGroup::script,
    .severity = Severity::warning,
    .summary = "a directive that ignores nothing",
    .why = "What it was written for is gone; left in place it would hide the next fault.",
    .bad = "-- pgsettle: ignore drop-cascade: nothing depends on it\nSELECT 1;",
    .good = "SELECT 1;",
};

}  // namespace pgsettle::rules
