// Colours for a terminal.
#pragma once

#include <fmt/format.h>

#include <string>
#include <string_view>

namespace pgsettle {

enum class Colour { error, warning, note, faint, good };

class Style {
 public:
  explicit Style(bool coloured) : coloured_(coloured) {}
  // Coloured when `descriptor` is a terminal that can, and NO_COLOR is not set (no-color.org).
  static Style of(int descriptor);

  std::string operator()(Colour colour, std::string_view text) const;

 private:
  bool coloured_;
};

}  // namespace pgsettle
