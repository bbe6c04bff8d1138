// All that is known of a kind of objects: how objects are read from the catalog, how two are
// compared, and with which statements one is made, changed and dropped. One file in kinds/ each.
#pragma once

#include <array>
#include <span>
#include <string>
#include <string_view>

#include "catalog/catalog.h"
#include "catalog/field.h"
#include "catalog/object.h"
#include "catalog/remedy.h"

namespace pgsettle {

// From one state of an object to another.
struct ObjectChange {
  const CatalogObject& from;
  const CatalogObject& to;

  template <auto member>
  bool of() const {
    using Part = field::Part<member>;
    return field::part_of<Part>(from).*member != field::part_of<Part>(to).*member;
  }
};

struct CatalogKind {
  std::string_view id;
  bool (*claims)(ObjectKind);
  // SELECTs of: the ObjectKind as name() writes it, schema, name, schema and name of the relation
  // it belongs to, arguments, an address, and attributes, each under its name. A row without a kind
  // says more of the object with its address, which another query has found: the OID of a
  // relation, with ".number" behind it the one of a column. Addresses of others begin with a
  // letter of their kind. A row of an object of another kind is its, too: the file of that kind
  // says so.
  // Run with an empty search_path. $named(x) stands for a condition that the name x is asked for,
  // $found(relations), $found(types) and $found(routines) for the OIDs of all that are asked for,
  // $named(x,n) for a condition that x is asked for or all of schema n is, $user(n) for one that
  // the schema n is nobody's but the user's, $comment(class,oid,number) for a comment,
  // $acl(acl,default,owner) for privileges, $fresh_acl(type,owner,schema) for those it would have
  // if made anew, $since(version,this,that) for `this` on servers of that major version and later.
  std::array<std::string_view, 3> queries = {};
  // What is read beside what several kinds have (owner, comment, acl; see catalog_answer.cc),
  // and compared beside owner, comment and acl.
  std::span<const Field> fields = {};
  // nullptr, like the functions below: objects are read, and never compared or written.
  // "TABLE public.t": as DROP, COMMENT ON and GRANT ... ON name it.
  std::string (*sql_reference)(const CatalogObject&) = nullptr;
  Phase (*phase)(const CatalogObject&) = nullptr;
  // With all that its attributes say. `all`: what the object will stand among.
  void (*create)(const CatalogObject&, const Catalog& all, Remedy&) = nullptr;
  void (*change)(const ObjectChange&, const Catalog& all, Remedy&) = nullptr;
  // What the CREATE of what it is part of leaves out; nullptr: nothing.
  void (*complete)(const CatalogObject&, Remedy&) = nullptr;
  std::string (*drop)(const CatalogObject&) = nullptr;  // nullptr: DROP sql_reference
  bool holds_data = false;                              // which a DROP would lose
  bool has_owner = true;
  // Named in no schema: what else is there is not the scripts' business.
  bool of_database = false;
};

namespace kinds {
// Every file of kinds/, ordered by id. At most one claims an object.
std::span<const CatalogKind* const> all();
}  // namespace kinds

// nullptr: objects of that kind are not compared.
const CatalogKind* kind_of(const CatalogObject& object);
// nullptr: objects of that kind are not read.
const CatalogKind* kind_of(ObjectKind kind);

// A sequence of a column has the owner of the table.
bool has_own_owner(const CatalogKind& kind, const CatalogObject& object);

std::string drop_statement(const CatalogKind& kind, const CatalogObject& object);

}  // namespace pgsettle
