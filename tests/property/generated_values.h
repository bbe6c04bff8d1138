// Column types of generated cases: how people spell them, and values, defaults and conditions.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "support/dice.h"

namespace pgsettle {

// The names that the functions below know; other types (enums) have text values only.
std::string random_type(Dice& dice);
// "integer" may become "int4"; an unknown type stays.
std::string spelled(Dice& dice, const std::string& type);
// Constant, so that both databases get the same rows.
std::string constant_default(Dice& dice, const std::string& type);
// Perhaps now() and the like: for columns that every INSERT names.
std::string any_default(Dice& dice, const std::string& type);
// True of every row_value(); `column` is what stands for the column.
std::string true_condition(Dice& dice, const std::string& type, const std::string& column);
// Unique in its column, except of boolean, for each pair.
std::string row_value(const std::string& type, std::size_t row, std::size_t variant);
// Another type that the column can be changed to without USING.
std::string other_type(Dice& dice, const std::string& type);

}  // namespace pgsettle
