// Pieces of the statements that several kinds write.
#pragma once

#include <fmt/format.h>

#include <string>
#include <string_view>

#include "catalog/kind.h"
#include "sql/write/quoting.h"

namespace pgsettle {

template <ObjectKind... kinds>
bool is_one_of(ObjectKind kind) {
  return ((kind == kinds) || ...);
}

template <Phase phase>
Phase always(const CatalogObject&) {
  return phase;
}

// "DROP VIEW IF EXISTS public.v" of "VIEW public.v".
std::string drop_if_exists(const std::string& sql_reference, const std::string& name);
// "TRIGGER a ON public.t"
std::string reference_on_relation(std::string_view word, const CatalogObject& object);
// "ALTER TABLE public.t", of what the member belongs to.
std::string alter_table(const CatalogObject& member);
// CREATE written by the server, made one that can be run again.
std::string with_if_not_exists(std::string_view create, std::string_view behind);
std::string with_or_replace(std::string_view create);
// A statement that fails with `condition` where there is nothing to do.
std::string guarded(const std::string& statement, std::string_view condition);
// fillfactor='70', autovacuum_enabled='false'
std::string option_list(const catalog::Texts& options);
// "ALTER x SET (...)" and "RESET (...)" for storage parameters that differ.
void change_options(const std::string& alter, const ObjectChange& change, Phase phase,
                    Remedy& remedy);
// "UNLOGGED " or nothing.
std::string_view unlogged(const CatalogObject& object);
// For a tablespace of its own, which no definition of an index or view says.
void set_tablespace(const std::string& alter, const CatalogObject& object, Phase phase,
                    Remedy& remedy);
// Access method, tablespace, UNLOGGED.
void change_storage(const std::string& alter, const ObjectChange& change, Remedy& remedy);
// " OPTIONS (host 'a', port '1')" of {host=a, port=1}; empty without any.
std::string server_option_clause(const catalog::Texts& options);
void change_server_options(const std::string& alter, const catalog::Texts& from,
                           const catalog::Texts& to, Phase phase, Remedy& remedy);
// `kind`: TRIGGER or RULE.
void set_state(std::string_view kind, const CatalogObject& object, catalog::Enabled state,
               Remedy& remedy);
// A type and a collation of its own, if it has one.
std::string type_and_collation(const CatalogObject& object);
// What a column is made with, behind its name.
std::string column_definition(const CatalogObject& object);
// Of all columns, in parentheses.
std::string column_list(const CatalogObject& table, const Catalog& all);

}  // namespace pgsettle
