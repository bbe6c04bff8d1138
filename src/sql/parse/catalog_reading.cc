#include "sql/parse/catalog_reading.h"

#include <algorithm>
#include <array>
#include <string_view>

namespace pgsettle::tree {
namespace {

using Names = std::span<const std::string_view>;

bool contains(Names names, std::string_view name) {
  return std::ranges::find(names, name) != names.end();
}

// Chapter "System Catalogs" and "System Views" without those that show rows, statistics, sessions
// or files: their answers change without any DDL.
constexpr auto catalogs = std::to_array<std::string_view>({
    "pg_aggregate",
    "pg_am",
    "pg_amop",
    "pg_amproc",
    "pg_attrdef",
    "pg_attribute",
    "pg_auth_members",
    "pg_authid",
    "pg_cast",
    "pg_class",
    "pg_collation",
    "pg_constraint",
    "pg_conversion",
    "pg_database",
    "pg_db_role_setting",
    "pg_default_acl",
    "pg_depend",
    "pg_description",
    "pg_enum",
    "pg_event_trigger",
    "pg_extension",
    "pg_foreign_data_wrapper",
    "pg_foreign_server",
    "pg_foreign_table",
    "pg_group",
    "pg_index",
    "pg_indexes",
    "pg_inherits",
    "pg_init_privs",
    "pg_language",
    "pg_matviews",
    "pg_namespace",
    "pg_opclass",
    "pg_operator",
    "pg_opfamily",
    "pg_partitioned_table",
    "pg_policies",
    "pg_policy",
    "pg_proc",
    "pg_publication",
    "pg_publication_rel",
    "pg_publication_tables",
    "pg_range",
    "pg_rewrite",
    "pg_roles",
    "pg_rules",
    "pg_seclabel",
    "pg_sequence",
    "pg_shadow",
    "pg_shdepend",
    "pg_shdescription",
    "pg_statistic_ext",
    "pg_subscription",
    "pg_tables",
    "pg_tablespace",
    "pg_transform",
    "pg_trigger",
    "pg_ts_config",
    "pg_ts_config_map",
    "pg_ts_dict",
    "pg_ts_parser",
    "pg_ts_template",
    "pg_type",
    "pg_user",
    "pg_user_mapping",
    "pg_user_mappings",
    "pg_views",
});

// Functions of pg_catalog that read the catalog and do nothing.
constexpr auto catalog_functions = std::to_array<std::string_view>({
    "col_description",
    "format_type",
    "has_any_column_privilege",
    "has_column_privilege",
    "has_database_privilege",
    "has_function_privilege",
    "has_schema_privilege",
    "has_sequence_privilege",
    "has_table_privilege",
    "has_type_privilege",
    "obj_description",
    "pg_function_is_visible",
    "pg_get_constraintdef",
    "pg_get_expr",
    "pg_get_function_arguments",
    "pg_get_function_identity_arguments",
    "pg_get_function_result",
    "pg_get_functiondef",
    "pg_get_indexdef",
    "pg_get_partkeydef",
    "pg_get_ruledef",
    "pg_get_triggerdef",
    "pg_get_userbyid",
    "pg_get_viewdef",
    "pg_has_role",
    "pg_table_is_visible",
    "pg_type_is_visible",
    "shobj_description",
    "to_regclass",
    "to_regnamespace",
    "to_regoper",
    "to_regoperator",
    "to_regproc",
    "to_regprocedure",
    "to_regrole",
    "to_regtype",
});

// Functions of pg_catalog that compute from their arguments, or from the session alone.
constexpr auto pure_functions = std::to_array<std::string_view>({
    "array_agg",
    "array_length",
    "array_position",
    "array_to_string",
    "bool_and",
    "bool_or",
    "btrim",
    "cardinality",
    "concat",
    "count",
    "current_database",
    "current_schema",
    "current_schemas",

    "format",
    "left",
    "length",
    "lower",
    "ltrim",
    "max",
    "min",
    "position",
    "quote_ident",
    "regexp_replace",
    "replace",
    "right",
    "rtrim",
    "split_part",
    "starts_with",
    "string_agg",
    "string_to_array",
    "strpos",
    "substr",
    "substring",
    "unnest",
    "upper",
    "version",
});

constexpr auto catalog_types =
    std::to_array<std::string_view>({"regclass", "regnamespace", "regoper", "regoperator",
                                     "regproc", "regprocedure", "regrole", "regtype"});

// Types whose input and casts are PostgreSQL's own.
constexpr auto plain_types =
    std::to_array<std::string_view>({"bool", "bpchar", "char", "int2", "int4", "int8", "name",
                                     "numeric", "oid", "text", "varchar"});

constexpr auto operators = std::to_array<std::string_view>(
    {"=",  "<>",  "<",  ">",   "<=",  ">=",   "+",  "-",  "||", "~", "!~",
     "~*", "!~*", "~~", "!~~", "~~*", "!~~*", "@>", "<@", "&&", "&"});

bool is_of_pg_catalog(const QualifiedName& name) {
  return name.schema.empty() || name.schema == "pg_catalog";
}

bool is_allowed(const PgQuery__FuncCall& call) {
  const QualifiedName name = qualified_name(nodes(call.funcname, call.n_funcname));
  return call.n_funcname <= 2 && is_of_pg_catalog(name) &&
         (contains(catalog_functions, name.name) || contains(pure_functions, name.name));
}

bool is_allowed(const PgQuery__TypeName& type) {
  const QualifiedName name = qualified_name(nodes(type.names, type.n_names));
  if (type.setof != 0 || type.pct_type != 0 || type.n_names > 2) return false;
  // The types of information_schema's columns.
  const auto standard = std::to_array<std::string_view>(
      {"cardinal_number", "character_data", "sql_identifier", "yes_or_no"});
  if (name.schema == "information_schema") return contains(standard, name.name);
  return is_of_pg_catalog(name) &&
         (contains(catalog_types, name.name) || contains(plain_types, name.name));
}

bool is_allowed(const PgQuery__AExpr& expression) {
  const QualifiedName name = qualified_name(nodes(expression.name, expression.n_name));
  // NULLIF, LIKE, BETWEEN and the like name what they are made of; only BETWEEN names no operator.
  const bool between = expression.kind >= PG_QUERY__A__EXPR__KIND__AEXPR_BETWEEN &&
                       expression.kind <= PG_QUERY__A__EXPR__KIND__AEXPR_NOT_BETWEEN_SYM;
  return between || (is_of_pg_catalog(name) && contains(operators, name.name));
}

bool is_allowed(const PgQuery__SelectStmt& select) {
  // Names of WITH could hide a catalog's.
  return select.into_clause == nullptr && select.with_clause == nullptr &&
         select.n_locking_clause == 0 && select.n_values_lists == 0;
}

// Nodes that do nothing by themselves.
bool is_neutral(const ProtobufCMessageDescriptor* kind) {
  const std::array<const ProtobufCMessageDescriptor*, 29> neutral = {
      &pg_query__node__descriptor,           &pg_query__a__array_expr__descriptor,
      &pg_query__a__const__descriptor,       &pg_query__a__indices__descriptor,
      &pg_query__a__indirection__descriptor, &pg_query__a__star__descriptor,
      &pg_query__alias__descriptor,          &pg_query__bit_string__descriptor,
      &pg_query__bool_expr__descriptor,      &pg_query__boolean__descriptor,
      &pg_query__boolean_test__descriptor,   &pg_query__case_expr__descriptor,
      &pg_query__case_when__descriptor,      &pg_query__coalesce_expr__descriptor,
      &pg_query__collate_clause__descriptor, &pg_query__column_ref__descriptor,
      &pg_query__float__descriptor,          &pg_query__integer__descriptor,
      &pg_query__join_expr__descriptor,      &pg_query__list__descriptor,
      &pg_query__min_max_expr__descriptor,   &pg_query__null_test__descriptor,
      &pg_query__range_function__descriptor, &pg_query__range_subselect__descriptor,
      &pg_query__res_target__descriptor,     &pg_query__row_expr__descriptor,
      &pg_query__string__descriptor,         &pg_query__sub_link__descriptor,
      &pg_query__type_cast__descriptor};
  return std::ranges::find(neutral, kind) != neutral.end();
}

bool is_allowed(const ProtobufCMessage& message) {
  if (const auto* call = as<PgQuery__FuncCall>(message, pg_query__func_call__descriptor)) {
    return is_allowed(*call);
  }
  if (const auto* type = as<PgQuery__TypeName>(message, pg_query__type_name__descriptor)) {
    return is_allowed(*type);
  }
  if (const auto* expression = as<PgQuery__AExpr>(message, pg_query__a__expr__descriptor)) {
    return is_allowed(*expression);
  }
  if (const auto* select = as<PgQuery__SelectStmt>(message, pg_query__select_stmt__descriptor)) {
    return is_allowed(*select);
  }
  if (const auto* relation = as<PgQuery__RangeVar>(message, pg_query__range_var__descriptor)) {
    return relation->catalogname[0] == '\0' && is_catalog(qualified_name(relation));
  }
  if (const auto* order = as<PgQuery__SortBy>(message, pg_query__sort_by__descriptor)) {
    return order->n_use_op == 0;
  }
  if (const auto* value =
          as<PgQuery__SQLValueFunction>(message, pg_query__sqlvalue_function__descriptor)) {
    // The time of day is no state of the catalog.
    return value->op > PG_QUERY__SQLVALUE_FUNCTION_OP__SVFOP_LOCALTIMESTAMP_N;
  }
  return is_neutral(message.descriptor);
}

}  // namespace

const Node* only_target(const Node& statement) {
  if (statement.node_case != PG_QUERY__NODE__NODE_SELECT_STMT) return nullptr;
  const PgQuery__SelectStmt& select = *statement.select_stmt;
  const std::size_t clauses = select.n_from_clause + select.n_sort_clause + select.n_group_clause +
                              select.n_distinct_clause + select.n_locking_clause +
                              select.n_values_lists;
  const bool more = clauses > 0 || select.where_clause != nullptr ||
                    select.having_clause != nullptr || select.limit_count != nullptr ||
                    select.limit_offset != nullptr || select.larg != nullptr ||
                    select.into_clause != nullptr || select.with_clause != nullptr;
  return more || select.n_target_list != 1 ? nullptr : select.target_list[0]->res_target->val;
}

bool is_never_null(const Node& expression) {
  if (expression.node_case == PG_QUERY__NODE__NODE_NULL_TEST) return true;
  if (expression.node_case == PG_QUERY__NODE__NODE_SUB_LINK) {
    const PgQuery__SubLink& link = *expression.sub_link;
    if (link.sub_link_type == PG_QUERY__SUB_LINK_TYPE__EXISTS_SUBLINK) return true;
    const Node* target = link.sub_link_type == PG_QUERY__SUB_LINK_TYPE__EXPR_SUBLINK
                             ? only_target(*link.subselect)
                             : nullptr;
    return target != nullptr && is_never_null(*target);
  }
  return expression.node_case == PG_QUERY__NODE__NODE_BOOL_EXPR &&
         std::ranges::all_of(nodes(expression.bool_expr->args, expression.bool_expr->n_args),
                             [](const Node* argument) { return is_never_null(*argument); });
}

bool is_catalog(const QualifiedName& relation) {
  if (relation.schema == "information_schema") return true;
  return is_of_pg_catalog(relation) && contains(catalogs, relation.name);
}

bool asks_catalog(const Node& expression) {
  bool found = false;
  walk(&expression, [&](const ProtobufCMessage& message) {
    if (const auto* relation = as<PgQuery__RangeVar>(message, pg_query__range_var__descriptor)) {
      found = found || is_catalog(qualified_name(relation));
    } else if (const auto* call = as<PgQuery__FuncCall>(message, pg_query__func_call__descriptor)) {
      const QualifiedName name = qualified_name(nodes(call->funcname, call->n_funcname));
      found = found || (is_of_pg_catalog(name) && contains(catalog_functions, name.name));
    } else if (const auto* type = as<PgQuery__TypeName>(message, pg_query__type_name__descriptor)) {
      const QualifiedName name = qualified_name(nodes(type->names, type->n_names));
      found = found || (is_of_pg_catalog(name) && contains(catalog_types, name.name));
    }
    return !found;
  });
  return found;
}

bool reads_variable(const Node& statement, const std::set<std::string>& variables) {
  bool found = false;
  walk(&statement, [&](const ProtobufCMessage& message) {
    found = found || message.descriptor == &pg_query__param_ref__descriptor;
    if (const auto* column = as<PgQuery__ColumnRef>(message, pg_query__column_ref__descriptor)) {
      // Any part: a variable may stand behind its block's label and before a record's field.
      for (const Node* part : nodes(column->fields, column->n_fields)) {
        found = found || variables.contains(std::string(string_of(part)));
      }
    }
    return !found;
  });
  return found;
}

bool only_reads_catalog(const Node& expression, const std::set<std::string>& variables) {
  if (reads_variable(expression, variables)) return false;
  bool allowed = true;
  walk(&expression, [&](const ProtobufCMessage& message) {
    allowed = allowed && is_allowed(message);
    return allowed;
  });
  return allowed;
}

}  // namespace pgsettle::tree
