#include "sql/action/action_reader.h"

#include <utility>

#include "base/text.h"

namespace pgsettle::tree {
namespace {

// The statements that run inside another one: WITH x AS (INSERT ...), EXPLAIN ANALYZE INSERT ...
const Node* explained(const PgQuery__ExplainStmt& statement) {
  const PgQuery__DefElem* analyze =
      find_option(nodes(statement.options, statement.n_options), "analyze");
  return analyze != nullptr && is_true(*analyze) ? statement.query : nullptr;
}

SettingDetails setting(const PgQuery__VariableSetStmt& statement) {
  SettingDetails details = {.name = statement.name};
  for (const Node* argument : nodes(statement.args, statement.n_args)) {
    if (argument->node_case != PG_QUERY__NODE__NODE_A_CONST) continue;
    const PgQuery__AConst& constant = *argument->a_const;
    if (constant.val_case == PG_QUERY__A__CONST__VAL_SVAL) {
      details.values.emplace_back(constant.sval->sval);
    }
  }
  details.local = statement.is_local != 0;
  details.reset = statement.kind == PG_QUERY__VARIABLE_SET_KIND__VAR_RESET ||
                  statement.kind == PG_QUERY__VARIABLE_SET_KIND__VAR_RESET_ALL ||
                  statement.kind == PG_QUERY__VARIABLE_SET_KIND__VAR_SET_DEFAULT;
  return details;
}

ControlDetails control(const PgQuery__TransactionStmt& statement) {
  ControlDetails details = {.savepoint = statement.savepoint_name};
  switch (statement.kind) {
    case PG_QUERY__TRANSACTION_STMT_KIND__TRANS_STMT_BEGIN:
    case PG_QUERY__TRANSACTION_STMT_KIND__TRANS_STMT_START:
      details.control = Control::begin;
      break;
    case PG_QUERY__TRANSACTION_STMT_KIND__TRANS_STMT_COMMIT:
      details.control = Control::commit;
      break;
    case PG_QUERY__TRANSACTION_STMT_KIND__TRANS_STMT_ROLLBACK:
      details.control = Control::rollback;
      break;
    case PG_QUERY__TRANSACTION_STMT_KIND__TRANS_STMT_SAVEPOINT:
      details.control = Control::savepoint;
      break;
    case PG_QUERY__TRANSACTION_STMT_KIND__TRANS_STMT_ROLLBACK_TO:
      details.control = Control::rollback_to;
      break;
    case PG_QUERY__TRANSACTION_STMT_KIND__TRANS_STMT_PREPARE:
      details.control = Control::prepare;
      break;
    default:
      details.control = Control::other;
  }
  return details;
}

}  // namespace

Action& ActionReader::add(Verb verb, ObjectKind kind, QualifiedName object) {
  Action& action = actions_.emplace_back();
  action.verb = verb;
  action.kind = kind;
  action.object = std::move(object);
  return action;
}

void ActionReader::read_nested(const ProtobufCMessage& statement) {
  walk(statement, [&](const ProtobufCMessage& message) {
    const auto* with =
        as<PgQuery__CommonTableExpr>(message, pg_query__common_table_expr__descriptor);
    if (with == nullptr) return true;
    if (with->ctequery->node_case != PG_QUERY__NODE__NODE_SELECT_STMT) read_data(*with->ctequery);
    return true;
  });
}

void ActionReader::read(const Node& node) {
  switch (node.node_case) {
    case PG_QUERY__NODE__NODE_VARIABLE_SET_STMT:
      add(Verb::session, ObjectKind::other).details = setting(*node.variable_set_stmt);
      return;
    case PG_QUERY__NODE__NODE_TRANSACTION_STMT:
      add(Verb::control, ObjectKind::other).details = control(*node.transaction_stmt);
      return;
    case PG_QUERY__NODE__NODE_EXPLAIN_STMT:
      if (const Node* inner = explained(*node.explain_stmt)) read(*inner);
      return;
    case PG_QUERY__NODE__NODE_DO_STMT:  // code_block.h
    case PG_QUERY__NODE__NODE_PREPARE_STMT:
      return;
    case PG_QUERY__NODE__NODE_CREATE_FUNCTION_STMT:
    case PG_QUERY__NODE__NODE_VIEW_STMT:
    case PG_QUERY__NODE__NODE_RULE_STMT:
      break;  // what is inside runs later
    case PG_QUERY__NODE__NODE_CREATE_STMT:
    case PG_QUERY__NODE__NODE_ALTER_TABLE_STMT:
    case PG_QUERY__NODE__NODE_INDEX_STMT:
    case PG_QUERY__NODE__NODE_CREATE_TRIG_STMT:
    case PG_QUERY__NODE__NODE_CREATE_POLICY_STMT:
      break;  // expressions change no rows: WITH must stand at the top for that
    default:
      read_nested(node.base);
  }
  [[maybe_unused]] const bool known = read_table(node) || read_alter_table(node) ||
                                      read_object(node) || read_routine(node) || read_data(node) ||
                                      read_create(node);
}

}  // namespace pgsettle::tree
