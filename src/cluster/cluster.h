// A throwaway PostgreSQL server of our own: a fresh data directory, a Unix socket, no TCP, no
// durability. Stopped and removed with the object, or when the process dies, however it dies.
#pragma once

#include <memory>
#include <string>
#include <vector>

namespace pgsettle {

struct ClusterOptions {
  // Where initdb and postgres are; empty: $PGSETTLE_BINDIR, then those of PATH, then the newest
  // under /usr/lib/postgresql and the other usual places.
  std::string binary_directory = {};
  // Given to the server as -c NAME=VALUE, e.g. "max_locks_per_transaction=256".
  std::vector<std::string> settings = {};
  // lc_messages of the server; the locale of the databases is always C with encoding UTF8.
  std::string messages_locale = "C";
  // Of the server to prefer when several are installed; 0: any.
  int major_version = 0;
};

class Cluster {
 public:
  // Returns when the server accepts connections. As root the server runs as another user (postgres
  // when there is one, else nobody), because initdb refuses root. Throws Error{connection} with
  // the server's own words and a hint, e.g. which package to install; Error{interrupted,
  // terminated} when the process is asked to stop meanwhile. Forks: no other thread may run.
  static Cluster start(const ClusterOptions& options = {});

  Cluster(Cluster&&) noexcept;
  Cluster& operator=(Cluster&&) noexcept;
  ~Cluster();

  // postgresql://USER@/NAME?host=SOCKETDIR&port=5432
  std::string url(const std::string& database = "postgres",
                  const std::string& user = "postgres") const;
  const std::string& directory() const;
  int process_id() const;  // of the server, for kill
  // The server and its directory stay after this object; `kill PID` then stops and removes both.
  void keep();

 private:
  class Impl;
  explicit Cluster(std::unique_ptr<Impl> impl);
  std::unique_ptr<Impl> impl_;
};

}  // namespace pgsettle
