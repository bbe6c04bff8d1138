#include "sql/parse/result_columns.h"

#include "sql/parse/tree.h"

namespace pgsettle {
namespace {

using namespace tree;

using Names = std::vector<std::string>;

// Longer ones are not written by people who want a variable.
constexpr std::size_t longest = 1U << 16U;

std::span<Node* const> targets_of(const Node& statement) {
  switch (statement.node_case) {
    case PG_QUERY__NODE__NODE_SELECT_STMT: {
      // Of UNION and the like the first query names the columns.
      const PgQuery__SelectStmt* query = statement.select_stmt;
      while (query->larg != nullptr) query = query->larg;
      return nodes(query->target_list, query->n_target_list);
    }
    case PG_QUERY__NODE__NODE_INSERT_STMT:
      return nodes(statement.insert_stmt->returning_list, statement.insert_stmt->n_returning_list);
    case PG_QUERY__NODE__NODE_UPDATE_STMT:
      return nodes(statement.update_stmt->returning_list, statement.update_stmt->n_returning_list);
    case PG_QUERY__NODE__NODE_DELETE_STMT:
      return nodes(statement.delete_stmt->returning_list, statement.delete_stmt->n_returning_list);
    default:
      return {};
  }
}

// Empty when it is not known.
std::string column_name(const Node& target) {
  if (target.node_case != PG_QUERY__NODE__NODE_RES_TARGET) return {};
  const PgQuery__ResTarget& column = *target.res_target;
  if (column.name != nullptr && *column.name != '\0') return column.name;
  if (column.val == nullptr) return {};
  std::span<Node* const> path;
  if (column.val->node_case == PG_QUERY__NODE__NODE_COLUMN_REF) {
    path = nodes(column.val->column_ref->fields, column.val->column_ref->n_fields);
  } else if (column.val->node_case == PG_QUERY__NODE__NODE_FUNC_CALL) {
    path = nodes(column.val->func_call->funcname, column.val->func_call->n_funcname);
  }
  return path.empty() ? std::string() : std::string(string_of(path.back()));
}

}  // namespace

std::optional<Names> result_columns(std::string_view sql) {
  if (sql.size() > longest) return std::nullopt;
  Names names;
  bool known = false;
  const auto problem = parse(std::string(sql), [&](const Node& statement) {
    for (const Node* target : targets_of(statement)) names.push_back(column_name(*target));
    known = !names.empty();
  });
  for (const std::string& name : names) known = known && !name.empty();
  if (problem || !known) return std::nullopt;
  return names;
}

}  // namespace pgsettle
