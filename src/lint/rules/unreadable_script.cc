#include "lint/rule.h"

namespace pgsettle::rules {

// Found while the script is read, not by a check of its own.
extern const Rule unreadable_script{
    .id = "unreadable-script",
    .group = RuleGroup::script,
    .severity = Severity::error,
    .summary = "a script that cannot be read as psql would read it",
    .why =
        "A string or comment without an end, a byte that is not in the encoding, a template "
        "placeholder, an include that is not there, a variable that is not set.",
    .bad = "SELECT 'without an end;",
    .good = "SELECT 'with an end';",
};

}  // namespace pgsettle::rules
