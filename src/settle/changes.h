// What an action that is executed may change of what was read from the catalog, and what a proof
// rests on. From the dependencies that PostgreSQL records (the page pg_depend of its documentation)
// and from what its commands look at.
#pragma once

#include <set>
#include <string>
#include <string_view>

#include "run/aspect.h"
#include "settle/prover.h"

namespace pgsettle {

using NameSet = std::set<std::string, std::less<>>;

struct Changes {
  bool everything = false;  // nothing that was read can be relied on
  bool rows = false;        // reads or writes rows, calls code: sees what was done before it
  std::set<Aspect> aspects = {};
  NameSet names = {};   // what they mean, or something that belongs to what they mean
  NameSet shapes = {};  // names of relations and routines whose columns or results may differ
  // Tables whose making makes names like t_id_seq and t_pkey.
  NameSet prefixes = {};

  bool nothing() const;
  void add(const Changes& other);
};

inline Changes all_changes() { return {.everything = true, .rows = true}; }

struct Reads {
  bool catalog = false;  // whatever a condition may have asked
  std::set<Aspect> aspects = {};
  NameSet names = {};
  NameSet shapes = {};

  bool touched_by(const Changes& changes) const;
};

// Calling it changes no catalog, as far as pg_catalog's own routines are known. Routines of others
// may do anything.
bool changes_only_rows(const QualifiedName& routine, const Facts& facts, const Names& names);

Changes changes_of(const PlacedAction& placed);
// `sql` is searched for names when the proof compares definitions.
Reads reads_of(const PlacedAction& placed, std::string_view sql);

}  // namespace pgsettle
