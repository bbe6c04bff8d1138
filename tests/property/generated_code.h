// The ways in which PL/pgSQL gets to a statement, or does not: labels, loops, branches, handlers.
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "property/generated_thing.h"

namespace pgsettle {

// Makes a text of a text. Chosen once and used for both versions of an edited statement.
using Wrap = std::function<std::string(const std::string&)>;

// "DO $do$ ... $do$" around "BEGIN ... END" or the like.
std::string do_block(const std::string& code);

// A condition about the case's other objects or its session, and whether it is true when nobody
// has changed the database. May write statements that make it so.
struct OtherCondition {
  std::string sql;
  bool is_true;
};
OtherCondition other_condition(GeneratedWriter& writer);

// Statements that run the given ones, in a surrounding that always gets to them.
Wrap reaching_code(GeneratedWriter& writer);
// In a surrounding that never gets to them, or takes back what they did.
Wrap undoing_code(GeneratedWriter& writer);

// A whole statement that makes the thing when it is missing, from its complete CREATE.
Wrap guard(GeneratedWriter& writer, const GeneratedThing& thing);

}  // namespace pgsettle
