// Tables, columns and constraints as Declarations.
#include <fmt/format.h>

#include <algorithm>

#include "base/text.h"
#include "sql/action/declare.h"
#include "sql/action/slices.h"
#include "sql/parse/canonical_text.h"
#include "sql/write/quoting.h"

namespace pgsettle::tree {
namespace {

std::size_t place(std::int32_t location) { return static_cast<std::size_t>(std::max(location, 0)); }

std::string names_text(std::span<Node* const> list) {
  std::vector<std::string> names;
  for (const std::string& name : strings(list)) names.push_back(sql_identifier(name));
  return fmt::format("{}", fmt::join(names, ", "));
}

void add_flag(Declaration& declaration, Property property, bool set) {
  if (set) declaration.push_back({.property = property, .text = "true"});
}

void add_word(Declaration& declaration, Property property, std::string text) {
  if (!text.empty()) declaration.push_back({.property = property, .text = std::move(text)});
}

// DEFAULT NULL is no default (AddRelationNewConstraints() in src/backend/catalog/heap.c).
bool is_null(const Node* expression) {
  while (expression != nullptr && expression->node_case == PG_QUERY__NODE__NODE_TYPE_CAST) {
    expression = expression->type_cast->arg;
  }
  return is_null_constant(expression);
}

// In the words of the clause, which pg_constraint has as letters.
std::string action_word(std::string_view letter) {
  if (letter == "r") return "RESTRICT";
  if (letter == "c") return "CASCADE";
  if (letter == "n") return "SET NULL";
  return letter == "d" ? "SET DEFAULT" : "NO ACTION";
}

void declare_foreign_key(const PgQuery__Constraint& key, const std::string& column,
                         Declaration& made) {
  const auto columns = nodes(key.fk_attrs, key.n_fk_attrs);
  add_word(made, Property::columns, columns.empty() ? sql_identifier(column) : names_text(columns));
  made.push_back({.property = Property::target,
                  .meaning = Meaning::relation,
                  .name = qualified_name(key.pktable)});
  add_word(made, Property::target_columns, names_text(nodes(key.pk_attrs, key.n_pk_attrs)));
  add_word(made, Property::match, std::string_view(key.fk_matchtype) == "f" ? "FULL" : "SIMPLE");
  add_word(made, Property::on_update, action_word(key.fk_upd_action));
  add_word(made, Property::on_delete, action_word(key.fk_del_action));
  add_word(made, Property::set_columns,
           names_text(nodes(key.fk_del_set_cols, key.n_fk_del_set_cols)));
}

}  // namespace

void declare_element(const PgQuery__IndexElem& element, std::string_view text, std::size_t number,
                     Declaration& declaration);

Declared declare_type(std::string text, const PgQuery__TypeName& type) {
  Declared made = {.property = Property::type, .meaning = Meaning::type, .text = std::move(text)};
  // Modifiers of other types than numbers are not in type_text().
  const bool plain =
      std::ranges::all_of(nodes(type.typmods, type.n_typmods), [](const Node* modifier) {
        return modifier->node_case == PG_QUERY__NODE__NODE_A_CONST &&
               modifier->a_const->val_case == PG_QUERY__A__CONST__VAL_IVAL;
      });
  if (plain) made.name.name = type_text(&type);
  return made;
}

Declaration declare_column(std::string_view sql, const PgQuery__ColumnDef& column) {
  Declaration made;
  if (column.type_name != nullptr) {
    const Range type = until_clause(sql, place(column.type_name->location));
    made.push_back(declare_type(slice(sql, type), *column.type_name));
  }
  if (column.coll_clause != nullptr) {
    const PgQuery__CollateClause& clause = *column.coll_clause;
    made.push_back({.property = Property::collation,
                    .meaning = Meaning::name,
                    .name = qualified_name(nodes(clause.collname, clause.n_collname))});
  }
  add_word(made, Property::compression, to_lower(column.compression));
  bool not_null = false;
  for (const Node* node : nodes(column.constraints, column.n_constraints)) {
    if (node->node_case != PG_QUERY__NODE__NODE_CONSTRAINT) continue;
    const PgQuery__Constraint& constraint = *node->constraint;
    const std::size_t at = place(constraint.location);
    switch (constraint.contype) {
      case PG_QUERY__CONSTR_TYPE__CONSTR_NOTNULL:
      case PG_QUERY__CONSTR_TYPE__CONSTR_PRIMARY:
        not_null = true;
        break;
      case PG_QUERY__CONSTR_TYPE__CONSTR_DEFAULT: {
        if (is_null(constraint.raw_expr)) break;
        const std::size_t value = behind_words(sql, at, {"default"});
        made.push_back({.property = Property::default_value,
                        .meaning = Meaning::expression,
                        .text = slice(sql, until_clause(sql, value))});
        break;
      }
      case PG_QUERY__CONSTR_TYPE__CONSTR_GENERATED:
        made.push_back({.property = Property::generated,
                        .meaning = Meaning::expression,
                        .text = slice(sql, parenthesised(sql, at))});
        break;
      case PG_QUERY__CONSTR_TYPE__CONSTR_IDENTITY: {
        not_null = true;
        const bool always = std::string_view(constraint.generated_when) == "a";
        add_word(made, Property::identity, always ? "ALWAYS" : "BY DEFAULT");
        for (Declared& each : declare_sequence(nodes(constraint.options, constraint.n_options),
                                               type_text(column.type_name))) {
          if (each.property != Property::type) made.push_back(std::move(each));
        }
        break;
      }
      default:
        break;
    }
  }
  add_flag(made, Property::not_null, not_null);
  return made;
}

Declaration declare_constraint(std::string_view sql, const PgQuery__Constraint& constraint,
                               const std::string& column) {
  Declaration made;
  const std::size_t at = place(constraint.location);
  switch (constraint.contype) {
    case PG_QUERY__CONSTR_TYPE__CONSTR_CHECK:
      made.push_back({.property = Property::check,
                      .meaning = Meaning::expression,
                      .text = slice(sql, parenthesised(sql, at))});
      add_flag(made, Property::no_inherit, constraint.is_no_inherit != 0);
      break;
    case PG_QUERY__CONSTR_TYPE__CONSTR_PRIMARY:
    case PG_QUERY__CONSTR_TYPE__CONSTR_UNIQUE: {
      const auto keys = nodes(constraint.keys, constraint.n_keys);
      add_word(made, Property::columns, keys.empty() ? sql_identifier(column) : names_text(keys));
      break;
    }
    case PG_QUERY__CONSTR_TYPE__CONSTR_FOREIGN:
      declare_foreign_key(constraint, column, made);
      break;
    case PG_QUERY__CONSTR_TYPE__CONSTR_EXCLUSION: {
      add_word(made, Property::method, to_lower(constraint.access_method));
      const std::vector<Range> elements = list_elements(sql, parenthesised(sql, at));
      std::size_t number = 0;
      for (const Node* node : nodes(constraint.exclusions, constraint.n_exclusions)) {
        if (node->node_case != PG_QUERY__NODE__NODE_LIST || node->list->n_items != 2) continue;
        const std::string part = std::to_string(number + 1);
        if (number < elements.size()) {
          declare_element(*node->list->items[0]->index_elem, slice(sql, elements[number]), number,
                          made);
        }
        made.push_back({.property = Property::exclusion_operator,
                        .part = part,
                        .meaning = Meaning::name,
                        .name = object_name(node->list->items[1])});
        ++number;
      }
      if (constraint.where_clause != nullptr) {
        const std::size_t where = behind_words(sql, at, {"where"});
        made.push_back({.property = Property::predicate,
                        .meaning = Meaning::expression,
                        .text = slice(sql, parenthesised(sql, where))});
      }
      break;
    }
    default:
      return made;
  }
  add_word(made, Property::include,
           names_text(nodes(constraint.including, constraint.n_including)));
  add_flag(made, Property::nulls_not_distinct, constraint.nulls_not_distinct != 0);
  add_flag(made, Property::deferrable, constraint.deferrable != 0 || constraint.initdeferred != 0);
  add_flag(made, Property::initially_deferred, constraint.initdeferred != 0);
  add_flag(made, Property::not_valid,
           constraint.skip_validation != 0 && constraint.initially_valid == 0);
  add_word(made, Property::tablespace, constraint.indexspace);
  declare_parameters(nodes(constraint.options, constraint.n_options), made);
  return made;
}

namespace {

void declare_partition_key(std::string_view sql, const PgQuery__PartitionSpec& key,
                           Declaration& made) {
  const std::size_t by = behind_words(sql, 0, {"partition", "by"});
  if (by == std::string_view::npos) return;
  const Range list = parenthesised(sql, by);
  std::string strategy = canonical_text(sql.substr(by, list.begin - 1 - by));
  add_word(made, Property::partition_strategy, std::move(strategy));
  const std::vector<Range> elements = list_elements(sql, list);
  std::size_t number = 0;
  for (const Node* node : nodes(key.part_params, key.n_part_params)) {
    const PgQuery__PartitionElem& element = *node->partition_elem;
    const std::string part = std::to_string(number + 1);
    if (element.expr == nullptr) {
      made.push_back(
          {.property = Property::element, .part = part, .text = sql_identifier(element.name)});
    } else if (number < elements.size()) {
      made.push_back({.property = Property::element,
                      .part = part,
                      .meaning = Meaning::expression,
                      .text = element_expression(slice(sql, elements[number]))});
    }
    ++number;
  }
}

// The values of a list are one text, since their order means nothing.
void declare_bound(std::string_view sql, const PgQuery__PartitionBoundSpec& bound,
                   Declaration& made) {
  if (bound.is_default != 0) return add_word(made, Property::bound, "DEFAULT");
  const std::string_view strategy = bound.strategy;
  if (strategy == "h") {
    return add_word(made, Property::bound,
                    fmt::format("WITH (modulus {}, remainder {})", bound.modulus, bound.remainder));
  }
  const std::size_t at = place(bound.location);
  if (strategy == "l") {
    made.push_back({.property = Property::bound,
                    .part = "in",
                    .meaning = Meaning::expression,
                    .text = slice(sql, parenthesised(sql, at))});
    return;
  }
  const auto add = [&](std::string_view what, std::size_t from) {
    int number = 0;
    for (const Range& range : list_elements(sql, parenthesised(sql, from))) {
      std::string value = slice(sql, range);
      const std::string word = to_lower(value);
      const bool infinite = word == "minvalue" || word == "maxvalue";
      made.push_back({.property = Property::bound,
                      .part = fmt::format("{} {}", what, ++number),
                      .meaning = infinite ? Meaning::word : Meaning::expression,
                      .text = infinite ? word : std::move(value)});
    }
  };
  add("from", at);
  const std::size_t to = behind_words(sql, at, {"to"});
  if (to != std::string_view::npos) add("to", to);
}

}  // namespace

Declaration declare_table(std::string_view sql, const PgQuery__CreateStmt& table) {
  Declaration made;
  const bool unlogged = std::string_view(table.relation->relpersistence) == "u";
  add_word(made, Property::persistence, unlogged ? "UNLOGGED" : "LOGGED");
  add_word(made, Property::tablespace, table.tablespacename);
  add_word(made, Property::access_method, table.access_method);
  std::size_t number = 0;
  for (const Node* parent : nodes(table.inh_relations, table.n_inh_relations)) {
    made.push_back({.property = Property::parents,
                    .part = std::to_string(++number),
                    .meaning = Meaning::relation,
                    .name = qualified_name(parent->range_var)});
  }
  if (table.partspec != nullptr) declare_partition_key(sql, *table.partspec, made);
  if (table.partbound != nullptr) declare_bound(sql, *table.partbound, made);
  declare_parameters(nodes(table.options, table.n_options), made);
  return made;
}

}  // namespace pgsettle::tree
