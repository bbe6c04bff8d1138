// What code does when the answers to its conditions are known.
#pragma once

#include <functional>
#include <optional>

#include "sql/parse/code_block.h"

namespace pgsettle {

// Whether the condition's text is true; nothing: this is not known, or its evaluation fails.
using ConditionAnswer = std::function<std::optional<bool>(const CodeCondition&)>;

enum class Reached { yes, no, unknown };

// The conditions are looked at in the order of their evaluation, as one that fails in front of
// another one ends the code.
Reached is_reached(const CodeStatement& statement, const ConditionAnswer& answer);

// Whether every condition that the code reaches has an answer. The answers are those from before
// the code, so this tells nothing of a condition behind a statement that the code executes.
bool evaluates_all(const CodeBlock& code, const ConditionAnswer& answer);

}  // namespace pgsettle
