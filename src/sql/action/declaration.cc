#include "sql/action/declaration.h"

#include <algorithm>

namespace pgsettle {

const Declared* find(const Declaration& declaration, Property property, std::string_view part) {
  const auto found = std::ranges::find_if(declaration, [&](const Declared& entry) {
    return entry.property == property && entry.part == part;
  });
  return found != declaration.end() ? &*found : nullptr;
}

std::string_view name(Property property) {
  switch (property) {
    case Property::type:
      return "type";
    case Property::collation:
      return "collation";
    case Property::not_null:
      return "NOT NULL";
    case Property::default_value:
      return "default";
    case Property::generated:
      return "generation expression";
    case Property::identity:
      return "identity";
    case Property::storage:
      return "storage";
    case Property::compression:
      return "compression";
    case Property::increment:
      return "increment";
    case Property::minimum:
      return "minimum";
    case Property::maximum:
      return "maximum";
    case Property::start:
      return "start";
    case Property::cache:
      return "cache";
    case Property::cycle:
      return "cycle";
    case Property::owned_by:
      return "owning column";
    case Property::check:
      return "condition";
    case Property::no_inherit:
      return "NO INHERIT";
    case Property::columns:
      return "columns";
    case Property::target:
      return "referenced table";
    case Property::target_columns:
      return "referenced columns";
    case Property::match:
      return "match type";
    case Property::on_update:
      return "ON UPDATE action";
    case Property::on_delete:
      return "ON DELETE action";
    case Property::set_columns:
      return "columns to set";
    case Property::deferrable:
      return "DEFERRABLE";
    case Property::initially_deferred:
      return "INITIALLY DEFERRED";
    case Property::not_valid:
      return "NOT VALID";
    case Property::exclusion_operator:
      return "operator";
    case Property::method:
      return "method";
    case Property::unique:
      return "UNIQUE";
    case Property::element:
      return "element";
    case Property::operator_class:
      return "operator class";
    case Property::order:
      return "order";
    case Property::nulls_order:
      return "order of nulls";
    case Property::include:
      return "INCLUDE columns";
    case Property::predicate:
      return "predicate";
    case Property::nulls_not_distinct:
      return "NULLS NOT DISTINCT";
    case Property::kinds:
      return "kinds";
    case Property::persistence:
      return "persistence";
    case Property::parameter:
      return "parameter";
    case Property::tablespace:
      return "tablespace";
    case Property::access_method:
      return "access method";
    case Property::parents:
      return "parents";
    case Property::partition_strategy:
      return "partition strategy";
    case Property::bound:
      return "partition bound";
    case Property::server:
      return "server";
    case Property::owner:
      return "owner";
    case Property::schema:
      return "schema";
    case Property::version:
      return "version";
    case Property::query:
      return "query";
    case Property::subtype:
      return "subtype";
  }
  return "";
}

}  // namespace pgsettle
