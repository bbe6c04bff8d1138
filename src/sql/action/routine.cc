// What is made of code: functions, views, triggers, policies, rules.
#include <fmt/format.h>

#include <algorithm>

#include "sql/action/action_reader.h"
#include "sql/parse/canonical_text.h"

namespace pgsettle::tree {
namespace {

bool is_input(const PgQuery__FunctionParameter& parameter) {
  return parameter.mode != PG_QUERY__FUNCTION_PARAMETER_MODE__FUNC_PARAM_OUT &&
         parameter.mode != PG_QUERY__FUNCTION_PARAMETER_MODE__FUNC_PARAM_TABLE;
}

// The columns of a query, as far as their names can be told; `*` is one of its own.
void read_columns(const PgQuery__SelectStmt& query, ViewDefinition& view) {
  if (query.larg != nullptr) return read_columns(*query.larg, view);
  for (const Node* node : nodes(query.target_list, query.n_target_list)) {
    if (node->node_case != PG_QUERY__NODE__NODE_RES_TARGET) continue;
    const PgQuery__ResTarget& target = *node->res_target;
    std::string name = target.name;
    bool star = false;
    if (target.val != nullptr && target.val->node_case == PG_QUERY__NODE__NODE_COLUMN_REF) {
      const PgQuery__ColumnRef& reference = *target.val->column_ref;
      const Node* last = reference.fields[reference.n_fields - 1];
      star = last->node_case == PG_QUERY__NODE__NODE_A_STAR;
      if (name.empty() && !star) name = string_of(last);
    }
    if (view.star) view.star_before_end = true;
    view.star = view.star || star;
    view.columns.push_back(star ? "*" : std::move(name));
  }
}

// A constant SELECT * FROM (VALUES ...) or from a subquery that names its columns cannot change.
bool reads_relation_directly(const PgQuery__SelectStmt& query) {
  if (query.larg != nullptr) return reads_relation_directly(*query.larg);
  for (const Node* from : nodes(query.from_clause, query.n_from_clause)) {
    if (from->node_case == PG_QUERY__NODE__NODE_RANGE_VAR ||
        from->node_case == PG_QUERY__NODE__NODE_JOIN_EXPR) {
      return true;
    }
  }
  return false;
}

// The relations that a query names, but not those of its own WITH.
std::vector<QualifiedName> relations_read(const Node& query) {
  std::vector<QualifiedName> relations;
  std::vector<std::string> of_with;
  walk(&query, [&](const ProtobufCMessage& message) {
    if (const auto* table = as<PgQuery__RangeVar>(message, pg_query__range_var__descriptor)) {
      relations.push_back(qualified_name(table));
    }
    if (const auto* with =
            as<PgQuery__CommonTableExpr>(message, pg_query__common_table_expr__descriptor)) {
      of_with.emplace_back(with->ctename);
    }
    return true;
  });
  std::erase_if(relations, [&](const QualifiedName& relation) {
    return relation.schema.empty() && std::ranges::find(of_with, relation.name) != of_with.end();
  });
  return relations;
}

}  // namespace

void ActionReader::create_function(const PgQuery__CreateFunctionStmt& statement) {
  Action& action =
      add(Verb::create, statement.is_procedure != 0 ? ObjectKind::procedure : ObjectKind::function,
          qualified_name(nodes(statement.funcname, statement.n_funcname)));
  action.or_replace = statement.replace != 0;
  RoutineDefinition routine;
  std::vector<std::string> inputs;
  std::vector<std::string> outputs;
  for (const Node* node : nodes(statement.parameters, statement.n_parameters)) {
    const PgQuery__FunctionParameter& parameter = *node->function_parameter;
    const std::string type = type_text(parameter.arg_type);
    if (is_input(parameter)) {
      inputs.push_back(type);
      routine.parameter_names.emplace_back(parameter.name);
    } else {
      outputs.push_back(fmt::format("{} {}", parameter.name, type));
    }
    if (parameter.defexpr != nullptr) ++routine.defaults;
  }
  action.arguments = fmt::format("{}", fmt::join(inputs, ", "));
  routine.result = type_text(statement.return_type);
  if (!outputs.empty()) routine.result = fmt::format("({})", fmt::join(outputs, ", "));
  const auto options = nodes(statement.options, statement.n_options);
  if (const PgQuery__DefElem* language = find_option(options, "language")) {
    routine.language = string_of(language->arg);
  }
  if (const PgQuery__DefElem* body = find_option(options, "as")) {
    const PgQuery__List& list = *body->arg->list;
    if (list.n_items == 1) routine.body = string_of(list.items[0]);
  }
  action.details = std::move(routine);
}

ViewDefinition ActionReader::view(const Node& query) {
  ViewDefinition view = {.references = relations_read(query)};
  if (query.node_case != PG_QUERY__NODE__NODE_SELECT_STMT) return view;
  read_columns(*query.select_stmt, view);
  if (!reads_relation_directly(*query.select_stmt)) view.star = view.star_before_end = false;
  return view;
}

void ActionReader::create_view(const PgQuery__ViewStmt& statement) {
  Action& action = add(Verb::create, ObjectKind::view, qualified_name(statement.view));
  action.or_replace = statement.replace != 0;
  action.temporary = std::string_view(statement.view->relpersistence) == "t";
  ViewDefinition view = ActionReader::view(*statement.query);
  if (statement.n_aliases > 0) {
    view.columns = strings(nodes(statement.aliases, statement.n_aliases));
  }
  action.details = std::move(view);
}

bool ActionReader::read_routine(const Node& node) {
  const auto member = [&](ObjectKind kind, const char* name,
                          const PgQuery__RangeVar* relation) -> Action& {
    Action& action = add(Verb::create, kind, {.schema = {}, .name = name});
    action.owner = qualified_name(relation);
    return action;
  };
  switch (node.node_case) {
    case PG_QUERY__NODE__NODE_CREATE_FUNCTION_STMT:
      create_function(*node.create_function_stmt);
      return true;
    case PG_QUERY__NODE__NODE_VIEW_STMT:
      create_view(*node.view_stmt);
      return true;
    case PG_QUERY__NODE__NODE_CREATE_TRIG_STMT: {
      const PgQuery__CreateTrigStmt& statement = *node.create_trig_stmt;
      Action& action = member(ObjectKind::trigger, statement.trigname, statement.relation);
      action.or_replace = statement.replace != 0;
      // CREATE CONSTRAINT TRIGGER has no OR REPLACE (0A000).
      if (statement.isconstraint != 0) action.details = ConstraintDefinition{};
      return true;
    }
    case PG_QUERY__NODE__NODE_CREATE_POLICY_STMT:
      member(ObjectKind::policy, node.create_policy_stmt->policy_name,
             node.create_policy_stmt->table);
      return true;
    case PG_QUERY__NODE__NODE_ALTER_POLICY_STMT: {
      Action& action = member(ObjectKind::policy, node.alter_policy_stmt->policy_name,
                              node.alter_policy_stmt->table);
      action.verb = Verb::alter;
      action.change = Change::settings;
      return true;
    }
    case PG_QUERY__NODE__NODE_RULE_STMT:
      member(ObjectKind::rule, node.rule_stmt->rulename, node.rule_stmt->relation).or_replace =
          node.rule_stmt->replace != 0;
      return true;
    default:
      return false;
  }
}

}  // namespace pgsettle::tree
