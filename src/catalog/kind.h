// How a kind of objects is read from the catalog: one file in kinds/ each.
#pragma once

#include <span>
#include <string_view>

namespace pgsettle {

struct CatalogKind {
  std::string_view id;
  // A SELECT of: the ObjectKind as name() writes it, schema, name, schema and name of the relation
  // it belongs to, arguments, and a JSON object of attributes (texts, booleans, arrays of texts).
  // Run with an empty search_path. $named(x) stands for a condition that the name x is asked for,
  // $named(x,n) for one that it is or that all of schema n is,
  // $user(n) for one that the schema n is nobody's but the user's, $acl(acl,default,owner) for a
  // JSON array of privileges, $fresh_acl(type,owner,schema) for those it would have if made anew,
  // $since(version,this,that) for `this` on servers of that major version and later.
  std::string_view query;
  int since = 0;  // the major version of the server that has it first
};

namespace kinds {
// Every file of kinds/, ordered by id.
std::span<const CatalogKind* const> all();
}  // namespace kinds

}  // namespace pgsettle
