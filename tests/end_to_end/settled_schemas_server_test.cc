// Schemas of different shapes, written as people write them: the second run sends what nobody can
// tell, and nothing else.
#include <filesystem>
#include <string>

#include "base/text.h"
#include "support/command_test.h"

namespace pgsettle {
namespace {

class SettledSchema : public CommandTest {
 protected:
  // The statements that a plan shows after `directory` was applied, and its last line.
  std::string left_of(const std::string& directory) const {
    const std::string path = std::string(PGSETTLE_SOURCE_DIR "/") + directory;
    output_of("apply", {path}, 0);
    const std::string text = output_of("plan", {path}, 0);
    std::string left;
    for (const std::string_view line : split_lines(text)) {
      const std::string_view words = trim(line);
      if (line.starts_with("  ")) left += std::string(words.substr(0, words.find("  "))) + "\n";
      if (line.starts_with("Plan: ")) left += line;
    }
    return left;
  }
};

TEST_F(SettledSchema, Sample) {
  EXPECT_EQ(left_of("migrations"), "Plan: nothing to do; 72 statements are settled");
}

TEST_F(SettledSchema, Tenants) {
  EXPECT_EQ(
      left_of("tests/schemas/tenants"),
      "? do\n? insert tenants.account\nPlan: nothing to do; 243 statements are settled, 2 run "
      "each time");
}

TEST_F(SettledSchema, Telemetry) {
  EXPECT_EQ(left_of("tests/schemas/telemetry"), "Plan: nothing to do; 165 statements are settled");
}

}  // namespace
}  // namespace pgsettle
