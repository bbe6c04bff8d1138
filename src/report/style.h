// Colours for a terminal.
#pragma once

#include <fmt/format.h>

#include <string>
#include <string_view>

namespace pgsettle {

// `descriptor` is a terminal on which lines can be drawn over; $TERM says "dumb" of others.
bool is_terminal(int descriptor);

enum class Colour { error, warning, note, faint, good };

class Style {
 public:
  explicit Style(bool coloured) : coloured_(coloured) {}
  // Coloured on such a terminal, when NO_COLOR is not set (no-color.org).
  static Style of(int descriptor);

  std::string operator()(Colour colour, std::string_view text) const;

 private:
  bool coloured_;
};

}  // namespace pgsettle
