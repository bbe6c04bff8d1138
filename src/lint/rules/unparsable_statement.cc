#include "lint/rule.h"

namespace pgsettle::rules {

// Found while the script is read, not by a check of its own.
extern const Rule unparsable_statement{
    .id = "unparsable-statement",
    .group = RuleGroup::script,
    .severity = Severity::error,
    .summary = "a statement that PostgreSQL's grammar refuses",
    .why =
        "The statement costs itself alone; everything behind it is still judged. CREATE TYPE, "
        "DOMAIN, POLICY, ROLE and ADD CONSTRAINT have no IF NOT EXISTS, and tables, types, indexes "
        "and policies no OR REPLACE, in any version (42601).",
    .bad = "CREATE TYPE IF NOT EXISTS mood AS ENUM ('sad');",
    .good = "CREATE TABLE IF NOT EXISTS mood (name text PRIMARY KEY);",
};

}  // namespace pgsettle::rules
