// Objects that a script makes anew or only when they are missing, with all that such a script says
// of them: how each is dropped, made with one definition or another, and asked for in the catalog.
#pragma once

#include <string>
#include <vector>

#include "property/generated_writer.h"

namespace pgsettle {

struct GeneratedThing {
  std::string name = {};  // unique among all cases, never quoted
  // Complete, but for "{if_exists}".
  std::string drop;
  // Definitions that differ, each a complete statement but for "{or_replace}" and
  // "{if_not_exists}". Most accept what is in the tables.
  std::vector<std::string> definitions;
  bool can_be_replaced = false;  // has CREATE OR REPLACE
  bool can_be_skipped = false;   // has IF NOT EXISTS
  // Conditions that are true when the object is there, as people write them.
  std::vector<std::string> conditions;
  // Names of the error that a second CREATE meets, for WHEN.
  std::vector<std::string> duplicates;
  std::string reference;  // for COMMENT ON and ALTER: "TRIGGER x ON t"
  bool has_owner = false;
  std::string privilege = {};  // for GRANT: "SELECT ON x"; empty: none
  // Statements that need it, which DROP without CASCADE refuses and DROP CASCADE loses; each can be
  // sent again.
  std::vector<std::string> dependants = {};
};

// The statement without or with its options.
std::string drop_statement(const GeneratedThing& thing, bool if_exists);
enum class CreateForm { plain, or_replace, if_not_exists };
std::string create_statement(const GeneratedThing& thing, std::size_t definition, CreateForm form);

// Of a kind chosen at random. Writes what the object needs: a table, a function.
GeneratedThing make_thing(GeneratedWriter& writer);

// A table of the case's own that no other fragment changes: columns id, a and b.
std::string host_table(GeneratedWriter& writer);

// 'it''s'
std::string sql_literal(const std::string& text);

}  // namespace pgsettle
