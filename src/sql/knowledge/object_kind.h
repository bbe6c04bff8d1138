// The kinds of objects that SQL statements create, change and drop, in PostgreSQL's words.
#pragma once

#include <string_view>

namespace pgsettle {

// What can be added to something and taken away from it again counts as an object of its own: a
// column, an enum label, an option, a partition's membership. Adding it twice fails as a second
// CREATE does.
enum class ObjectKind {
  access_method,
  aggregate,
  attribute,  // of a composite type
  cast,
  collation,
  column,
  constraint,
  conversion,
  database,
  default_privileges,
  domain,
  domain_constraint,
  enum_value,
  event_trigger,
  expression,  // GENERATED ALWAYS AS (...) of a column
  extension,
  extension_member,
  foreign_data_wrapper,
  foreign_table,
  function,
  identity,  // GENERATED ... AS IDENTITY of a column
  index,
  inheritance,
  language,
  large_object,
  materialized_view,
  operator_,
  operator_class,
  operator_family,
  operator_family_member,
  option,     // of a foreign data wrapper, server, user mapping or foreign table
  partition,  // the membership of a table in a partitioned one
  policy,
  procedure,
  publication,
  publication_member,
  role,
  routine,
  rule,
  schema,
  sequence,
  server,
  statistics,
  subscription,
  subscription_publication,
  table,
  tablespace,
  text_search_configuration,
  text_search_dictionary,
  text_search_mapping,
  text_search_parser,
  text_search_template,
  transform,
  trigger,
  type,
  typed_table,  // OF type
  user_mapping,
  view,
  other,
};

// As messages say it: "materialized view".
std::string_view name(ObjectKind kind);

// Tables, views, indexes, sequences and the like share one name space (pg_class).
bool is_relation(ObjectKind kind);

// Functions, procedures and aggregates: named together with their input types.
bool is_routine(ObjectKind kind);

// Whether its name stands in a schema.
bool is_named_in_schema(ObjectKind kind);

// Whether it is named together with what it belongs to: a column, a trigger, an enum label.
bool is_member(ObjectKind kind);

}  // namespace pgsettle
