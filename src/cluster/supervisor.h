// The process between us and a throwaway server. It is the server's parent, in a session of its
// own, and survives us just long enough to stop the server and to remove what it wrote.
#pragma once

#include <sys/types.h>

#include <string>

#include "base/handle.h"
#include "cluster/cluster.h"
#include "cluster/owner.h"

namespace pgsettle {

class Supervisor {
 public:
  // Forks; no other thread may run. Throws Error{internal}.
  Supervisor(const std::string& binary_directory, const ClusterOptions& options);
  Supervisor(const Supervisor&) = delete;
  Supervisor& operator=(const Supervisor&) = delete;
  // Returns when the server and its directory are gone, unless they are to be kept.
  ~Supervisor();

  // Throws Error{connection}, or Error{interrupted, terminated} when the process is asked to stop.
  ServerStarted wait_until_ready();
  void keep();

 private:
  FileDescriptor socket_;  // closed by keep()
  pid_t process_id_ = -1;
};

}  // namespace pgsettle
