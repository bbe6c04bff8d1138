// How the files of generated_*_things.cc write down the objects of a kind.
#pragma once

#include <string>
#include <vector>

#include "property/generated_thing.h"

namespace pgsettle {

// What the texts of a kind have filled in: {n} the name, {s} the schema, {h} the host table.
struct ThingNames {
  std::string name;
  std::string schema;
  std::string host;

  std::string fill(const std::string& pattern) const;
  std::vector<std::string> fill(std::vector<std::string> patterns) const;
};

ThingNames names_for(GeneratedWriter& writer, const std::string& base);
GeneratedThing filled(const ThingNames& names, GeneratedThing thing);

using ThingMaker = GeneratedThing (*)(GeneratedWriter&);
// A kind that is more likely than others stands there twice.
std::vector<ThingMaker> table_things();
std::vector<ThingMaker> schema_things();

}  // namespace pgsettle
