#include "db/server_message.h"

#include <gtest/gtest.h>

#include <string_view>

namespace pgsettle {
namespace {

ServerMessage message(std::string_view severity, std::string_view sqlstate) {
  ServerMessage result;
  result.severity = severity;
  result.sqlstate = sqlstate;
  return result;
}

TEST(ServerMessage, TellsWhenTheSessionEnds) {
  EXPECT_TRUE(message("FATAL", "57P01").is_lost_connection());
  EXPECT_TRUE(message("FATAL", "25P03").is_lost_connection());
  EXPECT_TRUE(message("PANIC", "XX000").is_lost_connection());
  EXPECT_FALSE(message("ERROR", "57014").is_lost_connection());
  EXPECT_FALSE(message("", "").is_lost_connection());
  // Raised by a function; and said of a COMMIT that no longer waits for a standby.
  EXPECT_FALSE(message("ERROR", "57P01").is_lost_connection());
  EXPECT_FALSE(message("WARNING", "57P01").is_lost_connection());
}

TEST(ServerMessage, TellsWhatIsWorthAnotherTry) {
  for (const std::string_view code : {"55P03", "40P01", "40001"}) {
    EXPECT_TRUE(message("ERROR", code).is_retryable()) << code;
  }
  for (const std::string_view code : {"", "55006", "57014", "40002", "40003", "23505", "53300"}) {
    EXPECT_FALSE(message("ERROR", code).is_retryable()) << code;
  }
}

}  // namespace
}  // namespace pgsettle
