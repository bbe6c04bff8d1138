#include <fmt/format.h>

#include "lint/definition.h"
#include "lint/findings.h"
#include "lint/rule.h"
#include "sql/fallback/statement_words.h"

namespace pgsettle::rules {
namespace {

void check(const Occurrence& occurrence, const LintContext& context, Findings& findings) {
  const Action& action = *occurrence.action;
  if (action.verb != Verb::create || action.kind != ObjectKind::index) return;
  if (action.concurrently || occurrence.temporary || !occurrence.is_plain()) return;
  const DeclaredRelation* table = context.model.relation(occurrence.owner);
  if (table != nullptr && table->created != nullptr) {
    if (table->created->statement->script == occurrence.statement->script) return;
    // There is no CONCURRENTLY for partitioned tables and materialized views may be rebuilt.
    if (StatementWords(sql_of(*table->created)).has("partition")) return;
  }
  findings.add(occurrence, fmt::format("{} locks out writers while it is built", describe(action)),
               "Write CREATE INDEX CONCURRENTLY, in a script without transaction.");
}

}  // namespace

extern const Rule index_not_concurrent{
    .id = "index-not-concurrent",
    .group = RuleGroup::locks,
    .severity = Severity::warning,
    .summary = "CREATE INDEX without CONCURRENTLY on a table of another script",
    .why =
        "Building an index takes SHARE on the table: nobody writes to it until all rows are read, "
        "which takes long on a large table. CONCURRENTLY does not lock out writers; it cannot run "
        "in a transaction, and leaves an invalid index when it fails. New tables are small: those "
        "of the same script are passed over.",
    .bad = "CREATE INDEX IF NOT EXISTS account_name ON account (name);",
    .good = "CREATE INDEX CONCURRENTLY IF NOT EXISTS account_name ON account (name);",
    .opt_in = true,
    .check = check,
};

}  // namespace pgsettle::rules
