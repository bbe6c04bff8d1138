// Indexes, sequences, types, statistics and the rest as Declarations.
#include <fmt/format.h>

#include <algorithm>
#include <limits>

#include "base/text.h"
#include "sql/action/declare.h"
#include "sql/action/slices.h"
#include "sql/write/quoting.h"

namespace pgsettle::tree {
namespace {

void add_word(Declaration& declaration, Property property, std::string text,
              std::string part = {}) {
  if (text.empty()) return;
  declaration.push_back({.property = property, .part = std::move(part), .text = std::move(text)});
}

// The value of an option as pg_class.reloptions has it.
std::string value_text(const Node* value) {
  if (value == nullptr) return "true";
  switch (value->node_case) {
    case PG_QUERY__NODE__NODE_INTEGER:
      return std::to_string(value->integer->ival);
    case PG_QUERY__NODE__NODE_FLOAT:
      return value->float_->fval;
    case PG_QUERY__NODE__NODE_BOOLEAN:
      return value->boolean->boolval != 0 ? "true" : "false";
    case PG_QUERY__NODE__NODE_TYPE_NAME:
      return type_text(value->type_name);
    default:
      return std::string(string_of(value));
  }
}

std::string type_slice(std::string_view sql, const PgQuery__TypeName& type) {
  return slice(sql, until_clause(sql, static_cast<std::size_t>(std::max(type.location, 0))));
}

}  // namespace

void declare_parameters(std::span<Node* const> options, Declaration& declaration) {
  for (const Node* node : options) {
    if (node->node_case != PG_QUERY__NODE__NODE_DEF_ELEM) continue;
    const PgQuery__DefElem& option = *node->def_elem;
    const std::string name = to_lower(option.defname);
    // Those of the TOAST table stand elsewhere; there are no OIDs since 12.
    if (!std::string_view(option.defnamespace).empty() || name == "oids") continue;
    add_word(declaration, Property::parameter, to_lower(value_text(option.arg)), name);
  }
}

// `number` counts from 0.
void declare_element(const PgQuery__IndexElem& element, std::string_view text, std::size_t number,
                     Declaration& declaration) {
  const std::string part = std::to_string(number + 1);
  if (element.expr == nullptr) {
    add_word(declaration, Property::element, sql_identifier(element.name), part);
  } else {
    declaration.push_back({.property = Property::element,
                           .part = part,
                           .meaning = Meaning::expression,
                           .text = element_expression(text)});
  }
  const auto add_name = [&](Property property, std::span<Node* const> name) {
    if (name.empty()) return;
    declaration.push_back({.property = property,
                           .part = part,
                           .meaning = Meaning::name,
                           .name = qualified_name(name)});
  };
  add_name(Property::collation, nodes(element.collation, element.n_collation));
  add_name(Property::operator_class, nodes(element.opclass, element.n_opclass));
  const bool descending = element.ordering == PG_QUERY__SORT_BY_DIR__SORTBY_DESC;
  if (descending) add_word(declaration, Property::order, "DESC", part);
  // Without a word nulls count as the largest.
  const bool first = element.nulls_ordering == PG_QUERY__SORT_BY_NULLS__SORTBY_NULLS_DEFAULT
                         ? descending
                         : element.nulls_ordering == PG_QUERY__SORT_BY_NULLS__SORTBY_NULLS_FIRST;
  if (first) add_word(declaration, Property::nulls_order, "FIRST", part);
}

Declaration declare_index(std::string_view sql, const PgQuery__IndexStmt& index) {
  Declaration made;
  const std::string method = to_lower(index.access_method);
  add_word(made, Property::method, method.empty() ? "btree" : method);
  add_word(made, Property::unique, index.unique != 0 ? "true" : "");
  const std::size_t on = behind_words(sql, 0, {"on"});
  if (on == std::string_view::npos) return made;
  const Range list = parenthesised(sql, on);
  const std::vector<Range> elements = list_elements(sql, list);
  std::size_t number = 0;
  for (const Node* node : nodes(index.index_params, index.n_index_params)) {
    if (number >= elements.size()) break;
    declare_element(*node->index_elem, slice(sql, elements[number]), number, made);
    ++number;
  }
  std::vector<std::string> included;
  for (const Node* node : nodes(index.index_including_params, index.n_index_including_params)) {
    included.push_back(sql_identifier(node->index_elem->name));
  }
  add_word(made, Property::include, fmt::format("{}", fmt::join(included, ", ")));
  add_word(made, Property::nulls_not_distinct, index.nulls_not_distinct != 0 ? "true" : "");
  add_word(made, Property::tablespace, index.table_space);
  declare_parameters(nodes(index.options, index.n_options), made);
  if (index.where_clause != nullptr) {
    const std::size_t where = behind_words(sql, list.end + 1, {"where"});
    made.push_back({.property = Property::predicate,
                    .meaning = Meaning::expression,
                    .text = slice(sql, query_range(sql, where))});
  }
  return made;
}

Declaration declare_view(std::string_view sql, const PgQuery__CreateTableAsStmt& view) {
  Declaration made;
  const PgQuery__IntoClause& into = *view.into;
  const std::size_t as = behind_words(sql, 0, {"as"});
  if (as == std::string_view::npos) return made;
  std::vector<std::string> columns;
  for (const std::string& name : strings(nodes(into.col_names, into.n_col_names))) {
    columns.push_back(quote_identifier(name));
  }
  made.push_back({.property = Property::query,
                  .part = fmt::format("{}", fmt::join(columns, ", ")),
                  .meaning = Meaning::query,
                  .text = slice(sql, query_range(sql, as))});
  add_word(made, Property::tablespace, into.table_space_name);
  add_word(made, Property::access_method, into.access_method);
  declare_parameters(nodes(into.options, into.n_options), made);
  return made;
}

Declaration declare_sequence(std::span<Node* const> options, std::string type) {
  using Long = std::numeric_limits<std::int64_t>;
  const auto value = [&](const char* name) -> std::string {
    const PgQuery__DefElem* option = find_option(options, name);
    return option == nullptr || option->arg == nullptr ? "" : value_text(option->arg);
  };
  if (const std::string as = value("as"); !as.empty()) type = as;
  std::int64_t low = Long::min();
  std::int64_t high = Long::max();
  if (type == "integer") {
    low = std::numeric_limits<std::int32_t>::min();
    high = std::numeric_limits<std::int32_t>::max();
  } else if (type == "smallint") {
    low = std::numeric_limits<std::int16_t>::min();
    high = std::numeric_limits<std::int16_t>::max();
  }
  const auto or_else = [](std::string text, const std::string& other) {
    return text.empty() ? other : std::move(text);
  };
  const std::string increment = or_else(value("increment"), "1");
  const bool descends = increment.starts_with('-');
  const std::string minimum =
      or_else(value("minvalue"), std::to_string(descends ? low : std::int64_t{1}));
  const std::string maximum =
      or_else(value("maxvalue"), std::to_string(descends ? std::int64_t{-1} : high));
  const PgQuery__DefElem* cycle = find_option(options, "cycle");
  Declaration made;
  add_word(made, Property::type, type.empty() ? "bigint" : type);
  add_word(made, Property::increment, increment);
  add_word(made, Property::minimum, minimum);
  add_word(made, Property::maximum, maximum);
  add_word(made, Property::start, or_else(value("start"), descends ? maximum : minimum));
  add_word(made, Property::cache, or_else(value("cache"), "1"));
  add_word(made, Property::cycle, cycle != nullptr && is_true(*cycle) ? "true" : "");
  const PgQuery__DefElem* owner = find_option(options, "owned_by");
  if (owner != nullptr && owner->arg != nullptr &&
      owner->arg->node_case == PG_QUERY__NODE__NODE_LIST && owner->arg->list->n_items > 1) {
    const auto names = nodes(owner->arg->list->items, owner->arg->list->n_items);
    made.push_back({.property = Property::owned_by,
                    .meaning = Meaning::relation,
                    .text = std::string(string_of(names.back())),
                    .name = qualified_name(names.first(names.size() - 1))});
  }
  return made;
}

Declaration declare_domain(std::string_view sql, const PgQuery__CreateDomainStmt& domain) {
  Declaration made;
  made.push_back(declare_type(type_slice(sql, *domain.type_name), *domain.type_name));
  if (domain.coll_clause != nullptr) {
    const PgQuery__CollateClause& clause = *domain.coll_clause;
    made.push_back({.property = Property::collation,
                    .meaning = Meaning::name,
                    .name = qualified_name(nodes(clause.collname, clause.n_collname))});
  }
  for (const Node* node : nodes(domain.constraints, domain.n_constraints)) {
    const PgQuery__Constraint& constraint = *node->constraint;
    const auto at = static_cast<std::size_t>(std::max(constraint.location, 0));
    if (constraint.contype == PG_QUERY__CONSTR_TYPE__CONSTR_NOTNULL) {
      add_word(made, Property::not_null, "true");
    } else if (constraint.contype == PG_QUERY__CONSTR_TYPE__CONSTR_DEFAULT &&
               !is_null_constant(constraint.raw_expr)) {
      const std::size_t value = behind_words(sql, at, {"default"});
      made.push_back({.property = Property::default_value,
                      .meaning = Meaning::expression,
                      .text = slice(sql, until_clause(sql, value))});
    }
  }
  return made;
}

// What else there is follows from the subtype, mostly.
Declaration declare_range(std::string_view, const PgQuery__CreateRangeStmt& range) {
  Declaration made;
  const PgQuery__DefElem* subtype = find_option(nodes(range.params, range.n_params), "subtype");
  if (subtype != nullptr && subtype->arg != nullptr) {
    made.push_back({.property = Property::subtype,
                    .meaning = Meaning::type,
                    .text = value_text(subtype->arg)});
  }
  return made;
}

Declaration declare_statistics(std::string_view sql, const PgQuery__CreateStatsStmt& statistics) {
  Declaration made;
  std::vector<std::string> kinds = strings(nodes(statistics.stat_types, statistics.n_stat_types));
  // Over one expression there are no kinds.
  if (kinds.empty() && statistics.n_exprs > 1) kinds = {"dependencies", "mcv", "ndistinct"};
  std::ranges::sort(kinds);
  add_word(made, Property::kinds, fmt::format("{}", fmt::join(kinds, ", ")));
  const std::size_t on = behind_words(sql, 0, {"on"});
  if (on == std::string_view::npos) return made;
  const std::vector<Range> elements = list_elements(sql, {.begin = on, .end = sql.size()});
  std::vector<std::string> columns;
  std::size_t number = 0;
  std::size_t expressions = 0;
  for (const Node* node : nodes(statistics.exprs, statistics.n_exprs)) {
    const PgQuery__StatsElem& element = *node->stats_elem;
    if (element.expr == nullptr) {
      columns.push_back(sql_identifier(element.name));
    } else if (number < elements.size()) {
      made.push_back({.property = Property::element,
                      .part = std::to_string(++expressions),
                      .meaning = Meaning::expression,
                      .text = element_expression(slice(sql, elements[number]))});
    }
    ++number;
  }
  std::ranges::sort(columns);  // the catalog has them in the table's order
  add_word(made, Property::columns, fmt::format("{}", fmt::join(columns, ", ")));
  return made;
}

Declaration declare_schema(const PgQuery__CreateSchemaStmt& schema) {
  Declaration made;
  if (schema.authrole != nullptr &&
      schema.authrole->roletype == PG_QUERY__ROLE_SPEC_TYPE__ROLESPEC_CSTRING) {
    add_word(made, Property::owner, schema.authrole->rolename);
  }
  return made;
}

Declaration declare_extension(const PgQuery__CreateExtensionStmt& extension) {
  Declaration made;
  const auto options = nodes(extension.options, extension.n_options);
  for (const auto& [option, property] :
       {std::pair("schema", Property::schema), std::pair("new_version", Property::version)}) {
    const PgQuery__DefElem* found = find_option(options, option);
    if (found != nullptr) add_word(made, property, value_text(found->arg));
  }
  return made;
}

}  // namespace pgsettle::tree
