#include "sql/normal_form.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <set>
#include <utility>

#include "sql/comments.h"
#include "sql/tree.h"

namespace pgsettle {
namespace {

using tree::as;
using tree::Node;

// Fields that say where something stands, or how it is to be done and not what.
bool is_left_out(std::string_view field) {
  constexpr auto names = std::to_array<std::string_view>(
      {"location", "stmt_location", "stmt_len", "name_location", "replace", "if_not_exists",
       "concurrent", "catalogname", "funcformat", "missing_ok", "initially_valid", "oldConstraints",
       "ctequery_location", "name_loc"});
  return std::ranges::find(names, field) != names.end();
}

// No text can be taken for another one.
std::string quoted(std::string_view text) { return fmt::format("{}'{}'", text.size(), text); }

// format_type() without modifiers: the server writes them in no cast of a literal.
std::string without_modifiers(std::string type) {
  const std::size_t open = type.find('(');
  if (open != std::string::npos) type.erase(open, type.find(')', open) + 1 - open);
  return type;
}

class Writer {
 public:
  Writer(const NameCompletion& completion, std::string& out)
      : completion_(completion), out_(&out) {}

  void collect_local_names(const Node& statement) {
    tree::walk(&statement, [this](const ProtobufCMessage& message) {
      using Cte = PgQuery__CommonTableExpr;
      if (const auto* cte = as<Cte>(message, pg_query__common_table_expr__descriptor)) {
        local_names_.insert(cte->ctename);
      }
      return true;
    });
  }
  void write(const ProtobufCMessage& message);
  void write_command(const PgQuery__RangeVar* relation, const PgQuery__AlterTableCmd& command);

 private:
  bool write_special(const ProtobufCMessage& message);
  void write_fields(const ProtobufCMessage& message, std::string_view but = {});
  void write_field(const ProtobufCMessage& message, const ProtobufCFieldDescriptor& field);
  void write_scalar(const void* value, const ProtobufCFieldDescriptor& field);
  void write_list(std::span<Node* const> list);
  void write_name(const QualifiedName& name);
  void write_type(const PgQuery__TypeName& type);
  void write_default(const Node* expression, const std::string& type);
  void write_parameter(const PgQuery__FunctionParameter& parameter);
  void write_function(const PgQuery__CreateFunctionStmt& statement);
  void write_options(std::span<Node* const> options);
  void write_constraint(const PgQuery__Constraint& constraint);
  void write_option(const PgQuery__DefElem& option);
  void write_role(const PgQuery__RoleSpec& role);
  std::string text_of(const ProtobufCMessage& message);
  template <typename Name>
  QualifiedName complete(std::span<Node* const> parts, const Name& completion) const;

