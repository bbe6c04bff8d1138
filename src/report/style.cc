#include "report/style.h"

#include <fmt/color.h>
#include <unistd.h>

#include <cstdlib>

namespace pgsettle {
namespace {

fmt::text_style look(Colour colour) {
  switch (colour) {
    case Colour::error:
      return fmt::emphasis::bold | fmt::fg(fmt::terminal_color::red);
    case Colour::warning:
      return fmt::emphasis::bold | fmt::fg(fmt::terminal_color::yellow);
    case Colour::note:
      return fmt::emphasis::bold | fmt::fg(fmt::terminal_color::cyan);
    case Colour::faint:
      return fmt::text_style(fmt::emphasis::faint);
    case Colour::good:
      return fmt::fg(fmt::terminal_color::green);
  }
  return {};
}

}  // namespace

bool is_terminal(int descriptor) {
  const char* terminal = std::getenv("TERM");
  const bool dumb = terminal == nullptr || std::string_view(terminal) == "dumb";
  return !dumb && ::isatty(descriptor) == 1;
}

Style Style::of(int descriptor) {
  const char* no_colour = std::getenv("NO_COLOR");
  const bool refused = no_colour != nullptr && *no_colour != '\0';
  return Style(is_terminal(descriptor) && !refused);
}

std::string Style::operator()(Colour colour, std::string_view text) const {
  if (!coloured_) return std::string(text);
  return fmt::format(look(colour), "{}", text);
}

}  // namespace pgsettle
