// pgsettle lint --output: each format is taken, and holds what keeps a run from starting.
#include <gtest/gtest.h>

#include <string>

#include "report/format.h"
#include "support/program.h"

namespace pgsettle {
namespace {

TEST(LintCommand, WritesEveryFormat) {
  const Workplace place;
  place.write("migrations/1.sql", "SELECT 1;\n");
  for (const Format* format : formats::all()) {
    if (format->lint == nullptr) continue;
    const std::string id(format->id);
    EXPECT_EQ(place.run({"lint", "--output", id}).exit_status, 0) << id;
    const CompletedProcess failed = place.run({"lint", "nowhere", "--output", id});
    EXPECT_EQ(failed.exit_status, 64) << id;
    const Error error(ErrorCode::usage, "nowhere does not exist",
                      "Give the directory that holds your .sql files, or a single file.");
    EXPECT_EQ(failed.output, format->error("lint", error)) << id;
    const std::string refused = place.run({"apply", "nowhere", "--output", id}).errors;
    EXPECT_EQ(refused.find("not in {") == std::string::npos, format->apply != nullptr) << id;
  }
}

}  // namespace
}  // namespace pgsettle
