#include "sql/parse/catalog_lookup.h"

#include <algorithm>
#include <utility>

#include "sql/parse/catalog_names.h"
#include "sql/parse/catalog_relation.h"

namespace pgsettle::tree {
namespace {

// Finds the object of one query. Each attempt notes which conditions and FROM items it needed.
class Lookup {
 public:
  explicit Lookup(const PgQuery__SelectStmt& query) : query_(query) {}

  std::optional<CatalogObjectName> find() {
    if (!read_query()) return std::nullopt;
    for (std::size_t item = 0; item < items_.size(); ++item) {
      used_conditions_.assign(conditions_.size(), false);
      used_items_.assign(items_.size(), false);
      auto found = object_of(item);
      // A FROM item that nothing ties to the object may have no rows of its own.
      if (!found || std::ranges::find(used_items_, false) != used_items_.end()) continue;
      for (std::size_t i = 0; i < conditions_.size(); ++i) {
        if (!used_conditions_[i] && !is_always_true(*conditions_[i])) found->exact = false;
      }
      return found;
    }
    return std::nullopt;
  }

 private:
  bool read_query() {
    const bool plain = query_.larg == nullptr && query_.n_group_clause == 0 &&
                       query_.having_clause == nullptr && query_.limit_offset == nullptr &&
                       query_.with_clause == nullptr && query_.n_values_lists == 0 &&
                       is_positive(query_.limit_count);
    if (!plain) return false;
    for (const Node* item : nodes(query_.from_clause, query_.n_from_clause)) {
      if (!read_from(*item)) return false;
    }
    if (query_.where_clause != nullptr) add_conditions(*query_.where_clause);
    return true;
  }

  static bool is_positive(const Node* limit) {
    if (limit == nullptr) return true;
    return limit->node_case == PG_QUERY__NODE__NODE_A_CONST &&
           limit->a_const->val_case == PG_QUERY__A__CONST__VAL_IVAL &&
           limit->a_const->ival->ival > 0;
  }

  bool read_from(const Node& item) {
    if (item.node_case == PG_QUERY__NODE__NODE_RANGE_VAR) {
      items_.push_back(item.range_var);
      return true;
    }
    if (item.node_case != PG_QUERY__NODE__NODE_JOIN_EXPR) return false;
    const PgQuery__JoinExpr& join = *item.join_expr;
    const bool plain = join.jointype == PG_QUERY__JOIN_TYPE__JOIN_INNER && join.is_natural == 0 &&
                       join.n_using_clause == 0 && join.alias == nullptr;
    if (!plain || !read_from(*join.larg) || !read_from(*join.rarg)) return false;
    if (join.quals != nullptr) add_conditions(*join.quals);
    return true;
  }

  void add_conditions(const Node& condition) {
    const bool conjunction = condition.node_case == PG_QUERY__NODE__NODE_BOOL_EXPR &&
                             condition.bool_expr->boolop == PG_QUERY__BOOL_EXPR_TYPE__AND_EXPR;
    if (!conjunction) return conditions_.push_back(&condition);
    for (const Node* part : nodes(condition.bool_expr->args, condition.bool_expr->n_args)) {
      add_conditions(*part);
    }
  }

  // NOT attisdropped, attnum > 0: a column that is dropped, and a system column, has no name that
  // a script could ask for.
  bool is_always_true(const Node& condition) const {
    if (condition.node_case == PG_QUERY__NODE__NODE_BOOL_EXPR) {
      return condition.bool_expr->boolop == PG_QUERY__BOOL_EXPR_TYPE__NOT_EXPR &&
             column_name(condition.bool_expr->args[0]) == "attisdropped";
    }
    if (condition.node_case != PG_QUERY__NODE__NODE_A_EXPR) return false;
    const PgQuery__AExpr& expression = *condition.a_expr;
    return expression.n_name == 1 && string_of(expression.name[0]) == ">" &&
           column_name(expression.lexpr) == "attnum" &&
           expression.rexpr->node_case == PG_QUERY__NODE__NODE_A_CONST &&
           expression.rexpr->a_const->val_case == PG_QUERY__A__CONST__VAL_IVAL &&
           expression.rexpr->a_const->ival->ival == 0;
  }

  static std::string_view column_name(const Node* node) {
    if (node == nullptr || node->node_case != PG_QUERY__NODE__NODE_COLUMN_REF) return {};
    return string_of(node->column_ref->fields[node->column_ref->n_fields - 1]);
  }

  static std::string_view alias_of(const PgQuery__RangeVar& item) {
    return item.alias != nullptr ? item.alias->aliasname : item.relname;
  }

  static bool is_of(const PgQuery__RangeVar& item, const CatalogRelation& catalog) {
    const QualifiedName name = qualified_name(&item);
    const bool standard = name.schema == "information_schema";
    return (standard ? name.schema + "." + name.name : name.name) == catalog.relation;
  }

  bool has_column(std::size_t item, std::string_view column) const {
    return std::ranges::any_of(catalog_relations(), [&](const CatalogRelation& catalog) {
      return is_of(*items_[item], catalog) && catalog.has_column(column);
    });
  }

