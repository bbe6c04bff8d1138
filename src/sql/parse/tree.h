// libpg_query's typed parse trees; private to sql/.
#pragma once

#include <pg_query.h>
#include <pg_query/pg_query.pb-c.h>

#include <functional>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "sql/action/action.h"

namespace pgsettle::tree {

using Node = PgQuery__Node;

// Where the grammar gave up, in characters from 0, and why.
struct Problem {
  std::size_t character;
  std::string message;
};

// Parses one statement and hands its tree to `use`, where it lives for the call; not when the
// grammar refuses the statement or it is empty. `use` must not call libpg_query.
std::optional<Problem> parse(const std::string& sql, const std::function<void(const Node&)>& use);

std::span<Node* const> nodes(Node* const* first, std::size_t count);

// A node that is a string; else empty.
std::string_view string_of(const Node* node);
// The last and the one before of a dotted name.
QualifiedName qualified_name(std::span<Node* const> parts);
QualifiedName qualified_name(const PgQuery__RangeVar* relation);
// How DROP, COMMENT, RENAME ... give a name: a list, a string, a type or a routine.
QualifiedName object_name(const Node* node);
std::vector<std::string> strings(std::span<Node* const> list);
// `integer`, `character varying(20)`, `public.mood[]`: the server's names, whatever was written.
std::string type_text(const PgQuery__TypeName* type);
std::string routine_arguments(const PgQuery__ObjectWithArgs& routine);

// The value of an option in WITH (...) or OPTIONS (...), or nullptr.
const PgQuery__DefElem* find_option(std::span<Node* const> options, std::string_view name);
// As in defGetBoolean: no value means true.
bool is_true(const PgQuery__DefElem& option);

// Calls `visit` for every message below `root`, `root` first. When it returns false, what is below
// is left out.
using Visitor = std::function<bool(const ProtobufCMessage&)>;
void walk(const ProtobufCMessage& root, const Visitor& visit);
void walk(const Node* node, const Visitor& visit);

template <typename T>
const T* as(const ProtobufCMessage& message, const ProtobufCMessageDescriptor& descriptor) {
  return message.descriptor == &descriptor ? reinterpret_cast<const T*>(&message) : nullptr;
}

// Functions whose answer differs from call to call or run to run.
bool calls_volatile_function(const Node* expression);
bool calls_function(const Node* expression, std::string_view name);
bool is_null_constant(const Node* expression);

}  // namespace pgsettle::tree
