// The columns and constraints of a table that databases have, against those its CREATE TABLE IF NOT
// EXISTS has today.
#pragma once

#include <vector>

#include "lint/definition_change.h"

namespace pgsettle {

// `before` in `old` and `after` in `now` create the same table.
std::vector<DefinitionChange> table_changes(const Model& old, const Occurrence& before,
                                            const Model& now, const Occurrence& after);

// `added`: an ADD COLUMN IF NOT EXISTS of `now`.
std::vector<DefinitionChange> added_column_changes(const Model& old, const Model& now,
                                                   const Occurrence& added);

}  // namespace pgsettle
