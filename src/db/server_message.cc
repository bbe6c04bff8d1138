#include "db/server_message.h"

namespace pgsettle {

bool ServerMessage::is_lost_connection() const {
  // admin_shutdown, crash_shutdown, cannot_connect_now, database_dropped, idle_session_timeout
  return sqlstate.starts_with("57P") || (severity == "FATAL" && !sqlstate.empty());
}

bool ServerMessage::is_retryable() const {
  return sqlstate == "55P03" || sqlstate == "40P01" || sqlstate == "40001";
}

}  // namespace pgsettle
