// The life of one throwaway server, as its supervisor leads it: directory, initdb, postgres, the
// end. Knows nothing of how the supervisor came to be.
#pragma once

#include <string>

#include "cluster/cluster.h"
#include "cluster/owner.h"

namespace pgsettle {

// Where the directory of a server goes: `parent` when we may write there and a socket in it can be
// named, else /tmp.
std::string choose_parent(const std::string& parent);

// Returns when the server has ended and nothing of it is left. Throws Error when it cannot start,
// then too with nothing left.
void run_server(const std::string& binary_directory, const ClusterOptions& options, Owner& owner);

}  // namespace pgsettle
