// Tests that ask on a database of their own what is settled.
#pragma once

#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "support/psql.h"
#include "support/settle_run.h"

namespace pgsettle {

class Settled : public testing::Test {
 protected:
  void run(const std::string& sql) {
    Command command = psql_command(database.url(), "/", {"-v", "ON_ERROR_STOP=1", "-f", "-"});
    command.input = sql;
    const CompletedProcess result = pgsettle::run(command);
    EXPECT_EQ(result.exit_status, 0) << sql << result.errors;
  }
  // After the scripts were run once.
  std::string again(const std::vector<std::string>& scripts) {
    for (const std::string& script : scripts) run(script);
    return verdicts(database, scripts);
  }
  std::string now(const std::string& script) { return verdicts(database, {script}); }

  TestDatabase database;
};

}  // namespace pgsettle
