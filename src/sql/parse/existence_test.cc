#include "sql/parse/existence_test.h"

#include "sql/parse/catalog_lookup.h"
#include "sql/parse/catalog_names.h"
#include "sql/parse/catalog_reading.h"

namespace pgsettle::tree {
namespace {

std::optional<ExistenceTest> test_of(std::optional<CatalogObjectName> object, bool absent) {
  if (!object) return std::nullopt;
  return ExistenceTest{.kind = object->kind,
                       .object = std::move(object->object),
                       .owner = std::move(object->owner),
                       .absent = absent,
                       .exact = object->exact};
}

bool is_constant(const Node& node) {
  return node.node_case == PG_QUERY__NODE__NODE_A_CONST && node.a_const->isnull == 0;
}

// The rows of the query are those of its WHERE: without aggregates, which make a row of none.
bool has_row_for_each(const PgQuery__SelectStmt& query, bool constants_only) {
  for (const Node* target : nodes(query.target_list, query.n_target_list)) {
    const Node& value = *target->res_target->val;
    const bool column = value.node_case == PG_QUERY__NODE__NODE_COLUMN_REF;
    if (!is_constant(value) && (constants_only || !column)) return false;
  }
  return true;
}

bool is_count(const PgQuery__SelectStmt& query) {
  if (query.n_target_list != 1) return false;
  const Node& value = *query.target_list[0]->res_target->val;
  if (value.node_case != PG_QUERY__NODE__NODE_FUNC_CALL) return false;
  const PgQuery__FuncCall& call = *value.func_call;
  return qualified_name(nodes(call.funcname, call.n_funcname)).name == "count" &&
         call.agg_filter == nullptr && call.over == nullptr &&
         (call.agg_star != 0 || (call.n_args == 1 && is_constant(*call.args[0])));
}

const PgQuery__SelectStmt* query_of(const PgQuery__SubLink& link) {
  return link.subselect->node_case == PG_QUERY__NODE__NODE_SELECT_STMT ? link.subselect->select_stmt
                                                                       : nullptr;
}

const PgQuery__SubLink* sub_link(const Node* node, PgQuery__SubLinkType type) {
  const bool found = node != nullptr && node->node_case == PG_QUERY__NODE__NODE_SUB_LINK &&
                     node->sub_link->sub_link_type == type;
  return found ? node->sub_link : nullptr;
}

// to_regclass('t') IS NULL, (SELECT 1 FROM ...) IS NOT NULL
std::optional<ExistenceTest> null_test(const PgQuery__NullTest& test) {
  const bool absent = test.nulltesttype == PG_QUERY__NULL_TEST_TYPE__IS_NULL;
  const Node* argument = test.arg;
  if (const auto* link = sub_link(argument, PG_QUERY__SUB_LINK_TYPE__EXPR_SUBLINK)) {
    const PgQuery__SelectStmt* query = query_of(*link);
    const bool constant =
        query != nullptr && query->n_target_list == 1 && has_row_for_each(*query, true);
    return constant ? test_of(find_object(*query), absent) : std::nullopt;
  }
  // 't'::regclass fails instead of being NULL.
  if (argument->node_case != PG_QUERY__NODE__NODE_FUNC_CALL) return std::nullopt;
  return test_of(registered_object(argument), absent);
}

// (SELECT count(*) FROM ...) = 0
std::optional<ExistenceTest> count_test(const PgQuery__AExpr& expression) {
  const auto* link = sub_link(expression.lexpr, PG_QUERY__SUB_LINK_TYPE__EXPR_SUBLINK);
  const Node* number = expression.rexpr;
  const bool number_known = number != nullptr &&
                            number->node_case == PG_QUERY__NODE__NODE_A_CONST &&
                            number->a_const->val_case == PG_QUERY__A__CONST__VAL_IVAL;
  if (link == nullptr || !number_known || expression.n_name != 1 ||
      expression.kind != PG_QUERY__A__EXPR__KIND__AEXPR_OP) {
    return std::nullopt;
  }
  const PgQuery__SelectStmt* query = query_of(*link);
  if (query == nullptr || !is_count(*query)) return std::nullopt;
  const std::string_view sign = string_of(expression.name[0]);
  const int value = number->a_const->ival->ival;
  const bool absent = (sign == "=" && value == 0) || (sign == "<" && value == 1);
  const bool present =
      (sign == ">" && value == 0) || (sign == ">=" && value == 1) || (sign == "<>" && value == 0);
  return absent || present ? test_of(find_object(*query), absent) : std::nullopt;
}

}  // namespace

std::optional<ExistenceTest> existence_test(const Node& condition) {
  if (const auto* link = sub_link(&condition, PG_QUERY__SUB_LINK_TYPE__EXISTS_SUBLINK)) {
    const PgQuery__SelectStmt* query = query_of(*link);
    if (query == nullptr || !has_row_for_each(*query, false)) return std::nullopt;
    return test_of(find_object(*query), false);
  }
  // (SELECT EXISTS (...)), as a variable is set.
  if (const auto* link = sub_link(&condition, PG_QUERY__SUB_LINK_TYPE__EXPR_SUBLINK)) {
    const Node* target = only_target(*link->subselect);
    return target != nullptr ? existence_test(*target) : std::nullopt;
  }
  switch (condition.node_case) {
    case PG_QUERY__NODE__NODE_BOOL_EXPR: {
      const PgQuery__BoolExpr& expression = *condition.bool_expr;
      if (expression.boolop != PG_QUERY__BOOL_EXPR_TYPE__NOT_EXPR) return std::nullopt;
      auto inner = existence_test(*expression.args[0]);
      if (inner) inner->absent = !inner->absent;
      return inner;
    }
    case PG_QUERY__NODE__NODE_NULL_TEST:
      return null_test(*condition.null_test);
    case PG_QUERY__NODE__NODE_A_EXPR:
      return count_test(*condition.a_expr);
    default:
      return std::nullopt;
  }
}

}  // namespace pgsettle::tree
