// The name of an object with its schema.
#pragma once

#include <compare>
#include <string>

namespace pgsettle {

// As the server would store it: unquoted, folded. `schema` is empty when none is named.
struct QualifiedName {
  std::string schema = {};
  std::string name = {};

  bool empty() const { return name.empty(); }
  auto operator<=>(const QualifiedName&) const = default;
};

// public."Quoted.Name", for SQL that people read, and for messages.
std::string sql_name(const QualifiedName& name);

// "public"."Quoted.Name", for SQL that nobody reads.
std::string quote_name(const QualifiedName& name);

}  // namespace pgsettle
