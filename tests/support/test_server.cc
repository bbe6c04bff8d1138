#include "support/test_server.h"

#include <fmt/format.h>

#include <stdexcept>

#include "db/connection.h"

namespace pgsettle {

const Cluster& test_cluster() {
  static const Cluster cluster = Cluster::start({.settings = {"max_prepared_transactions=10"}});
  return cluster;
}

std::string fresh_database_url() {
  static int count = 0;
  const std::string name = fmt::format("test_{}", ++count);
  const auto connection =
      Connection::open({.parameters = {{.keyword = "dbname", .value = test_cluster().url()}}});
  connection->send(fmt::format("CREATE DATABASE {} TEMPLATE template0", name), Results::discard);
  connection->sync();
  const Answer answer = connection->wait();
  if (answer.error) throw std::runtime_error(answer.error->message);
  return test_cluster().url(name);
}

}  // namespace pgsettle
