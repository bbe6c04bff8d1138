// Makes Declarations of parse trees. Private to sql/. `sql` is the text the tree was made from.
#pragma once

#include <span>
#include <string>
#include <string_view>

#include "sql/action/action.h"
#include "sql/parse/tree.h"

namespace pgsettle::tree {

// `text`: the type as it is written.
Declared declare_type(std::string text, const PgQuery__TypeName& type);
Declaration declare_column(std::string_view sql, const PgQuery__ColumnDef& column);
// `column`: of which it is, when it stands in its definition.
Declaration declare_constraint(std::string_view sql, const PgQuery__Constraint& constraint,
                               const std::string& column);
Declaration declare_index(std::string_view sql, const PgQuery__IndexStmt& index);
Declaration declare_table(std::string_view sql, const PgQuery__CreateStmt& table);
Declaration declare_view(std::string_view sql, const PgQuery__CreateTableAsStmt& view);
// What is not written is as the server fills it in (init_params() in
// src/backend/commands/sequence.c). `type`: of the column, when the sequence is an identity's.
Declaration declare_sequence(std::span<Node* const> options, std::string type);
Declaration declare_domain(std::string_view sql, const PgQuery__CreateDomainStmt& domain);
Declaration declare_range(std::string_view sql, const PgQuery__CreateRangeStmt& range);
Declaration declare_statistics(std::string_view sql, const PgQuery__CreateStatsStmt& statistics);
Declaration declare_schema(const PgQuery__CreateSchemaStmt& schema);
Declaration declare_extension(const PgQuery__CreateExtensionStmt& extension);
// WITH (...) and OPTIONS (...).
void declare_parameters(std::span<Node* const> options, Declaration& declaration);

}  // namespace pgsettle::tree
