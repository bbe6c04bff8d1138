// INSERT, UPDATE, DELETE, MERGE, COPY, and SELECT for the functions it calls.
#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "sql/action/action_reader.h"

namespace pgsettle::tree {
namespace {

using Names = std::vector<std::string>;

bool contains(const Names& names, std::string_view name) {
  return std::ranges::find(names, name) != names.end();
}

std::string column_of(const PgQuery__ColumnRef& reference) {
  return std::string(string_of(reference.fields[reference.n_fields - 1]));
}

// Rows that are there already are left out: NOT EXISTS (SELECT ...), NOT IN (SELECT ...), LEFT JOIN
// ... IS NULL, EXCEPT.
bool is_anti_join(const PgQuery__SelectStmt& select) {
  if (select.op == PG_QUERY__SET_OPERATION__SETOP_EXCEPT) return true;
  bool outer_join = false;
  bool is_null = false;
  bool negated_sublink = false;
  for (const Node* from : nodes(select.from_clause, select.n_from_clause)) {
    walk(from, [&](const ProtobufCMessage& message) {
      const auto* join = as<PgQuery__JoinExpr>(message, pg_query__join_expr__descriptor);
      outer_join =
          outer_join || (join != nullptr && join->jointype != PG_QUERY__JOIN_TYPE__JOIN_INNER);
      return true;
    });
  }
  walk(select.where_clause, [&](const ProtobufCMessage& message) {
    if (const auto* test = as<PgQuery__NullTest>(message, pg_query__null_test__descriptor)) {
      is_null = is_null || test->nulltesttype == PG_QUERY__NULL_TEST_TYPE__IS_NULL;
    }
    if (const auto* logic = as<PgQuery__BoolExpr>(message, pg_query__bool_expr__descriptor)) {
      if (logic->boolop == PG_QUERY__BOOL_EXPR_TYPE__NOT_EXPR) {
        walk(logic->args[0], [&](const ProtobufCMessage& below) {
          negated_sublink = negated_sublink || below.descriptor == &pg_query__sub_link__descriptor;
          return !negated_sublink;
        });
      }
    }
    return true;
  });
  return negated_sublink || (outer_join && is_null);
}

bool has_source_rows(const PgQuery__SelectStmt& select) {
  if (select.larg != nullptr) return has_source_rows(*select.larg) || has_source_rows(*select.rarg);
  return std::ranges::any_of(nodes(select.from_clause, select.n_from_clause), [](const Node* from) {
    return from->node_case != PG_QUERY__NODE__NODE_RANGE_SUBSELECT;
  });
}

void read_values(std::span<Node* const> row, const Names& columns, InsertDetails& details) {
  for (std::size_t i = 0; i < row.size(); ++i) {
    const Node* value = row[i];
    if (value->node_case == PG_QUERY__NODE__NODE_RES_TARGET) value = value->res_target->val;
    std::string column = i < columns.size() ? columns[i] : fmt::format("#{}", i + 1);
    if (is_null_constant(value) && !contains(details.null_columns, column)) {
      details.null_columns.push_back(column);
    }
    if (calls_volatile_function(value) && !contains(details.volatile_columns, column)) {
      details.volatile_columns.push_back(std::move(column));
    }
  }
}

// Functions for which f(f(x)) = f(x).
constexpr std::array<std::string_view, 14> settling_functions = {
    "abs",   "btrim", "coalesce", "date",  "floor", "ceil", "greatest",
    "least", "lower", "ltrim",    "round", "rtrim", "trim", "upper"};

// Whether the expression makes something else of `column` each time: a + 1, a || 'x', CASE a ...
// `self`: what the table is called; excluded.a and other.a are other columns.
bool changes_each_time(const Node* expression, std::string_view column, const Names& self) {
  if (expression == nullptr) return false;
  if (expression->node_case == PG_QUERY__NODE__NODE_COLUMN_REF) return false;
  if (expression->node_case == PG_QUERY__NODE__NODE_COALESCE_EXPR ||
      expression->node_case == PG_QUERY__NODE__NODE_MIN_MAX_EXPR) {
    return false;
  }
  if (expression->node_case == PG_QUERY__NODE__NODE_TYPE_CAST) {
    return changes_each_time(expression->type_cast->arg, column, self);
  }
  if (expression->node_case == PG_QUERY__NODE__NODE_FUNC_CALL) {
    const PgQuery__FuncCall& call = *expression->func_call;
    const std::string name = qualified_name(nodes(call.funcname, call.n_funcname)).name;
    if (std::ranges::find(settling_functions, name) != settling_functions.end()) {
      return std::ranges::any_of(nodes(call.args, call.n_args), [&](const Node* argument) {
        return changes_each_time(argument, column, self);
      });
    }
  }
  bool found = false;
  walk(expression, [&](const ProtobufCMessage& message) {
    if (message.descriptor == &pg_query__sub_link__descriptor) return false;
    const auto* reference = as<PgQuery__ColumnRef>(message, pg_query__column_ref__descriptor);
    if (reference == nullptr || column_of(*reference) != column) return !found;
    const std::size_t fields = reference->n_fields;
    found = found || fields == 1 || contains(self, string_of(reference->fields[fields - 2]));
    return !found;
  });
  return found;
}

// Whether the WHERE leaves out rows that have the new value already: IS DISTINCT FROM, <>, IS NULL
// on a column that is set.
bool leaves_out_what_is_done(const Node* where, const Names& columns) {
  bool found = false;
  const auto names_column = [&](const Node* expression) {
    bool named = false;
    walk(expression, [&](const ProtobufCMessage& message) {
      const auto* reference = as<PgQuery__ColumnRef>(message, pg_query__column_ref__descriptor);
      named = named || (reference != nullptr && contains(columns, column_of(*reference)));
      return !named;
    });
    return named;
  };
  walk(where, [&](const ProtobufCMessage& message) {
    if (const auto* test = as<PgQuery__NullTest>(message, pg_query__null_test__descriptor)) {
      found = found || names_column(test->arg);
    }
    if (const auto* compare = as<PgQuery__AExpr>(message, pg_query__a__expr__descriptor)) {
      const bool operator_ = compare->kind == PG_QUERY__A__EXPR__KIND__AEXPR_OP ||
                             compare->kind == PG_QUERY__A__EXPR__KIND__AEXPR_DISTINCT ||
                             compare->kind == PG_QUERY__A__EXPR__KIND__AEXPR_IN ||
                             compare->kind == PG_QUERY__A__EXPR__KIND__AEXPR_LIKE;
      found =
          found || (operator_ && (names_column(compare->lexpr) || names_column(compare->rexpr)));
    }
    return !found;
  });
  return found;
}

struct SetClause {
  Names columns;
  bool self_reference = false;
  bool is_volatile = false;
};

SetClause read_set(std::span<Node* const> targets, const PgQuery__RangeVar& table) {
  SetClause set;
  Names self = {table.relname};
  if (table.alias != nullptr) self.emplace_back(table.alias->aliasname);
  for (const Node* node : targets) {
    const PgQuery__ResTarget& target = *node->res_target;
    set.columns.emplace_back(target.name);
    set.self_reference = set.self_reference || changes_each_time(target.val, target.name, self);
    set.is_volatile = set.is_volatile || calls_volatile_function(target.val);
  }
  return set;
}

std::string argument_text(const Node* argument) {
  std::string prefix;
  if (argument->node_case == PG_QUERY__NODE__NODE_NAMED_ARG_EXPR) {
    prefix = fmt::format("{} => ", argument->named_arg_expr->name);
    argument = argument->named_arg_expr->arg;
  }
  while (argument->node_case == PG_QUERY__NODE__NODE_TYPE_CAST) argument = argument->type_cast->arg;
  if (argument->node_case != PG_QUERY__NODE__NODE_A_CONST) return prefix + "?";
  const PgQuery__AConst& constant = *argument->a_const;
  switch (constant.val_case) {
    case PG_QUERY__A__CONST__VAL_IVAL:
      return prefix + std::to_string(constant.ival->ival);
    case PG_QUERY__A__CONST__VAL_FVAL:
      return prefix + constant.fval->fval;
    case PG_QUERY__A__CONST__VAL_BOOLVAL:
      return prefix + (constant.boolval->boolval != 0 ? "true" : "false");
    case PG_QUERY__A__CONST__VAL_SVAL:
      return prefix + constant.sval->sval;
    default:
      return prefix + (constant.isnull != 0 ? "null" : "?");
  }
}

}  // namespace

void ActionReader::insert(const PgQuery__InsertStmt& statement) {
  InsertDetails details;
  for (const Node* column : nodes(statement.cols, statement.n_cols)) {
    details.columns.emplace_back(column->res_target->name);
  }
  details.default_values = statement.select_stmt == nullptr;
  if (statement.select_stmt != nullptr) {
    const PgQuery__SelectStmt& source = *statement.select_stmt->select_stmt;
    details.has_values = source.n_values_lists > 0 || !has_source_rows(source);
    details.anti_join = is_anti_join(source);
    for (const Node* row : nodes(source.values_lists, source.n_values_lists)) {
      read_values(nodes(row->list->items, row->list->n_items), details.columns, details);
    }
    read_values(nodes(source.target_list, source.n_target_list), details.columns, details);
  }
  if (const PgQuery__OnConflictClause* conflict = statement.on_conflict_clause) {
    const bool update = conflict->action == PG_QUERY__ON_CONFLICT_ACTION__ONCONFLICT_UPDATE;
    details.on_conflict = update ? OnConflict::update : OnConflict::nothing;
    details.has_target = conflict->infer != nullptr;
    if (conflict->infer != nullptr) {
      details.target_constraint = conflict->infer->conname;
      details.target_partial = conflict->infer->where_clause != nullptr;
      for (const Node* element :
           nodes(conflict->infer->index_elems, conflict->infer->n_index_elems)) {
        details.target_partial = details.target_partial || element->index_elem->expr != nullptr;
        details.target_columns.emplace_back(element->index_elem->name);
      }
    }
    const SetClause set =
        read_set(nodes(conflict->target_list, conflict->n_target_list), *statement.relation);
    details.update_guarded = conflict->where_clause != nullptr;
    details.update_refers_to_row = set.self_reference;
    details.update_volatile = set.is_volatile;
  }
  add(Verb::insert, ObjectKind::table, qualified_name(statement.relation)).details =
      std::move(details);
}

void ActionReader::update(const PgQuery__UpdateStmt& statement) {
  SetClause set =
      read_set(nodes(statement.target_list, statement.n_target_list), *statement.relation);
  UpdateDetails details;
  details.self_reference = set.self_reference;
  details.is_volatile = set.is_volatile;
  details.guarded = leaves_out_what_is_done(statement.where_clause, set.columns);
  details.columns = std::move(set.columns);
  add(Verb::update, ObjectKind::table, qualified_name(statement.relation)).details =
      std::move(details);
}

// The functions of the outermost SELECT list and FROM: what runs code. Those in WHERE and below are
// taken to compute only.
void ActionReader::select(const PgQuery__SelectStmt& statement) {
  if (statement.into_clause != nullptr) {
    Action& into = add(Verb::create, ObjectKind::table, qualified_name(statement.into_clause->rel));
    into.temporary = std::string_view(statement.into_clause->rel->relpersistence) == "t";
    into.is_select_into = true;
    into.details = RelationDefinition{.open = true};
  }
  const auto read_calls = [&](const Node* expression) {
    walk(expression, [&](const ProtobufCMessage& message) {
      if (message.descriptor == &pg_query__sub_link__descriptor) return false;
      const auto* call = as<PgQuery__FuncCall>(message, pg_query__func_call__descriptor);
      if (call == nullptr) return true;
      CallDetails details;
      for (const Node* argument : nodes(call->args, call->n_args)) {
        details.arguments.push_back(argument_text(argument));
      }
      add(Verb::call, ObjectKind::function, qualified_name(nodes(call->funcname, call->n_funcname)))
          .details = std::move(details);
      return true;
    });
  };
  for (const Node* target : nodes(statement.target_list, statement.n_target_list)) {
    read_calls(target);
  }
  for (const Node* from : nodes(statement.from_clause, statement.n_from_clause)) {
    if (from->node_case == PG_QUERY__NODE__NODE_RANGE_FUNCTION) read_calls(from);
  }
}

bool ActionReader::read_data(const Node& node) {
  switch (node.node_case) {
    case PG_QUERY__NODE__NODE_INSERT_STMT:
      insert(*node.insert_stmt);
      return true;
    case PG_QUERY__NODE__NODE_UPDATE_STMT:
      update(*node.update_stmt);
      return true;
    case PG_QUERY__NODE__NODE_DELETE_STMT:
      add(Verb::erase, ObjectKind::table, qualified_name(node.delete_stmt->relation));
      return true;
    case PG_QUERY__NODE__NODE_TRUNCATE_STMT:
      for (const Node* relation :
           nodes(node.truncate_stmt->relations, node.truncate_stmt->n_relations)) {
        add(Verb::truncate, ObjectKind::table, object_name(relation));
      }
      return true;
    case PG_QUERY__NODE__NODE_MERGE_STMT:
      add(Verb::merge, ObjectKind::table, qualified_name(node.merge_stmt->relation));
      return true;
    case PG_QUERY__NODE__NODE_COPY_STMT:
      if (node.copy_stmt->is_from != 0) {
        add(Verb::copy_from, ObjectKind::table, qualified_name(node.copy_stmt->relation));
      }
      return true;
    case PG_QUERY__NODE__NODE_SELECT_STMT:
      select(*node.select_stmt);
      return true;
    case PG_QUERY__NODE__NODE_CALL_STMT: {
      const PgQuery__FuncCall& call = *node.call_stmt->funccall;
      add(Verb::call, ObjectKind::procedure, qualified_name(nodes(call.funcname, call.n_funcname)))
          .details = CallDetails{};
      return true;
    }
    default:
      return false;
  }
}

}  // namespace pgsettle::tree
