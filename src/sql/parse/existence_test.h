// Recognises the tests whether one named object is there: NOT EXISTS (SELECT FROM pg_constraint
// WHERE conname = 'c' AND conrelid = 't'::regclass), to_regtype('mood') IS NULL. Private to sql/.
#pragma once

#include <optional>

#include "sql/parse/code_condition.h"
#include "sql/parse/tree.h"

namespace pgsettle::tree {

// `condition` only reads the catalog. Nothing: it is no such test, or what it asks for may be
// there more than once, e.g. a constraint of this name in any table.
std::optional<ExistenceTest> existence_test(const Node& condition);

}  // namespace pgsettle::tree