  const NameCompletion& completion_;
  std::string* out_;
  std::set<std::string, std::less<>> local_names_;
};

template <typename Name>
QualifiedName Writer::complete(std::span<Node* const> parts, const Name& completion) const {
  QualifiedName name = tree::qualified_name(parts);
  if (name.schema == "pg_catalog")
    name.schema.clear();
  else if (name.schema.empty() && completion)
    name = completion(name);
  return name;
}

std::string Writer::text_of(const ProtobufCMessage& message) {
  std::string text;
  std::string* before = std::exchange(out_, &text);
  write(message);
  out_ = before;
  return text;
}

void Writer::write(const ProtobufCMessage& message) {
  *out_ += '(';
  if (!write_special(message)) write_fields(message);
  *out_ += ')';
}

void Writer::write_name(const QualifiedName& name) {
  *out_ += quoted(name.schema) + quoted(name.name);
}

void Writer::write_list(std::span<Node* const> list) {
  *out_ += '[';
  for (const Node* node : list) write(node->base);
  *out_ += ']';
}

bool Writer::write_special(const ProtobufCMessage& message) {
  if (const auto* range = as<PgQuery__RangeVar>(message, pg_query__range_var__descriptor)) {
    QualifiedName name = tree::qualified_name(range);
    const bool local = name.schema.empty() && local_names_.contains(name.name);
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
void Writer::write_option(const PgQuery__DefElem& option) {
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

void Writer::write_role(const PgQuery__RoleSpec& role) {
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

void Writer::write_type(const PgQuery__TypeName& type) {
  write_name(complete({type.names, type.n_names}, completion_.type));
  if (type.setof != 0) *out_ += "SETOF ";
  if (type.pct_type != 0) *out_ += "%TYPE ";
  write_list({type.typmods, type.n_typmods});
  *out_ += fmt::format("array {}", type.n_array_bounds);  // their sizes mean nothing
}

// The server coerces a literal to the type it stands for and writes that out: 'x'::text,
// '0'::bigint.
void Writer::write_default(const Node* expression, const std::string& type) {
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

void Writer::write_parameter(const PgQuery__FunctionParameter& parameter) {
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

// What CREATE FUNCTION takes for granted and pg_get_functiondef() leaves out.
bool is_default(const PgQuery__DefElem& option) {
  const std::string_view name = option.defname;
  const bool no = !tree::is_true(option);
  if (name == "volatility") return tree::string_of(option.arg) == "volatile";
  if (name == "parallel") return tree::string_of(option.arg) == "unsafe";
  return no && (name == "strict" || name == "security" || name == "leakproof" || name == "window");
}

void Writer::write_options(std::span<Node* const> options) {
  std::vector<std::string> texts;
  for (const Node* option : options) {
    if (is_default(*option->def_elem)) continue;
    texts.push_back(text_of(option->base));
  }
  std::ranges::sort(texts);
  for (const std::string& text : texts) *out_ += text;
}

void Writer::write_function(const PgQuery__CreateFunctionStmt& statement) {
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

void Writer::write_constraint(const PgQuery__Constraint& constraint) {
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

void Writer::write_command(const PgQuery__RangeVar* relation,
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

void Writer::write_fields(const ProtobufCMessage& message, std::string_view but) {
  *out_ += message.descriptor->short_name;
  for (unsigned i = 0; i < message.descriptor->n_fields; ++i) {
    const ProtobufCFieldDescriptor& field = message.descriptor->fields[i];
    if (field.name != but && !is_left_out(field.name)) write_field(message, field);
  }
}

void Writer::write_field(const ProtobufCMessage& message, const ProtobufCFieldDescriptor& field) {
  const char* base = reinterpret_cast<const char*>(&message);
  const void* value = base + field.offset;
  if (field.label == PROTOBUF_C_LABEL_REPEATED) {
    const auto count = *reinterpret_cast<const std::size_t*>(base + field.quantifier_offset);
    if (count == 0) return;
    *out_ += fmt::format(" {}=[", field.name);
    const char* items = *static_cast<const char* const*>(value);
    const std::size_t size = field.type == PROTOBUF_C_TYPE_UINT64 ? 8 : sizeof(void*);
    for (std::size_t item = 0; item < count; ++item) write_scalar(items + item * size, field);
    *out_ += ']';
    return;
  }
  if ((field.flags & PROTOBUF_C_FIELD_FLAG_ONEOF) != 0U) {
    const auto chosen = *reinterpret_cast<const std::uint32_t*>(base + field.quantifier_offset);
    if (chosen != field.id) return;
  }
  if (field.type == PROTOBUF_C_TYPE_MESSAGE &&
      *static_cast<const ProtobufCMessage* const*>(value) == nullptr) {
    return;
  }
  *out_ += fmt::format(" {}=", field.name);
  write_scalar(value, field);
}

void Writer::write_scalar(const void* value, const ProtobufCFieldDescriptor& field) {
  switch (field.type) {
    case PROTOBUF_C_TYPE_MESSAGE:
      return write(**static_cast<const ProtobufCMessage* const*>(value));
    case PROTOBUF_C_TYPE_STRING: {
      const char* text = *static_cast<const char* const*>(value);
      *out_ += quoted(text == nullptr ? "" : text);
      return;
    }
    case PROTOBUF_C_TYPE_INT64:
    case PROTOBUF_C_TYPE_UINT64:
      *out_ += std::to_string(*static_cast<const std::int64_t*>(value));
      return;
    case PROTOBUF_C_TYPE_DOUBLE:
      *out_ += std::to_string(*static_cast<const double*>(value));
      return;
    default:  // int32, uint32, bool, enums
      *out_ += std::to_string(*static_cast<const std::int32_t*>(value));
  }
}

std::vector<std::string> forms_of(const Node& statement, const NameCompletion& completion) {
  std::vector<std::string> forms;
  const auto form = [&](const auto& write) {
    Writer writer(completion, forms.emplace_back());
    writer.collect_local_names(statement);
    write(writer);
  };
  if (statement.node_case == PG_QUERY__NODE__NODE_ALTER_TABLE_STMT) {
    const PgQuery__AlterTableStmt& alter = *statement.alter_table_stmt;
    for (const Node* command : tree::nodes(alter.cmds, alter.n_cmds)) {
      form(
          [&](Writer& writer) { writer.write_command(alter.relation, *command->alter_table_cmd); });
    }
  } else {
    form([&](Writer& writer) { writer.write(statement.base); });
  }
  return forms;
}

}  // namespace

std::vector<std::string> normal_forms(std::string_view sql, const NameCompletion& completion) {
  std::vector<std::string> forms;
  const std::string text(sql);
  const auto read = [&](const Node& statement) { forms = forms_of(statement, completion); };
  if (tree::parse(text, read)) tree::parse(without_comments(text), read);
  return forms;
}

}  // namespace pgsettle
