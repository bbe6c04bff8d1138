// What an action that is sent may change of what was read from the catalog, and what a proof rests
// on. Both are sets of marks: "trigger tg on public.t", "name t", "shape t".
#pragma once

#include <set>
#include <string>
#include <string_view>

#include "settle/prover.h"

namespace pgsettle {

struct Footprint {
  bool everything = false;  // nothing that was read can be relied on
  bool rows = false;        // reads or writes rows, calls code: sees what was done before it
  std::set<std::string, std::less<>> marks = {};
  // Tables whose making makes names like t_id_seq and t_pkey.
  std::set<std::string, std::less<>> prefixes = {};

  void add(const Footprint& other);
};

struct Dependencies {
  bool catalog = false;  // on whatever a condition may have asked
  std::set<std::string, std::less<>> marks = {};
  std::set<std::string, std::less<>> names = {};

  bool touched_by(const Footprint& footprint) const;
};

Footprint footprint_of(const Subject& subject);
// `sql` is searched for names when the proof compares definitions.
Dependencies dependencies_of(const Subject& subject, std::string_view sql);

// The words and quoted identifiers of a statement, as the server folds them.
std::set<std::string, std::less<>> names_in(std::string_view sql);
// Of these, those that stand before a parenthesis.
std::set<std::string, std::less<>> called_names_in(std::string_view sql);

}  // namespace pgsettle
