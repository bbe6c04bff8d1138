// CREATE TABLE, CREATE TABLE AS, CREATE INDEX, and what is inside them.
#include <fmt/format.h>

#include <algorithm>

#include "sql/action/action_reader.h"
#include "sql/action/declare.h"
#include "sql/parse/canonical_text.h"

namespace pgsettle::tree {
namespace {

bool is_temporary(const PgQuery__RangeVar* relation) {
  return relation != nullptr && (std::string_view(relation->relpersistence) == "t" ||
                                 std::string_view(relation->schemaname) == "pg_temp");
}

bool is_serial(const PgQuery__TypeName* type) {
  if (type == nullptr || type->n_names != 1) return false;
  const std::string_view name = string_of(type->names[0]);
  return name == "serial" || name == "bigserial" || name == "smallserial" || name == "serial4" ||
         name == "serial8" || name == "serial2";
}

DefaultKind default_kind(const Node* expression) {
  if (calls_function(expression, "nextval")) return DefaultKind::sequence;
  return calls_volatile_function(expression) ? DefaultKind::random : DefaultKind::stable;
}

ConstraintType constraint_type(PgQuery__ConstrType type) {
  switch (type) {
    case PG_QUERY__CONSTR_TYPE__CONSTR_CHECK:
      return ConstraintType::check;
    case PG_QUERY__CONSTR_TYPE__CONSTR_PRIMARY:
      return ConstraintType::primary_key;
    case PG_QUERY__CONSTR_TYPE__CONSTR_UNIQUE:
      return ConstraintType::unique;
    case PG_QUERY__CONSTR_TYPE__CONSTR_EXCLUSION:
      return ConstraintType::exclude;
    case PG_QUERY__CONSTR_TYPE__CONSTR_FOREIGN:
      return ConstraintType::foreign_key;
    case PG_QUERY__CONSTR_TYPE__CONSTR_NOTNULL:
      return ConstraintType::not_null;
    default:
      return ConstraintType::other;
  }
}

// DEFERRABLE and the like behind a constraint of a column are nodes of their own.
bool add_attribute(const PgQuery__Constraint& definition, RelationDefinition& table) {
  const bool deferrable = definition.contype == PG_QUERY__CONSTR_TYPE__CONSTR_ATTR_DEFERRABLE;
  const bool deferred = definition.contype == PG_QUERY__CONSTR_TYPE__CONSTR_ATTR_DEFERRED;
  if ((!deferrable && !deferred) || table.constraints.empty()) return deferrable || deferred;
  Declaration& declared = table.constraints.back().declared;
  if (find(declared, Property::deferrable) == nullptr) {
    declared.push_back({.property = Property::deferrable, .text = "true"});
  }
  if (deferred) declared.push_back({.property = Property::initially_deferred, .text = "true"});
  return true;
}

bool is_key(ConstraintType type) {
  return type == ConstraintType::primary_key || type == ConstraintType::unique;
}

}  // namespace

ConstraintDefinition ActionReader::constraint(const PgQuery__Constraint& definition,
                                              const std::string& column) {
  ConstraintDefinition made;
  made.type = constraint_type(definition.contype);
  made.key = {.name = definition.conname,
              .columns = strings(nodes(definition.keys, definition.n_keys)),
              .primary = made.type == ConstraintType::primary_key,
              .nulls_distinct = definition.nulls_not_distinct == 0};
  made.using_index = definition.indexname;
  made.references = qualified_name(definition.pktable);
  made.not_valid = definition.skip_validation != 0;
  if (declares_) made.declared = declare_constraint(sql_, definition, column);
  return made;
}

Column ActionReader::column(const PgQuery__ColumnDef& definition) {
  Column made = {.name = definition.colname};
  made.type = type_text(definition.type_name);
  if (is_serial(definition.type_name)) made.fallback = DefaultKind::sequence;
  made.range = list_element(sql_, static_cast<std::size_t>(std::max(definition.location, 0)));
  const std::string text = canonical_text(sql_.substr(made.range.begin, made.range.size()));
  if (declares_) made.declared = declare_column(sql_, definition);
  made.definition = text.substr(std::min(text.find(' '), text.size() - 1) + 1);
  for (const Node* node : nodes(definition.constraints, definition.n_constraints)) {
    if (node->node_case != PG_QUERY__NODE__NODE_CONSTRAINT) continue;
    const PgQuery__Constraint& constraint = *node->constraint;
    switch (constraint.contype) {
      case PG_QUERY__CONSTR_TYPE__CONSTR_NOTNULL:
      case PG_QUERY__CONSTR_TYPE__CONSTR_PRIMARY:
        made.not_null = true;
        break;
      case PG_QUERY__CONSTR_TYPE__CONSTR_DEFAULT:
        made.fallback = default_kind(constraint.raw_expr);
        break;
      case PG_QUERY__CONSTR_TYPE__CONSTR_IDENTITY:
        made.fallback = DefaultKind::sequence;
        break;
      case PG_QUERY__CONSTR_TYPE__CONSTR_GENERATED:
        made.generated = true;
        break;
      default:
        break;
    }
  }
  return made;
}

void ActionReader::add_table_element(const Node& element, RelationDefinition& table) {
  const auto add_constraint = [&](const PgQuery__Constraint& definition,
                                  const std::string& column) {
    if (add_attribute(definition, table)) return;
    ConstraintDefinition made = constraint(definition, column);
    if (made.type == ConstraintType::other || made.type == ConstraintType::not_null) {
      if (!made.key.name.empty()) table.constraint_names.push_back(made.key.name);
      return;
    }
    if (made.key.columns.empty() && !column.empty()) made.key.columns = {column};
    table.constraints.push_back(made);
    if (!made.key.name.empty()) table.constraint_names.push_back(made.key.name);
    if (!made.references.empty()) table.references.push_back(made.references);
    if (!is_key(made.type)) return;
    table.keys.push_back(std::move(made.key));
  };
  switch (element.node_case) {
    case PG_QUERY__NODE__NODE_COLUMN_DEF: {
      const PgQuery__ColumnDef& definition = *element.column_def;
      table.columns.push_back(column(definition));
      for (const Node* node : nodes(definition.constraints, definition.n_constraints)) {
        if (node->node_case == PG_QUERY__NODE__NODE_CONSTRAINT) {
          add_constraint(*node->constraint, definition.colname);
        }
      }
      break;
    }
    case PG_QUERY__NODE__NODE_CONSTRAINT:
      add_constraint(*element.constraint, "");
      break;
    default:  // LIKE
      table.open = true;
  }
}

void ActionReader::create_table(const PgQuery__CreateStmt& statement, ObjectKind kind) {
  RelationDefinition table;
  table.open = statement.n_inh_relations > 0 || statement.of_typename != nullptr;
  for (const Node* element : nodes(statement.table_elts, statement.n_table_elts)) {
    add_table_element(*element, table);
  }
  Action& action = add(Verb::create, kind, qualified_name(statement.relation));
  action.if_not_exists = statement.if_not_exists != 0;
  action.temporary = is_temporary(statement.relation);
  if (statement.partbound != nullptr && statement.n_inh_relations > 0) {
    action.owner = qualified_name(statement.inh_relations[0]->range_var);
  }
  if (declares_) action.declared = declare_table(sql_, statement);
  action.details = std::move(table);
}

void ActionReader::create_table_as(const PgQuery__CreateTableAsStmt& statement) {
  const bool table = statement.objtype != PG_QUERY__OBJECT_TYPE__OBJECT_MATVIEW;
  Action& action = add(Verb::create, table ? ObjectKind::table : ObjectKind::materialized_view,
                       qualified_name(statement.into->rel));
  action.if_not_exists = statement.if_not_exists != 0;
  action.temporary = is_temporary(statement.into->rel);
  if (table) {
    action.details = RelationDefinition{.open = true};
  } else {
    action.details = view(*statement.query);
    if (declares_) action.declared = declare_view(sql_, statement);
  }
}

void ActionReader::create_index(const PgQuery__IndexStmt& statement) {
  IndexDefinition index;
  index.unique = statement.unique != 0;
  index.key.name = statement.idxname;
  index.key.nulls_distinct = statement.nulls_not_distinct == 0;
  index.key.partial = statement.where_clause != nullptr;
  for (const Node* parameter : nodes(statement.index_params, statement.n_index_params)) {
    const PgQuery__IndexElem& element = *parameter->index_elem;
    if (element.expr != nullptr) index.key.partial = true;
    index.key.columns.emplace_back(element.name);
  }
  QualifiedName name = {.schema = statement.relation->schemaname, .name = statement.idxname};
  Action& action = add(Verb::create, ObjectKind::index, std::move(name));
  action.owner = qualified_name(statement.relation);
  action.if_not_exists = statement.if_not_exists != 0;
  action.concurrently = statement.concurrent != 0;
  action.unnamed = index.key.name.empty();
  if (declares_) action.declared = declare_index(sql_, statement);
  action.details = std::move(index);
}

bool ActionReader::read_table(const Node& node) {
  switch (node.node_case) {
    case PG_QUERY__NODE__NODE_CREATE_STMT:
      create_table(*node.create_stmt, ObjectKind::table);
      return true;
    case PG_QUERY__NODE__NODE_CREATE_FOREIGN_TABLE_STMT:
      create_table(*node.create_foreign_table_stmt->base_stmt, ObjectKind::foreign_table);
      actions_.back().declared.push_back(
          {.property = Property::server, .text = node.create_foreign_table_stmt->servername});
      declare_parameters(
          nodes(node.create_foreign_table_stmt->options, node.create_foreign_table_stmt->n_options),
          actions_.back().declared);
      return true;
    case PG_QUERY__NODE__NODE_CREATE_TABLE_AS_STMT:
      create_table_as(*node.create_table_as_stmt);
      return true;
    case PG_QUERY__NODE__NODE_INDEX_STMT:
      create_index(*node.index_stmt);
      return true;
    default:
      return false;
  }
}

}  // namespace pgsettle::tree
