#include "cluster/server_user.h"

#include <fmt/format.h>
#include <grp.h>
#include <pwd.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>

#include "base/error.h"

namespace pgsettle {

void become_server_user() {
  if (::geteuid() != 0) return;
  const char* const hint = "Run pgsettle as an ordinary user.";
  const passwd* user = ::getpwnam("postgres");
  if (user == nullptr) user = ::getpwnam("nobody");
  if (user == nullptr) {
    throw Error(ErrorCode::connection,
                "PostgreSQL does not run as root, and there is no user postgres or nobody", hint);
  }
  // The user last: afterwards we may not change the groups any more.
  if (::setgroups(1, &user->pw_gid) != 0 || ::setgid(user->pw_gid) != 0 ||
      ::setuid(user->pw_uid) != 0) {
    throw Error(ErrorCode::connection,
                fmt::format("cannot become user {}: {}", user->pw_name, std::strerror(errno)),
                hint);
  }
}

}  // namespace pgsettle
