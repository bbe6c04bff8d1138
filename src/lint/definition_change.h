// What was changed in definitions that no database will receive, since its object is there already
// (IF NOT EXISTS, a guard), and the statements that would bring it there.
#pragma once

#include <string>
#include <vector>

#include "lint/model.h"

namespace pgsettle {

struct DefinitionChange {
  const Occurrence* occurrence;  // the new definition
  Range range = {};              // in the source
  std::string message;           // as of a finding
  std::string hint;
};

// `old`: as databases have it; `now`: the scripts of today. What another statement of today brings
// to the databases is not in the list.
std::vector<DefinitionChange> undelivered_changes(const Model& old, const Model& now);

// The first statement of `model` that creates the object which `created` creates; nullptr: none.
const Occurrence* creation_of(const Model& model, const Occurrence& created);

}  // namespace pgsettle
