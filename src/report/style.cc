#include "report/style.h"

#include <unistd.h>

#include <cstdlib>

namespace pgsettle {
namespace {

std::string_view code(Colour colour) {
  switch (colour) {
    case Colour::error:
      return "1;31";
    case Colour::warning:
      return "1;33";
    case Colour::note:
      return "1;36";
    case Colour::faint:
      return "2";
    case Colour::good:
      return "32";
  }
  return "0";
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
  return fmt::format("\x1b[{}m{}\x1b[0m", code(colour), text);
}

}  // namespace pgsettle
