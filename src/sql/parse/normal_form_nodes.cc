// The nodes that can be written in more than one way.
#include <fmt/format.h>

#include <algorithm>

#include "sql/parse/normal_form_writer.h"

namespace pgsettle {
namespace {

using tree::as;
using tree::Node;

// format_type() without modifiers: the server writes them in no cast of a literal.
std::string without_modifiers(std::string type) {
  const std::size_t open = type.find('(');
  if (open != std::string::npos) type.erase(open, type.find(')', open) + 1 - open);
  return type;
}

}  // namespace

QualifiedName NormalFormWriter::complete(std::span<Node* const> parts,
                                         const Completion& completion) {
  QualifiedName name = tree::qualified_name(parts);
  if (name.schema == "pg_catalog")
    name.schema.clear();
  else if (name.schema.empty() && completion)
    name = completion(name);
  return name;
}

void NormalFormWriter::write_name(const QualifiedName& name) {
  *out_ += quoted(name.schema) + quoted(name.name);
}

bool NormalFormWriter::write_special(const ProtobufCMessage& message) {
  if (const auto* range = as<PgQuery__RangeVar>(message, pg_query__range_var__descriptor)) {
    QualifiedName name = tree::qualified_name(range);
    const bool local = name.schema.empty() && is_local(name.name);
    if (!local && name.schema.empty() && completion_.relation) name = completion_.relation(name);
    write_name(name);
    if (range->inh == 0) *out_ += "ONLY ";
    if (range->alias != nullptr) write(range->alias->base);
    return true;
  }
  if (const auto* call = as<PgQuery__FuncCall>(message, pg_query__func_call__descriptor)) {
    write_name(complete({call->funcname, call->n_funcname}, completion_.routine));
    write_fields(message, "funcname");
    return true;
  }
  if (const auto* trigger =
          as<PgQuery__CreateTrigStmt>(message, pg_query__create_trig_stmt__descriptor)) {
    write_name(complete({trigger->funcname, trigger->n_funcname}, completion_.routine));
    write_fields(message, "funcname");
    return true;
  }
  if (const auto* type = as<PgQuery__TypeName>(message, pg_query__type_name__descriptor)) {
    write_type(*type);
    return true;
  }
  if (const auto* function =
          as<PgQuery__CreateFunctionStmt>(message, pg_query__create_function_stmt__descriptor)) {
    write_function(*function);
    return true;
  }
  if (const auto* constraint = as<PgQuery__Constraint>(message, pg_query__constraint__descriptor)) {
    write_constraint(*constraint);
    return true;
  }
  if (const auto* role = as<PgQuery__RoleSpec>(message, pg_query__role_spec__descriptor)) {
    write_role(*role);
    return true;
  }
  if (const auto* option = as<PgQuery__DefElem>(message, pg_query__def_elem__descriptor)) {
    write_option(*option);
    return true;
  }
  if (const auto* element = as<PgQuery__IndexElem>(message, pg_query__index_elem__descriptor)) {
    write_fields(message, "ordering");
    if (element->ordering == PG_QUERY__SORT_BY_DIR__SORTBY_DESC) *out_ += "DESC ";
    return true;
  }
  return false;
}

// fillfactor = 70 and fillfactor = '70' are the same.
void NormalFormWriter::write_option(const PgQuery__DefElem& option) {
  *out_ += quoted(option.defnamespace) + quoted(option.defname) +
           std::to_string(static_cast<int>(option.defaction));
  const Node* value = option.arg;
  if (value == nullptr) return;
  if (value->node_case == PG_QUERY__NODE__NODE_INTEGER) {
    *out_ += quoted(std::to_string(value->integer->ival));
  } else if (value->node_case == PG_QUERY__NODE__NODE_FLOAT) {
    *out_ += quoted(value->float_->fval);
  } else if (value->node_case == PG_QUERY__NODE__NODE_STRING) {
    *out_ += quoted(value->string->sval);
  } else {
    write(value->base);
  }
}

void NormalFormWriter::write_role(const PgQuery__RoleSpec& role) {
  const bool current = role.roletype == PG_QUERY__ROLE_SPEC_TYPE__ROLESPEC_CURRENT_USER ||
                       role.roletype == PG_QUERY__ROLE_SPEC_TYPE__ROLESPEC_CURRENT_ROLE;
  if (current) {
    *out_ += "role " + quoted(completion_.current_user);
  } else if (role.roletype == PG_QUERY__ROLE_SPEC_TYPE__ROLESPEC_CSTRING) {
    *out_ += "role " + quoted(role.rolename);
  } else {
    *out_ += fmt::format("role type {}", static_cast<int>(role.roletype));
  }
}

void NormalFormWriter::write_type(const PgQuery__TypeName& type) {
  write_name(complete({type.names, type.n_names}, completion_.type));
  if (type.setof != 0) *out_ += "SETOF ";
  if (type.pct_type != 0) *out_ += "%TYPE ";
  write_list({type.typmods, type.n_typmods});
  *out_ += fmt::format("array {}", type.n_array_bounds);  // their sizes mean nothing
}

// The server coerces a literal to the type it stands for and writes that out: 'x'::text,
// '0'::bigint.
void NormalFormWriter::write_default(const Node* expression, const std::string& type) {
  const Node* literal = expression;
  if (expression->node_case == PG_QUERY__NODE__NODE_TYPE_CAST &&
      expression->type_cast->arg->node_case == PG_QUERY__NODE__NODE_A_CONST &&
      without_modifiers(tree::type_text(expression->type_cast->type_name)) == type) {
    literal = expression->type_cast->arg;
  }
  if (literal->node_case != PG_QUERY__NODE__NODE_A_CONST) return write(expression->base);
  const PgQuery__AConst& constant = *literal->a_const;
  if (constant.isnull != 0) {
    *out_ += "NULL";
  } else if (constant.val_case == PG_QUERY__A__CONST__VAL_IVAL) {
    *out_ += "literal " + quoted(std::to_string(constant.ival->ival));
  } else if (constant.val_case == PG_QUERY__A__CONST__VAL_FVAL) {
    *out_ += "literal " + quoted(constant.fval->fval);
  } else if (constant.val_case == PG_QUERY__A__CONST__VAL_SVAL) {
    *out_ += "literal " + quoted(constant.sval->sval);
  } else {
    write(expression->base);
  }
}

void NormalFormWriter::write_parameter(const PgQuery__FunctionParameter& parameter) {
  const auto mode = parameter.mode == PG_QUERY__FUNCTION_PARAMETER_MODE__FUNC_PARAM_DEFAULT
                        ? PG_QUERY__FUNCTION_PARAMETER_MODE__FUNC_PARAM_IN
                        : parameter.mode;
  *out_ += fmt::format("(parameter {} {} ", quoted(parameter.name), static_cast<int>(mode));
  write(parameter.arg_type->base);
  if (parameter.defexpr != nullptr) {
    *out_ += " DEFAULT ";
    write_default(parameter.defexpr, without_modifiers(tree::type_text(parameter.arg_type)));
  }
  *out_ += ')';
}

namespace {

// What CREATE FUNCTION takes for granted and pg_get_functiondef() leaves out.
bool is_default(const PgQuery__DefElem& option) {
  const std::string_view name = option.defname;
  const bool no = !tree::is_true(option);
  if (name == "volatility") return tree::string_of(option.arg) == "volatile";
  if (name == "parallel") return tree::string_of(option.arg) == "unsafe";
  return no && (name == "strict" || name == "security" || name == "leakproof" || name == "window");
}

}  // namespace

void NormalFormWriter::write_options(std::span<Node* const> options) {
  std::vector<std::string> texts;
  for (const Node* option : options) {
    if (is_default(*option->def_elem)) continue;
    texts.push_back(text_of(option->base));
  }
  std::ranges::sort(texts);
  for (const std::string& text : texts) *out_ += text;
}

void NormalFormWriter::write_function(const PgQuery__CreateFunctionStmt& statement) {
  *out_ += statement.is_procedure != 0 ? "procedure " : "function ";
  // The same name without a schema goes where the one with it was found.
  write_name(complete({statement.funcname, statement.n_funcname}, completion_.routine));
  std::vector<const PgQuery__FunctionParameter*> out;
  for (const Node* node : tree::nodes(statement.parameters, statement.n_parameters)) {
    const PgQuery__FunctionParameter& parameter = *node->function_parameter;
    write_parameter(parameter);
    if (parameter.mode == PG_QUERY__FUNCTION_PARAMETER_MODE__FUNC_PARAM_OUT ||
        parameter.mode == PG_QUERY__FUNCTION_PARAMETER_MODE__FUNC_PARAM_INOUT) {
      out.push_back(&parameter);
    }
  }
  *out_ += " RETURNS ";
  if (statement.return_type != nullptr) {
    write(statement.return_type->base);
  } else if (statement.is_procedure == 0 && out.size() == 1) {
    write(out[0]->arg_type->base);
  } else if (statement.is_procedure == 0 && out.size() > 1) {
    *out_ += "(" + quoted("") + quoted("record") + "[]array 0)";
  }
  write_options({statement.options, statement.n_options});
  if (statement.sql_body != nullptr) write(statement.sql_body->base);
}

void NormalFormWriter::write_constraint(const PgQuery__Constraint& constraint) {
  write_fields(constraint.base, "pk_attrs");
  if (constraint.pktable == nullptr) return;
  *out_ += " key";
  if (constraint.n_pk_attrs > 0) {
    write_list({constraint.pk_attrs, constraint.n_pk_attrs});
    return;
  }
  QualifiedName table = tree::qualified_name(constraint.pktable);
  if (table.schema.empty() && completion_.relation) table = completion_.relation(table);
  *out_ += '[';
  if (completion_.primary_key) {
    for (const std::string& column : completion_.primary_key(table)) {
      PgQuery__String text = PG_QUERY__STRING__INIT;
      text.sval = const_cast<char*>(column.c_str());
      PgQuery__Node node = PG_QUERY__NODE__INIT;
      node.node_case = PG_QUERY__NODE__NODE_STRING;
      node.string = &text;
      write(node.base);
    }
  }
  *out_ += ']';
}

void NormalFormWriter::write_command(const PgQuery__RangeVar* relation,
                                     const PgQuery__AlterTableCmd& command) {
  write(relation->base);
  const bool sets_default =
      command.subtype == PG_QUERY__ALTER_TABLE_TYPE__AT_ColumnDefault && command.def != nullptr;
  if (!sets_default || !completion_.column_type) return write(command.base);
  QualifiedName table = tree::qualified_name(relation);
  if (table.schema.empty() && completion_.relation) table = completion_.relation(table);
  const std::string type = completion_.column_type(table, command.name);
  *out_ += "default " + quoted(command.name);
  write_default(command.def, without_modifiers(type));
}

}  // namespace pgsettle