  // The FROM item that a column reference belongs to; nothing when this is not certain.
  std::optional<std::size_t> item_of(const Node* node) const {
    const std::string_view column = column_name(node);
    if (column.empty()) return std::nullopt;
    const PgQuery__ColumnRef& reference = *node->column_ref;
    std::optional<std::size_t> found;
    for (std::size_t i = 0; i < items_.size(); ++i) {
      const bool matches =
          reference.n_fields == 1
              ? items_.size() == 1 || has_column(i, column)
              : reference.n_fields == 2 && string_of(reference.fields[0]) == alias_of(*items_[i]);
      if (matches && std::exchange(found, i)) return std::nullopt;
    }
    return found;
  }

  // What the column is compared with by `=`; the condition counts as used.
  const Node* compared_with(std::size_t item, std::string_view column) {
    for (std::size_t i = 0; !column.empty() && i < conditions_.size(); ++i) {
      const Node& condition = *conditions_[i];
      if (used_conditions_[i] || condition.node_case != PG_QUERY__NODE__NODE_A_EXPR) continue;
      const PgQuery__AExpr& expression = *condition.a_expr;
      const bool equality = expression.kind == PG_QUERY__A__EXPR__KIND__AEXPR_OP &&
                            expression.n_name > 0 &&
                            string_of(expression.name[expression.n_name - 1]) == "=";
      if (!equality || expression.lexpr == nullptr) continue;
      for (const auto& [left, right] : {std::pair(expression.lexpr, expression.rexpr),
                                        std::pair(expression.rexpr, expression.lexpr)}) {
        const Node* reference = without_cast(left);
        if (column_name(reference) != column || item_of(reference) != item) continue;
        used_conditions_[i] = true;
        return right;
      }
    }
    return nullptr;
  }

  std::optional<std::string> text_of(std::size_t item, std::string_view column) {
    return string_constant(compared_with(item, column));
  }

  // The object whose OID is compared with the column.
  std::optional<CatalogObjectName> referenced(std::size_t item, std::string_view column,
                                              ObjectKind kind) {
    const Node* other = compared_with(item, column);
    if (other == nullptr) return std::nullopt;
    std::optional<CatalogObjectName> found = registered_object(other);
    if (!found && other->node_case == PG_QUERY__NODE__NODE_SUB_LINK) {
      const PgQuery__SubLink& link = *other->sub_link;
      const bool oid =
          link.sub_link_type == PG_QUERY__SUB_LINK_TYPE__EXPR_SUBLINK &&
          link.subselect->node_case == PG_QUERY__NODE__NODE_SELECT_STMT &&
          link.subselect->select_stmt->n_target_list == 1 &&
          column_name(link.subselect->select_stmt->target_list[0]->res_target->val) == "oid";
      if (oid) found = find_object(*link.subselect->select_stmt);
    } else if (!found && column_name(other) == "oid") {
      const auto joined = item_of(other);
      if (joined && !used_items_[*joined]) found = object_of(*joined);
    }
    if (!found || found->kind != kind) return std::nullopt;
    return found;
  }

  std::optional<CatalogObjectName> object_of(std::size_t item) {
    used_items_[item] = true;
    const std::vector<bool> conditions = used_conditions_;
    const std::vector<bool> items = used_items_;
    for (const CatalogRelation& catalog : catalog_relations()) {
      if (!is_of(*items_[item], catalog)) continue;
      if (auto found = object_of(item, catalog)) return found;
      used_conditions_ = conditions;
      used_items_ = items;
    }
    return std::nullopt;
  }

  std::optional<CatalogObjectName> object_of(std::size_t item, const CatalogRelation& catalog) {
    CatalogObjectName object = {.kind = catalog.kind, .exact = catalog.exact};
    if (const Node* other = compared_with(item, "oid")) {
      auto registered = registered_object(other);
      if (!registered || registered->kind != catalog.kind) return std::nullopt;
      return registered;
    }
    auto name = text_of(item, catalog.name);
    if (!name) return std::nullopt;
    object.object.name = std::move(*name);
    QualifiedName& in_schema = catalog.owner.empty() ? object.object : object.owner;
    if (!catalog.schema.empty()) {
      auto schema = text_of(item, catalog.schema);
      if (!schema) return std::nullopt;
      in_schema.schema = std::move(*schema);
    }
    if (!catalog.schema_oid.empty()) {
      const auto schema = referenced(item, catalog.schema_oid, ObjectKind::schema);
      if (!schema) return std::nullopt;
      in_schema.schema = schema->object.name;
      object.exact = object.exact && schema->exact;
    }
    if (!catalog.owner.empty()) {
      auto owner = text_of(item, catalog.owner);
      if (!owner) return std::nullopt;
      object.owner.name = std::move(*owner);
    }
    if (!catalog.owner_oid.empty()) {
      const auto owner = referenced(item, catalog.owner_oid, catalog.owner_kind);
      if (!owner) return std::nullopt;
      object.owner = owner->object;
      object.exact = object.exact && owner->exact;
    }
    return object;
  }

  const PgQuery__SelectStmt& query_;
  std::vector<const PgQuery__RangeVar*> items_;
  std::vector<const Node*> conditions_;
  std::vector<bool> used_conditions_;
  std::vector<bool> used_items_;
};

}  // namespace

std::optional<CatalogObjectName> find_object(const PgQuery__SelectStmt& query) {
  return Lookup(query).find();
}

}  // namespace pgsettle::tree
