#include "schema/duration.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <limits>

#include "base/text.h"

namespace pgsettle {
namespace {

struct Unit {
  std::string_view name;
  double milliseconds;
};

constexpr std::array units = {
    Unit{"", 1},         Unit{"ms", 1},        Unit{"s", 1'000},
    Unit{"min", 60'000}, Unit{"h", 3'600'000}, Unit{"d", 86'400'000},
};

}  // namespace

std::optional<Milliseconds> parse_duration(std::string_view text) {
  text = trim(text);
  double number = 0;
  const auto [rest, error] =
      std::from_chars(text.data(), text.data() + text.size(), number, std::chars_format::fixed);
  if (error != std::errc{} || !(number >= 0)) return std::nullopt;
  text.remove_prefix(static_cast<std::size_t>(rest - text.data()));
  const auto unit = std::ranges::find(units, trim(text), &Unit::name);
  if (unit == units.end()) return std::nullopt;
  const double exact = number * unit->milliseconds;
  const double rounded = std::round(exact);
  if (rounded > std::numeric_limits<int>::max()) return std::nullopt;
  if (rounded == 0 && exact > 0) return std::nullopt;
  return Milliseconds(static_cast<Milliseconds::rep>(rounded));
}

}  // namespace pgsettle
