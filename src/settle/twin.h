// What comparing texts cannot decide: the object is built anew on an empty copy of its relation in
// pg_temp, in a transaction that is rolled back, and the server compares what it made of both. That
// takes ACCESS SHARE on the relations that are read, and nothing stronger.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

namespace pgsettle {

struct CatalogObject;
class Names;
struct PlacedAction;

struct Twin {
  std::string key = {};                    // of the answer; differs when anything it rests on does
  std::vector<std::string> settings = {};  // statements for search_path and time zone
  std::vector<std::string> make = {};      // statements
  std::string question = {};               // SELECT of a boolean, with an empty search_path
  // Its copy of a relation hides the relation from other twins.
  bool stands_alone = false;
};

// What servers have answered: to conditions of guarded code, by their text, and to twins.
using Answers = std::map<std::string, bool>;

// For a CREATE or SET DEFAULT of what is there already. nullopt: no twin can be made of it.
std::optional<Twin> twin_of(const PlacedAction& subject, const CatalogObject& object);

// What the names and literals of a statement depend on there: SET LOCAL of search_path
// and time zone.
std::vector<std::string> settings_of(const Names& names);

}  // namespace pgsettle
