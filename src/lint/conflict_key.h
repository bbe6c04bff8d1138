// Which unique keys of a table the rows of an INSERT can conflict with.
#pragma once

#include <string>
#include <vector>

#include "lint/model.h"

namespace pgsettle {

// Whether the INSERT gives all columns of the key itself.
bool is_given(const InsertDetails& insert, const Key& key, const DeclaredRelation& relation);

// Whether a unique key or index is over exactly these columns, in any order.
bool has_key(const DeclaredRelation& relation, const std::vector<std::string>& columns);

// Whether some key is given with values that can be there already.
bool can_conflict(const InsertDetails& insert, const DeclaredRelation& relation);

// Whether the values of the only keys it can conflict with are other ones on each run. `relation`
// may be nullptr: nothing is known of the table.
bool key_is_new_each_time(const InsertDetails& insert, const DeclaredRelation* relation);

// Whether a column that the INSERT leaves out takes its value from a sequence.
bool takes_from_sequence(const InsertDetails& insert, const DeclaredRelation& relation);

// Inside an EXCEPTION block that catches 23505.
bool is_caught_duplicate(const Occurrence& occurrence);

}  // namespace pgsettle
