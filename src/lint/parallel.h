// Work on many items with all cores.
#pragma once

#include <functional>
#include <span>

namespace pgsettle {

struct LintedStatement;

// Calls `work` once for each, in any order, on threads whose stacks are deep enough for deeply
// nested statements. `work` must not throw.
void for_each_in_parallel(std::span<LintedStatement* const> items,
                          const std::function<void(LintedStatement*)>& work);

}  // namespace pgsettle
