#include "sql/parse/tree.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <unordered_map>
#include <utility>

#include "base/text.h"
#include "sql/write/quoting.h"

namespace pgsettle::tree {
namespace {

// The names that src/backend/parser/gram.y gives to the types of the SQL standard, as format_type()
// writes them: without quotes although they are keywords.
constexpr std::array type_names = std::to_array<std::pair<std::string_view, std::string_view>>({
    {"bit", "bit"},
    {"bool", "boolean"},
    {"bpchar", "character"},
    {"decimal", "numeric"},
    {"float4", "real"},
    {"float8", "double precision"},
    {"int", "integer"},
    {"int2", "smallint"},
    {"int4", "integer"},
    {"int8", "bigint"},
    {"interval", "interval"},
    {"numeric", "numeric"},
    {"timestamptz", "timestamp with time zone"},
    {"timestamp", "timestamp without time zone"},
    {"timetz", "time with time zone"},
    {"time", "time without time zone"},
    {"varbit", "bit varying"},
    {"varchar", "character varying"},
});

std::string type_name_text(std::span<Node* const> names) {
  std::vector<std::string> parts = strings(names);
  if (parts.size() == 2 && parts[0] == "pg_catalog") parts.erase(parts.begin());
  const auto* found =
      std::ranges::find(type_names, parts[0], &decltype(type_names)::value_type::first);
  if (parts.size() == 1 && found != type_names.end()) return std::string(found->second);
  for (std::string& part : parts) part = sql_identifier(part);  // as format_type() does
  return fmt::format("{}", fmt::join(parts, "."));
}

void walk_field(const ProtobufCMessage& message, const ProtobufCFieldDescriptor& field,
                const Visitor& visit) {
  if (field.type != PROTOBUF_C_TYPE_MESSAGE) return;
  const char* base = reinterpret_cast<const char*>(&message);
  if (field.label == PROTOBUF_C_LABEL_REPEATED) {
    const auto count = *reinterpret_cast<const std::size_t*>(base + field.quantifier_offset);
    const auto* const* items =
        *reinterpret_cast<const ProtobufCMessage* const* const*>(base + field.offset);
    for (std::size_t i = 0; i < count; ++i) walk(*items[i], visit);
    return;
  }
  if ((field.flags & PROTOBUF_C_FIELD_FLAG_ONEOF) != 0U) {
    const auto chosen = *reinterpret_cast<const std::uint32_t*>(base + field.quantifier_offset);
    if (chosen != field.id) return;
  }
  const auto* child = *reinterpret_cast<const ProtobufCMessage* const*>(base + field.offset);
  if (child != nullptr) walk(*child, visit);
}

}  // namespace

std::span<Node* const> nodes(Node* const* first, std::size_t count) { return {first, count}; }

std::string_view string_of(const Node* node) {
  if (node == nullptr || node->node_case != PG_QUERY__NODE__NODE_STRING) return {};
  return node->string->sval;
}

QualifiedName qualified_name(std::span<Node* const> parts) {
  QualifiedName name;
  if (!parts.empty()) name.name = string_of(parts.back());
  if (parts.size() > 1) name.schema = string_of(parts[parts.size() - 2]);
  return name;
}

QualifiedName qualified_name(const PgQuery__RangeVar* relation) {
  if (relation == nullptr) return {};
  return {.schema = relation->schemaname, .name = relation->relname};
}

QualifiedName object_name(const Node* node) {
  if (node == nullptr) return {};
  switch (node->node_case) {
    case PG_QUERY__NODE__NODE_LIST:
      return qualified_name(nodes(node->list->items, node->list->n_items));
    case PG_QUERY__NODE__NODE_TYPE_NAME:
      return qualified_name(nodes(node->type_name->names, node->type_name->n_names));
    case PG_QUERY__NODE__NODE_OBJECT_WITH_ARGS:
      return qualified_name(
          nodes(node->object_with_args->objname, node->object_with_args->n_objname));
    case PG_QUERY__NODE__NODE_RANGE_VAR:
      return qualified_name(node->range_var);
    case PG_QUERY__NODE__NODE_ROLE_SPEC:
      return {.schema = {}, .name = node->role_spec->rolename};
    default:
      return {.schema = {}, .name = std::string(string_of(node))};
  }
}

std::vector<std::string> strings(std::span<Node* const> list) {
  std::vector<std::string> texts;
  for (const Node* node : list) texts.emplace_back(string_of(node));
  return texts;
}

std::string type_text(const PgQuery__TypeName* type) {
  if (type == nullptr) return {};
  std::string text = type->setof != 0 ? "SETOF " : "";
  text += type_name_text(nodes(type->names, type->n_names));
  if (type->pct_type != 0) text += "%TYPE";
  std::vector<std::string> modifiers;
  for (const Node* modifier : nodes(type->typmods, type->n_typmods)) {
    const bool integer = modifier->node_case == PG_QUERY__NODE__NODE_A_CONST &&
                         modifier->a_const->val_case == PG_QUERY__A__CONST__VAL_IVAL;
    if (integer) modifiers.push_back(std::to_string(modifier->a_const->ival->ival));
  }
  if (!modifiers.empty()) text += fmt::format("({})", fmt::join(modifiers, ","));
  for (std::size_t i = 0; i < type->n_array_bounds; ++i) text += "[]";
  return text;
}

std::string routine_arguments(const PgQuery__ObjectWithArgs& routine) {
  std::vector<std::string> types;
  for (const Node* argument : nodes(routine.objargs, routine.n_objargs)) {
    const bool type = argument->node_case == PG_QUERY__NODE__NODE_TYPE_NAME;
    types.push_back(type ? type_text(argument->type_name) : "");
  }
  return fmt::format("{}", fmt::join(types, ", "));
}

const PgQuery__DefElem* find_option(std::span<Node* const> options, std::string_view name) {
  for (const Node* option : options) {
    if (option->node_case == PG_QUERY__NODE__NODE_DEF_ELEM &&
        equals_ignoring_case(option->def_elem->defname, name)) {
      return option->def_elem;
    }
  }
  return nullptr;
}

bool is_true(const PgQuery__DefElem& option) {
  if (option.arg == nullptr) return true;
  if (option.arg->node_case == PG_QUERY__NODE__NODE_BOOLEAN) {
    return option.arg->boolean->boolval != 0;
  }
  if (option.arg->node_case == PG_QUERY__NODE__NODE_INTEGER) return option.arg->integer->ival != 0;
  const std::string_view text = string_of(option.arg);
  return equals_ignoring_case(text, "true") || equals_ignoring_case(text, "on");
}

namespace {

using Fields = std::vector<const ProtobufCFieldDescriptor*>;

// Those of a kind of message below which there are others.
const Fields& branches(const ProtobufCMessageDescriptor* kind) {
  thread_local std::unordered_map<const ProtobufCMessageDescriptor*, Fields> known;
  const auto [found, is_new] = known.try_emplace(kind);
  for (unsigned i = 0; is_new && i < kind->n_fields; ++i) {
    const ProtobufCFieldDescriptor& field = kind->fields[i];
    if (field.type == PROTOBUF_C_TYPE_MESSAGE) found->second.push_back(&field);
  }
  return found->second;
}

}  // namespace

void walk(const ProtobufCMessage& root, const Visitor& visit) {
  if (!visit(root)) return;
  // A node is one of 200 kinds: no need to look at all of them.
  if (root.descriptor == &pg_query__node__descriptor) {
    const auto* chosen = protobuf_c_message_descriptor_get_field(
        root.descriptor, reinterpret_cast<const Node&>(root).node_case);
    if (chosen != nullptr) walk_field(root, *chosen, visit);
    return;
  }
  for (const ProtobufCFieldDescriptor* field : branches(root.descriptor)) {
    walk_field(root, *field, visit);
  }
}

void walk(const Node* node, const Visitor& visit) {
  if (node != nullptr) walk(node->base, visit);
}

namespace {

// pg_proc.provolatile = 'v', and those that are stable within a transaction only.
constexpr std::array<std::string_view, 17> volatile_functions = {"clock_timestamp",
                                                                 "current_timestamp",
                                                                 "gen_random_bytes",
                                                                 "gen_random_uuid",
                                                                 "gen_salt",
                                                                 "localtimestamp",
                                                                 "nextval",
                                                                 "now",
                                                                 "random",
                                                                 "statement_timestamp",
                                                                 "timeofday",
                                                                 "transaction_timestamp",
                                                                 "uuid_generate_v1",
                                                                 "uuid_generate_v1mc",
                                                                 "uuid_generate_v4",
                                                                 "uuidv4",
                                                                 "uuidv7"};

}  // namespace

bool calls_volatile_function(const Node* expression) {
  bool found = false;
  walk(expression, [&](const ProtobufCMessage& message) {
    if (const auto* call = as<PgQuery__FuncCall>(message, pg_query__func_call__descriptor)) {
      const QualifiedName name = qualified_name(nodes(call->funcname, call->n_funcname));
      found = found || std::ranges::find(volatile_functions, name.name) != volatile_functions.end();
    }
    // CURRENT_TIMESTAMP and the like have a node of their own; CURRENT_USER and so on do not move.
    if (const auto* value =
            as<PgQuery__SQLValueFunction>(message, pg_query__sqlvalue_function__descriptor)) {
      found = found || value->op <= PG_QUERY__SQLVALUE_FUNCTION_OP__SVFOP_LOCALTIMESTAMP_N;
    }
    return !found;
  });
  return found;
}

bool calls_function(const Node* expression, std::string_view name) {
  bool found = false;
  walk(expression, [&](const ProtobufCMessage& message) {
    if (const auto* call = as<PgQuery__FuncCall>(message, pg_query__func_call__descriptor)) {
      found = found || qualified_name(nodes(call->funcname, call->n_funcname)).name == name;
    }
    return !found;
  });
  return found;
}

bool is_null_constant(const Node* expression) {
  return expression != nullptr && expression->node_case == PG_QUERY__NODE__NODE_A_CONST &&
         expression->a_const->isnull != 0;
}

}  // namespace pgsettle::tree
