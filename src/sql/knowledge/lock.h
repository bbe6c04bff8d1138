// What a statement asks of a relation that exists: which lock, and whether all of its rows. From
// the pages of ALTER TABLE, CREATE INDEX and "Explicit Locking" in PostgreSQL's documentation, and
// as measured (tests/lint/truth). Knows nothing of what is in the database.
#pragma once

#include <string_view>
#include <vector>

#include "sql/action/action.h"

namespace pgsettle {

// From weak to strong. What only touches catalogs takes none.
enum class LockMode {
  none,
  access_share,
  row_exclusive,
  share_update_exclusive,
  share,
  share_row_exclusive,
  exclusive,
  access_exclusive,
};

// As PostgreSQL writes it: "SHARE ROW EXCLUSIVE"; empty for none.
std::string_view name(LockMode mode);

struct RelationLock {
  LockMode mode;
  QualifiedName relation;  // as the script names it
};

// Each relation at most once; a relation that the action itself creates is not among them, as
// nobody can wait for it.
std::vector<RelationLock> locks_of(const Action& action);

// The strongest of locks_of(), as PostgreSQL writes it.
std::string_view strongest_lock(const Action& action);

// What is done with the rows of the relation while it is locked.
enum class TableWork { none, scan, may_rewrite, rewrite };

// "none", "scan", "may_rewrite", "rewrite".
std::string_view name(TableWork work);

TableWork work_of(const Action& action);

}  // namespace pgsettle
