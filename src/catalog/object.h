// An object of the catalog and what is known of it, without OIDs.
#pragma once

#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "catalog/facts.h"
#include "sql/knowledge/object_id.h"
#include "sql/knowledge/object_kind.h"
#include "sql/knowledge/qualified_name.h"

namespace pgsettle {

struct CatalogObject {
  ObjectKind kind = ObjectKind::other;
  QualifiedName name = {};     // without a schema where the kind has none
  QualifiedName owner = {};    // the relation it belongs to, as in Action
  std::string arguments = {};  // of a routine: its input types, as format_type() writes them

  // What several kinds have; what does not apply is empty. Names in texts carry their schema.
  std::string owner_role = {};
  bool owned = false;  // the session's role may do what owners may
  catalog::Text comment = {};
  // "SELECT* reader": * when it may be passed on, ! in front when somebody else than the owner has
  // granted it.
  catalog::Texts acl = {};
  std::optional<catalog::Texts> fresh_acl = {};  // what it would have if it were made anew
  catalog::Text extension = {};                  // whose member it is
  bool needs_extension = false;                  // ALTER ... DEPENDS ON EXTENSION
  bool internal = false;                         // the server made it for another object
  bool inherited = false;
  bool depended_on = false;
  bool maintain = false;            // the server knows the privilege MAINTAIN
  std::string definition = {};      // as pg_get_...def() writes it
  catalog::Texts options = {};      // storage parameters; of a view: security_barrier and the like
  catalog::Relation relation = {};  // of what stands in pg_class

  using Facts = std::variant<std::monostate, catalog::Table, catalog::Index, catalog::Sequence,
                             catalog::Column, catalog::Constraint, catalog::Trigger, catalog::Rule,
                             catalog::Routine, catalog::Type, catalog::Domain, catalog::Schema,
                             catalog::Extension, catalog::Statistics, catalog::Server,
                             catalog::UserMapping, catalog::Role, catalog::Database>;
  Facts facts = {};  // what its kind alone has

  template <typename Kind>
  bool has() const {
    return std::holds_alternative<Kind>(facts);
  }
  // What an object of another kind answers is what a Kind is before anything is known of it.
  template <typename Kind>
  const Kind& as() const {
    static const Kind nothing;
    const Kind* own = std::get_if<Kind>(&facts);
    return own != nullptr ? *own : nothing;
  }
};

// The same for the same object in two databases, and for no other object of either. Unlike a key
// of names it tells a view from a table.
ObjectId id_of(const CatalogObject& object);

// As messages name it: `column "b" of public.t`, "function public.f(integer)".
std::string describe(const CatalogObject& object);

}  // namespace pgsettle
