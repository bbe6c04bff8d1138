// What an expression reads: the catalog alone, or more. Private to sql/.
#pragma once

#include <set>
#include <string>

#include "sql/parse/tree.h"

namespace pgsettle::tree {

// The expression of SELECT expression, when the statement is nothing else; else nullptr.
const Node* only_target(const Node& statement);

// Whether it is true or false whatever it reads: EXISTS (...), ... IS NULL, and NOT, AND, OR of
// them.
bool is_never_null(const Node& expression);

// Whether it reads a catalog, or calls or casts to what reads one.
bool asks_catalog(const Node& expression);

// See CodeCondition::only_reads_catalog.
bool only_reads_catalog(const Node& expression, const std::set<std::string>& variables);

// Whether a column reference may mean one of the variables, or a parameter stands in it.
bool reads_variable(const Node& statement, const std::set<std::string>& variables);

// Catalogs and the views over them that say what objects there are; `schema` may be empty, which
// stands for pg_catalog.
bool is_catalog(const QualifiedName& relation);

}  // namespace pgsettle::tree
