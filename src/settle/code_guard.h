// DO blocks that guard what they do: by asking the catalog, or by catching "exists already".
#pragma once

#include <string>
#include <vector>

#include "catalog/object.h"
#include "sql/parse/code_block.h"

namespace pgsettle {

// The texts of all conditions, when the code is complete: SELECT (text) reads the catalog and
// nothing else. Each once.
std::vector<std::string> questions_of(const CodeBlock& code);

// Whether a handler hides that the object of the CREATE is there already, and nothing but the
// CREATE stands in the block of the handler. `found` is the object of that name, nullptr for none.
bool is_caught(const CodeStatement& statement, const Action& action, const CatalogObject* found);

}  // namespace pgsettle
