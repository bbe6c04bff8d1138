// A workplace with a folder migrations/ and a database of its own, on which the program is run.
#pragma once

#include <gtest/gtest.h>

#include <string>
#include <string_view>
#include <vector>

#include "support/program.h"
#include "support/psql.h"
#include "support/test_server.h"

namespace pgsettle {

class CommandTest : public testing::Test {
 protected:
  CommandTest() : url(fresh_database_url()) {}

  static bool has(const std::string& text, std::string_view part) {
    return text.find(part) != std::string::npos;
  }

  CompletedProcess run(const std::string& command, std::vector<std::string> arguments = {}) const {
    arguments.insert(arguments.begin(), {command, "-d", url});
    return place.run(arguments);
  }
  // What it prints to stdout.
  std::string output_of(const std::string& command, const std::vector<std::string>& arguments = {},
                        int exit_status = 0) const {
    const CompletedProcess result = run(command, arguments);
    EXPECT_EQ(result.exit_status, exit_status) << result.output << result.errors;
    return result.output;
  }
  void apply() const {
    const CompletedProcess result = run("apply");
    ASSERT_EQ(result.exit_status, 0) << result.errors;
  }
  void write(const std::string& name, std::string_view sql) const {
    place.write("migrations/" + name, sql);
  }

  Workplace place;
  std::string url;
};

}  // namespace pgsettle
