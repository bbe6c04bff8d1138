// The user that a throwaway server runs as.
#pragma once

namespace pgsettle {

// initdb and postgres refuse root; then this process becomes postgres when there is such a user,
// else nobody, for good. Otherwise nothing happens. Throws Error{connection}.
void become_server_user();

}  // namespace pgsettle
