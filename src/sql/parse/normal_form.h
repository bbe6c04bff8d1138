// Statements in a form in which two that say the same are equal: layout, comments, OR REPLACE,
// defaults that are written out and names with or without their schema make no difference. The
// catalog's own words (pg_get_triggerdef() and the like) and a script's are compared so.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "sql/action/action.h"

namespace pgsettle {

// Completes the names that a script leaves to the search_path. What is not known stays as it is.
struct NameCompletion {
  std::function<QualifiedName(const QualifiedName&)> relation;
  std::function<QualifiedName(const QualifiedName&)> routine;
  std::function<QualifiedName(const QualifiedName&)> type;
  // The columns of a table's primary key, for REFERENCES without columns.
  std::function<std::vector<std::string>(const QualifiedName&)> primary_key;
  // The type of a column as format_type() writes it, for literals in its DEFAULT.
  std::function<std::string(const QualifiedName&, const std::string&)> column_type;
  std::string current_user;
};

// One for each sub-command of ALTER TABLE, one for any other statement; empty: the grammar refuses
// it. Thread-safe.
std::vector<std::string> normal_forms(std::string_view sql, const NameCompletion& completion);

}  // namespace pgsettle
