#include "db/server_message.h"

namespace pgsettle {

bool ServerMessage::is_lost_connection() const {
  // Not the SQLSTATE, class 57P: functions can raise that, too, and it occurs as a warning. libpq's
  // own messages have a severity only when they come from a server.
  return severity == "FATAL" || severity == "PANIC";
}

bool ServerMessage::is_retryable() const {
  return sqlstate == "55P03" || sqlstate == "40P01" || sqlstate == "40001";
}

}  // namespace pgsettle
