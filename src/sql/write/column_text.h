// The parts of a column's definition, as written.
#pragma once

#include <string>
#include <string_view>

namespace pgsettle {

struct ColumnText {
  std::string type = {};
  std::string fallback = {};  // the expression of DEFAULT; empty: none
  bool not_null = false;      // written as NOT NULL
  std::string rest = {};      // what is neither: constraints, COLLATE, GENERATED; canonical
  // All of it but NOT NULL.
  std::string without_not_null = {};
};

// `text`: the element of CREATE TABLE or ADD COLUMN, the name included.
ColumnText read_column_text(std::string_view text);

}  // namespace pgsettle
