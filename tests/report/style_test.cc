#include "report/style.h"

#include <fcntl.h>
#include <gtest/gtest.h>
#include <pty.h>

#include <optional>
#include <string>
#include <vector>

#include "base/handle.h"
#include "support/environment.h"

namespace pgsettle {
namespace {

TEST(Style, PlainTextIsLeftAlone) {
  const Style plain(false);
  EXPECT_EQ(plain(Colour::error, "text"), "text");
}

TEST(Style, ColouredTextEndsItsColour) {
  const Style coloured(true);
  for (const Colour colour :
       {Colour::error, Colour::warning, Colour::note, Colour::faint, Colour::good}) {
    const std::string text = coloured(colour, "text");
    EXPECT_TRUE(text.starts_with("\x1b[")) << text;
    EXPECT_TRUE(text.ends_with("mtext\x1b[0m")) << text;
  }
  EXPECT_NE(coloured(Colour::error, "x"), coloured(Colour::warning, "x"));
}

bool is_coloured(int descriptor) { return Style::of(descriptor)(Colour::error, "x") != "x"; }

TEST(Style, ColoursATerminalThatCan) {
  int master = -1;
  int slave = -1;
  ASSERT_EQ(::openpty(&master, &slave, nullptr, nullptr, nullptr), 0);
  const FileDescriptor one(master);
  const FileDescriptor terminal(slave);
  const FileDescriptor file(::open("/dev/null", O_WRONLY | O_CLOEXEC));
  struct Case {
    std::optional<std::string> no_colour;
    std::optional<std::string> terminal;
    bool coloured;
  };
  const std::vector<Case> cases = {
      {std::nullopt, "xterm", true}, {"", "xterm", true},
      {"1", "xterm", false},         {"0", "xterm", false},
      {std::nullopt, "dumb", false}, {std::nullopt, std::nullopt, false},
  };
  for (const Case& test : cases) {
    ScopedEnvironment environment;
    environment.set("NO_COLOR", test.no_colour);
    environment.set("TERM", test.terminal);
    EXPECT_EQ(is_coloured(terminal.get()), test.coloured);
    EXPECT_FALSE(is_coloured(file.get()));
  }
}

}  // namespace
}  // namespace pgsettle
