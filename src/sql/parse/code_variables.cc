#include "sql/parse/code_variables.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <utility>

#include "base/text.h"
#include "sql/parse/catalog_reading.h"
#include "sql/parse/code_json.h"

namespace pgsettle {
namespace {

// libpg_query's name for the types of variables that PL/pgSQL makes by itself.
constexpr std::string_view own_type = "UNKNOWN";

bool is_boolean_type(std::string_view type) { return type == "bool" || type == "boolean"; }

// Types whose variables are made without any check, from NULL and from constants like theirs.
bool is_plain_type(std::string_view type) {
  constexpr auto types = std::to_array<std::string_view>(
      {"bigint", "bool", "boolean", "int", "int4", "int8", "integer", "name", "numeric", "oid",
       "record", "regclass", "regtype", "text", "text[]", "varchar"});
  return std::ranges::find(types, type) != types.end();
}

// A constant that every value of its kind may be assigned to the type.
bool fits(const tree::Node& value, std::string_view type) {
  if (value.node_case != PG_QUERY__NODE__NODE_A_CONST) return false;
  const PgQuery__AConst& constant = *value.a_const;
  if (constant.isnull != 0) return true;
  switch (constant.val_case) {
    case PG_QUERY__A__CONST__VAL_SVAL:
      return type == "text" || type == "name" || type == "varchar";
    case PG_QUERY__A__CONST__VAL_IVAL:
      return type != "record" && !type.starts_with("reg") && !is_boolean_type(type);
    case PG_QUERY__A__CONST__VAL_BOOLVAL:
      return is_boolean_type(type);
    default:
      return false;
  }
}

bool is_harmless_default(const std::string& expression, std::string_view type) {
  bool harmless = false;
  tree::parse("SELECT " + expression, [&](const tree::Node& statement) {
    if (statement.node_case != PG_QUERY__NODE__NODE_SELECT_STMT) return;
    const PgQuery__SelectStmt& select = *statement.select_stmt;
    harmless = select.n_target_list == 1 && select.n_from_clause == 0 &&
               fits(*select.target_list[0]->res_target->val, type);
  });
  return harmless || (is_boolean_type(type) && boolean_answer(expression, {}));
}

// The variable of `v`.
std::string variable_of(const tree::Node& node) {
  const bool single =
      node.node_case == PG_QUERY__NODE__NODE_COLUMN_REF && node.column_ref->n_fields == 1;
  return single ? std::string(tree::string_of(node.column_ref->fields[0])) : std::string();
}

}  // namespace

std::optional<CodeCondition> boolean_answer(const std::string& expression,
                                            const std::set<std::string>& variables) {
  bool never_null = false;
  tree::parse("SELECT (" + expression + "\n)", [&](const tree::Node& statement) {
    const tree::Node* target = tree::only_target(statement);
    never_null = target != nullptr && tree::is_never_null(*target);
  });
  if (!never_null) return std::nullopt;
  CodeCondition condition = read_condition(expression, variables);
  return condition.only_reads_catalog ? std::optional(std::move(condition)) : std::nullopt;
}

CodeVariables::CodeVariables(const nlohmann::json& function) {
  for (const nlohmann::json& datum : function.value("datums", nlohmann::json::array())) {
    declare(datum);
  }
  if (function.contains("action")) count_settings(function["action"]);
}

void CodeVariables::declare(const nlohmann::json& datum) {
  Variable variable;
  for (const auto& [kind, description] : datum.items()) {
    if (kind != "PLpgSQL_var" && kind != "PLpgSQL_rec") continue;
    variable.name = description.value("refname", "");
    names_.insert(variable.name);
    const bool named = description.contains("datatype");
    std::string type = named ? description["datatype"]["PLpgSQL_type"].value("typname", "")
                             : std::string(kind == "PLpgSQL_rec" ? "record" : "");
    type = to_lower(trim(type == own_type ? "" : type));
    variable.boolean = is_boolean_type(type);
    if (type.empty() || !obstacle_.empty()) continue;
    const std::string value = query_of(description, "default_val");
    const bool harmless = is_plain_type(type) && !description.contains("notnull") &&
                          (value.empty() || is_harmless_default(value, type));
    if (!harmless) {
      obstacle_ = fmt::format("making the variable \"{}\" may do more", variable.name);
    }
  }
  variables_.push_back(std::move(variable));
}

// Each assignment and target names the number of its variable; 0 is left out of the JSON.
void CodeVariables::count_settings(const nlohmann::json& node) {
  const auto count = [&](const nlohmann::json& number) {
    const auto index = number.is_number_unsigned() ? number.get<std::size_t>() : 0;
    if (index < variables_.size()) ++variables_[index].settings;
  };
  if (node.is_object()) {
    for (const auto& [key, below] : node.items()) {
      const bool assigns = key == "PLpgSQL_stmt_assign" || key == "PLpgSQL_stmt_foreach_a";
      if (assigns) count(below.value("varno", nlohmann::json(0U)));
      if (key == "PLpgSQL_diag_item") count(below.value("target", nlohmann::json(0U)));
      if (key == "PLpgSQL_row" && below.contains("fields")) {
        for (const nlohmann::json& field : below["fields"]) {
          if (field.is_object()) count(field.value("varno", nlohmann::json(0U)));
        }
      }
      // A target that is one variable; INTO makes a row of it, FOR and FETCH need not.
      if ((key == "PLpgSQL_var" || key == "PLpgSQL_rec") && below.is_object()) {
        for (Variable& variable : variables_) {
          if (variable.name == below.value("refname", "")) ++variable.settings;
        }
      }
    }
  }
  if (node.is_structured()) {
    for (const nlohmann::json& below : node) count_settings(below);
  }
}

bool CodeVariables::is_boolean_set_once(const std::string& name) const {
  const auto is_named = [&](const Variable& variable) { return variable.name == name; };
  if (std::ranges::count_if(variables_, is_named) != 1) return false;
  const Variable& variable = *std::ranges::find_if(variables_, is_named);
  return variable.boolean && variable.settings <= 1;
}

std::string CodeVariables::name_of(std::size_t number) const {
  return number < variables_.size() ? variables_[number].name : std::string();
}

void CodeVariables::set(const std::string& name, CodeCondition condition) {
  values_.insert_or_assign(name, std::move(condition));
}

std::optional<CodeCondition> CodeVariables::value_of(std::string_view expression) const {
  std::optional<CodeCondition> value;
  tree::parse("SELECT (" + std::string(expression) + "\n)", [&](const tree::Node& statement) {
    const tree::Node* test = tree::only_target(statement);
    if (test == nullptr) return;
    const bool denied = test->node_case == PG_QUERY__NODE__NODE_BOOL_EXPR &&
                        test->bool_expr->boolop == PG_QUERY__BOOL_EXPR_TYPE__NOT_EXPR;
    const auto known = values_.find(variable_of(denied ? *test->bool_expr->args[0] : *test));
    if (known == values_.end()) return;
    value = denied ? known->second.denied() : known->second;
  });
  return value;
}

bool CodeVariables::asks_catalog(std::string_view expression) const {
  bool asks = false;
  tree::parse("SELECT " + std::string(expression), [&](const tree::Node& statement) {
    asks = tree::reads_variable(statement, from_catalog_);
  });
  return asks;
}

}  // namespace pgsettle
