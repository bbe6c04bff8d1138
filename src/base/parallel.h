// Work on many items with all cores.
#pragma once

#include <cstddef>
#include <functional>

namespace pgsettle {

// Calls `work` once for each number below `count`, in any order, on threads whose stacks are deep
// enough for deeply nested statements. `work` must not throw.
void for_each_in_parallel(std::size_t count, const std::function<void(std::size_t)>& work);

}  // namespace pgsettle
