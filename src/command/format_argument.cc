#include "command/format_argument.h"

#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <algorithm>
#include <vector>

namespace pgsettle {

void add_output_option(CLI::App& app, std::string& format, bool (*is_meant)(const Format&)) {
  std::vector<std::string> ids;
  for (const Format* candidate : formats::all()) {
    if (is_meant(*candidate)) ids.emplace_back(candidate->id);
  }
  const std::string list = fmt::format("{}", fmt::join(ids.begin(), ids.end() - 1, ", "));
  app.add_option("--output", format, fmt::format("Write {} or {}", list, ids.back()))
      ->type_name("FORMAT")
      ->check(CLI::IsMember(ids))
      ->default_str("text");
}

const Format& find_format(const std::string& format) {
  const auto all = formats::all();
  return **std::ranges::find(all, format, [](const Format* candidate) { return candidate->id; });
}

}  // namespace pgsettle
