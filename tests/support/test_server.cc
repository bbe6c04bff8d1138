#include "support/test_server.h"

#include <fmt/format.h>

#include <stdexcept>

#include "db/connection.h"
#include "sql/parse/parser.h"

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

int test_server_version() {
  static const int version = [] {
    ConnectOptions options;
    options.parameters = {{.keyword = "dbname", .value = test_cluster().url()}};
    return Connection::open(options)->server_major_version();
  }();
  return version;
}

bool grammar_is_the_servers() { return test_server_version() <= grammar_major_version(); }

}  // namespace pgsettle
