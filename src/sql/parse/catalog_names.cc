#include "sql/parse/catalog_names.h"

#include <algorithm>
#include <array>
#include <vector>

#include "base/text.h"

namespace pgsettle::tree {
namespace {

constexpr std::size_t longest_name = 63;  // NAMEDATALEN - 1

std::string_view cast_type(const Node* expression) {
  if (expression == nullptr || expression->node_case != PG_QUERY__NODE__NODE_TYPE_CAST) return {};
  const PgQuery__TypeName& type = *expression->type_cast->type_name;
  if (type.n_array_bounds > 0 || type.n_typmods > 0 || type.n_names > 2) return {};
  if (type.n_names == 2 && string_of(type.names[0]) != "pg_catalog") return {};
  return string_of(type.names[type.n_names - 1]);
}

// What stands in double quotes from `at` on, which moves behind them.
std::optional<std::string> quoted_part(std::string_view text, std::size_t& at) {
  std::string part;
  for (++at; at < text.size(); ++at) {
    if (text[at] == '"') {
      const bool doubled = at + 1 < text.size() && text[at + 1] == '"';
      if (!doubled) return ++at, part;
      ++at;
    }
    part += text[at];
  }
  return std::nullopt;
}

// Nothing for what the server may read in another way than as an identifier: numbers are OIDs.
std::optional<std::string> bare_part(std::string_view text, std::size_t& at) {
  std::string part;
  for (; at < text.size() && text[at] != '.'; ++at) {
    const char c = text[at];
    const bool letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_';
    const bool digit = (c >= '0' && c <= '9') || c == '$';
    if (!letter && (!digit || part.empty())) return std::nullopt;
    part += c;
  }
  return to_lower(part);
}

// As stringToQualifiedNameList() in src/backend/utils/adt/regproc.c reads it.
std::optional<std::vector<std::string>> dotted_name(std::string_view text) {
  std::vector<std::string> parts;
  for (std::size_t at = 0;; ++at) {
    const bool quoted = at < text.size() && text[at] == '"';
    auto part = quoted ? quoted_part(text, at) : bare_part(text, at);
    if (!part || part->empty() || part->size() > longest_name) return std::nullopt;
    parts.push_back(std::move(*part));
    if (at >= text.size()) return parts;
    if (text[at] != '.') return std::nullopt;
  }
}

// Words that are the beginning of a type of the SQL standard for the grammar, not the name of one
// in the search_path.
bool is_type_of_grammar(std::string_view text) {
  constexpr auto words = std::to_array<std::string_view>(
      {"bigint", "bit",   "boolean",  "char",     "character", "dec",      "decimal", "double",
       "float",  "int",   "integer",  "interval", "json",      "national", "nchar",   "numeric",
       "real",   "setof", "smallint", "time",     "timestamp", "varchar"});
  return std::ranges::find(words, to_lower(text)) != words.end();
}

// `registration`: regclass, regtype, ...
std::optional<CatalogObjectName> object_named(std::string_view registration,
                                              const std::string& text) {
  const auto parts = dotted_name(text);
  if (!parts || parts->size() > 2) return std::nullopt;
  CatalogObjectName found;
  found.object.name = parts->back();
  if (registration == "regclass" || registration == "regtype") {
    if (registration == "regtype" && is_type_of_grammar(text)) return std::nullopt;
    found.kind = registration == "regclass" ? ObjectKind::table : ObjectKind::type;
    if (parts->size() == 2) found.object.schema = parts->front();
    return found;
  }
  if (parts->size() != 1) return std::nullopt;
  if (registration == "regnamespace") {
    found.kind = ObjectKind::schema;
  } else if (registration == "regrole") {
    found.kind = ObjectKind::role;
  } else {
    return std::nullopt;
  }
  return found;
}

std::optional<std::string> any_string(const Node* expression) {
  const Node* bare = without_string_cast(expression);
  const bool string = bare != nullptr && bare->node_case == PG_QUERY__NODE__NODE_A_CONST &&
                      bare->a_const->val_case == PG_QUERY__A__CONST__VAL_SVAL;
  return string ? std::optional<std::string>(bare->a_const->sval->sval) : std::nullopt;
}

}  // namespace

const Node* without_string_cast(const Node* expression) {
  constexpr std::array<std::string_view, 3> strings = {"text", "name", "varchar"};
  while (!cast_type(expression).empty() &&
         std::ranges::find(strings, cast_type(expression)) != strings.end()) {
    expression = expression->type_cast->arg;
  }
  return expression;
}

const Node* without_cast(const Node* column) {
  for (;;) {
    column = without_string_cast(column);
    if (cast_type(column) != "oid" && !cast_type(column).starts_with("reg")) return column;
    column = column->type_cast->arg;
  }
}

std::optional<CatalogObjectName> registered_object(const Node* expression) {
  if (cast_type(expression) == "oid") expression = expression->type_cast->arg;
  if (expression == nullptr) return std::nullopt;
  if (const std::string_view type = cast_type(expression); type.starts_with("reg")) {
    const Node* argument = expression->type_cast->arg;
    const auto text = any_string(argument);
    return text ? object_named(type, *text) : std::nullopt;
  }
  if (expression->node_case != PG_QUERY__NODE__NODE_FUNC_CALL) return std::nullopt;
  const PgQuery__FuncCall& call = *expression->func_call;
  const QualifiedName name = qualified_name(nodes(call.funcname, call.n_funcname));
  if (!name.name.starts_with("to_reg") || call.n_args != 1) return std::nullopt;
  const auto text = any_string(call.args[0]);
  return text ? object_named(name.name.substr(3), *text) : std::nullopt;
}

std::optional<std::string> string_constant(const Node* expression) {
  auto text = any_string(expression);
  if (!text || text->empty() || text->size() > longest_name) return std::nullopt;
  return text;
}

}  // namespace pgsettle::tree
