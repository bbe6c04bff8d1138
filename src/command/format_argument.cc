#include "command/format_argument.h"

#include <fmt/format.h>

#include <algorithm>
#include <utility>
#include <vector>

namespace pgsettle {

Option output_option(std::string& format, bool (*is_meant)(const Format&)) {
  std::vector<std::string> ids;
  for (const Format* candidate : formats::all()) {
    if (is_meant(*candidate)) ids.emplace_back(candidate->id);
  }
  const std::string list = fmt::format("{}", fmt::join(ids.begin(), ids.end() - 1, ", "));
  std::string help = fmt::format("Write {} or {}", list, ids.back());
  return {.names = "--output",
          .help = std::move(help),
          .place = &format,
          .value = "FORMAT",
          .choices = std::move(ids),
          .standard = "text"};
}

const Format& find_format(const std::string& format) {
  const auto all = formats::all();
  return **std::ranges::find(all, format, [](const Format* candidate) { return candidate->id; });
}

}  // namespace pgsettle
