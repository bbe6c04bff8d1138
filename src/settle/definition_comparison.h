// Two definitions of an object, property by property: a script's, and what the catalog says.
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "settle/meaning.h"
#include "sql/action/declaration.h"

namespace pgsettle {

struct PropertyDifference {
  Property property;
  std::string part = {};
  std::string declared = {};  // in words; empty: the script does not have it
  std::string found = {};     // likewise of the catalog
};

struct DefinitionComparison {
  std::vector<PropertyDifference> differences = {};
  bool unknown = false;  // of some property the server has not said whether it differs

  bool same() const { return differences.empty() && !unknown; }
  bool differs_in(Property property) const;
};

struct ComparisonPlace {
  const PlacedAction& subject;
  const Meanings& meanings;
  QualifiedName row = {};  // the relation whose columns the expressions read
  std::string type = {};   // what defaults and generated values are converted to
  std::string column = {};
  std::string value = {};  // the type that VALUE has in the checks of a domain
  // The types of the columns of the partition key; empty: not known.
  std::vector<std::string> key_types = {};
  // What another statement of the run takes care of.
  std::function<bool(Property)> is_left_out = {};
};

// What the declaration leaves open is not compared: storage, compression, tablespace and the like
// are then what the settings of the server say.
DefinitionComparison compare(const Declaration& declared, const Declaration& found,
                             const ComparisonPlace& place);

// "predicate is (a > 0), not a > 1".
std::string in_words(const PropertyDifference& difference);
std::string value_in_words(const Declared& entry);

}  // namespace pgsettle
