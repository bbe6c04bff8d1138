#include "command/format_argument.h"

#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <algorithm>
#include <vector>

namespace pgsettle {

void add_output_option(CLI::App& app, std::string& format) {
  std::vector<std::string> ids;
  for (const Format* candidate : formats::all()) ids.emplace_back(candidate->id);
  app.add_option("--output", format, fmt::format("Write {}", fmt::join(ids, " or ")))
      ->type_name("FORMAT")
      ->check(CLI::IsMember(ids))
      ->default_str("text");
}

const Format& find_format(const std::string& format) {
  const auto all = formats::all();
  return **std::ranges::find(all, format, [](const Format* candidate) { return candidate->id; });
}

}  // namespace pgsettle
