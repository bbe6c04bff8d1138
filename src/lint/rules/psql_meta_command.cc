#include "lint/rule.h"

namespace pgsettle::rules {

// Found while the script is read, not by a check of its own.
extern const Rule psql_meta_command{
    .id = "psql-meta-command",
    .group = RuleGroup::script,
    .severity = Severity::error,
    .summary = "a meta-command of psql that pgsettle does not know",
    .why =
        "pgsettle follows those that schema files use: \\i, \\ir, \\set, \\if, \\gexec, \\copy and "
        "so on. Others would change what psql does with what follows, and are refused.",
    .bad = "\\watch 5",
    .good = "SELECT 1;",
};

}  // namespace pgsettle::rules
