#include "sql/knowledge/object_kind.h"

#include "sql/knowledge/object_id.h"

namespace pgsettle {

std::string_view name(ObjectKind kind) {
  switch (kind) {
    case ObjectKind::access_method:
      return "access method";
    case ObjectKind::aggregate:
      return "aggregate";
    case ObjectKind::attribute:
      return "attribute";
    case ObjectKind::cast:
      return "cast";
    case ObjectKind::collation:
      return "collation";
    case ObjectKind::column:
      return "column";
    case ObjectKind::constraint:
    case ObjectKind::domain_constraint:
      return "constraint";
    case ObjectKind::conversion:
      return "conversion";
    case ObjectKind::database:
      return "database";
    case ObjectKind::default_privileges:
      return "default privileges";
    case ObjectKind::domain:
      return "domain";
    case ObjectKind::enum_value:
      return "enum label";
    case ObjectKind::event_trigger:
      return "event trigger";
    case ObjectKind::expression:
      return "generation expression";
    case ObjectKind::extension:
      return "extension";
    case ObjectKind::extension_member:
      return "extension member";
    case ObjectKind::foreign_data_wrapper:
      return "foreign data wrapper";
    case ObjectKind::foreign_table:
      return "foreign table";
    case ObjectKind::function:
      return "function";
    case ObjectKind::identity:
      return "identity";
    case ObjectKind::index:
      return "index";
    case ObjectKind::inheritance:
      return "inheritance";
    case ObjectKind::language:
      return "language";
    case ObjectKind::large_object:
      return "large object";
    case ObjectKind::materialized_view:
      return "materialized view";
    case ObjectKind::operator_:
      return "operator";
    case ObjectKind::operator_class:
      return "operator class";
    case ObjectKind::operator_family:
      return "operator family";
    case ObjectKind::operator_family_member:
      return "operator family member";
    case ObjectKind::option:
      return "option";
    case ObjectKind::partition:
      return "partition";
    case ObjectKind::policy:
      return "policy";
    case ObjectKind::procedure:
      return "procedure";
    case ObjectKind::publication:
      return "publication";
    case ObjectKind::publication_member:
      return "publication member";
    case ObjectKind::role:
      return "role";
    case ObjectKind::routine:
      return "routine";
    case ObjectKind::rule:
      return "rule";
    case ObjectKind::schema:
      return "schema";
    case ObjectKind::sequence:
      return "sequence";
    case ObjectKind::server:
      return "server";
    case ObjectKind::statistics:
      return "statistics";
    case ObjectKind::subscription:
      return "subscription";
    case ObjectKind::subscription_publication:
      return "publication of the subscription";
    case ObjectKind::table:
      return "table";
    case ObjectKind::tablespace:
      return "tablespace";
    case ObjectKind::text_search_configuration:
      return "text search configuration";
    case ObjectKind::text_search_dictionary:
      return "text search dictionary";
    case ObjectKind::text_search_mapping:
      return "text search mapping";
    case ObjectKind::text_search_parser:
      return "text search parser";
    case ObjectKind::text_search_template:
      return "text search template";
    case ObjectKind::transform:
      return "transform";
    case ObjectKind::trigger:
      return "trigger";
    case ObjectKind::type:
      return "type";
    case ObjectKind::typed_table:
      return "type of the table";
    case ObjectKind::user_mapping:
      return "user mapping";
    case ObjectKind::view:
      return "view";
    case ObjectKind::other:
      return "object";
  }
  return "";
}

bool is_relation(ObjectKind kind) {
  return kind == ObjectKind::table || kind == ObjectKind::view || kind == ObjectKind::index ||
         kind == ObjectKind::sequence || kind == ObjectKind::materialized_view ||
         kind == ObjectKind::foreign_table;
}

bool is_routine(ObjectKind kind) {
  return kind == ObjectKind::function || kind == ObjectKind::procedure ||
         kind == ObjectKind::routine || kind == ObjectKind::aggregate;
}

bool is_named_in_schema(ObjectKind kind) {
  switch (kind) {
    case ObjectKind::access_method:
    case ObjectKind::cast:
    case ObjectKind::database:
    case ObjectKind::default_privileges:
    case ObjectKind::event_trigger:
    case ObjectKind::extension:
    case ObjectKind::foreign_data_wrapper:
    case ObjectKind::language:
    case ObjectKind::large_object:
    case ObjectKind::publication:
    case ObjectKind::role:
    case ObjectKind::schema:
    case ObjectKind::server:
    case ObjectKind::subscription:
    case ObjectKind::tablespace:
    case ObjectKind::transform:
    case ObjectKind::user_mapping:
    case ObjectKind::option:
    case ObjectKind::other:
      return false;
    default:
      return true;
  }
}

bool is_member(ObjectKind kind) {
  switch (kind) {
    case ObjectKind::attribute:
    case ObjectKind::column:
    case ObjectKind::constraint:
    case ObjectKind::domain_constraint:
    case ObjectKind::enum_value:
    case ObjectKind::expression:
    case ObjectKind::identity:
    case ObjectKind::option:
    case ObjectKind::policy:
    case ObjectKind::rule:
    case ObjectKind::text_search_mapping:
    case ObjectKind::trigger:
      return true;
    default:
      return false;
  }
}

ObjectKind name_space(ObjectKind kind) {
  if (is_relation(kind)) return ObjectKind::table;
  if (is_routine(kind)) return ObjectKind::routine;
  return kind == ObjectKind::domain ? ObjectKind::type : kind;
}

}  // namespace pgsettle
