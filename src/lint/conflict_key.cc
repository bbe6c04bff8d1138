#include "lint/conflict_key.h"

#include <fmt/format.h>

#include <algorithm>

namespace pgsettle {
namespace {

bool contains(const std::vector<std::string>& list, std::string_view text) {
  return std::ranges::find(list, text) != list.end();
}

// The names under which InsertDetails speaks of a column.
bool is_in(const std::vector<std::string>& list, const std::string& column,
           const DeclaredRelation& relation) {
  if (contains(list, column)) return true;
  const auto found = std::ranges::find(relation.columns, column, &Column::name);
  return found != relation.columns.end() &&
         contains(list, fmt::format("#{}", found - relation.columns.begin() + 1));
}

// A value that is another one on each run, or NULL, which equals nothing.
bool is_new_each_time(const InsertDetails& insert, const Key& key,
                      const DeclaredRelation& relation) {
  return std::ranges::any_of(key.columns, [&](const std::string& column) {
    if (is_in(insert.volatile_columns, column, relation)) return true;
    if (key.nulls_distinct && is_in(insert.null_columns, column, relation)) return true;
    if (insert.columns.empty() || contains(insert.columns, column)) return false;
    const Column* declared = relation.find_column(column);
    return declared != nullptr && (declared->fallback == DefaultKind::sequence ||
                                   declared->fallback == DefaultKind::random);
  });
}

}  // namespace

bool is_given(const InsertDetails& insert, const Key& key, const DeclaredRelation& relation) {
  if (insert.columns.empty()) return !is_new_each_time(insert, key, relation);
  return std::ranges::all_of(
             key.columns,
             [&](const std::string& column) { return contains(insert.columns, column); }) &&
         !is_new_each_time(insert, key, relation);
}

bool has_key(const DeclaredRelation& relation, const std::vector<std::string>& columns) {
  return std::ranges::any_of(relation.keys, [&](const Key& key) {
    return std::ranges::is_permutation(key.columns, columns);
  });
}

bool can_conflict(const InsertDetails& insert, const DeclaredRelation& relation) {
  return std::ranges::any_of(relation.keys, [&](const Key& key) {
    // A key over an expression or with a WHERE may hold for these rows.
    return key.partial || !is_new_each_time(insert, key, relation);
  });
}

bool key_is_new_each_time(const InsertDetails& insert, const DeclaredRelation* relation) {
  if (!insert.target_constraint.empty()) return false;
  const DeclaredRelation unknown;
  const DeclaredRelation& table = relation != nullptr ? *relation : unknown;
  if (insert.has_target) {
    Key key = {.columns = insert.target_columns};
    for (const Key& declared : table.keys) {
      if (std::ranges::is_permutation(declared.columns, key.columns)) key = declared;
    }
    return !insert.target_partial && is_new_each_time(insert, key, table);
  }
  if (relation == nullptr) {
    // The first column is the key of nearly every table that has such a value in it.
    if (insert.columns.empty()) return contains(insert.volatile_columns, "#1");
    return insert.columns.front() == "id" && contains(insert.volatile_columns, "id");
  }
  // Without any key on-conflict-without-key says so.
  return !relation->keys.empty() && !relation->open && !can_conflict(insert, *relation);
}

bool takes_from_sequence(const InsertDetails& insert, const DeclaredRelation& relation) {
  return !insert.columns.empty() &&
         std::ranges::any_of(relation.columns, [&](const Column& column) {
           return column.fallback == DefaultKind::sequence &&
                  !contains(insert.columns, column.name);
         });
}

bool is_caught_duplicate(const Occurrence& occurrence) {
  return occurrence.is_handled() && catching_handler(*occurrence.code, "23505") != nullptr;
}

}  // namespace pgsettle
