#include "property/scratch_database.h"

#include <fmt/format.h>

#include <stdexcept>

namespace pgsettle {
namespace {

void execute_as_admin(const std::string& sql) {
  static const std::unique_ptr<Connection> session = connect(test_cluster().url());
  const Answer answer = execute(*session, sql);
  if (answer.error) throw std::runtime_error(answer.error->message);
}

}  // namespace

ScratchDatabase::ScratchDatabase(const std::string& model) {
  static int count = 0;
  name_ = fmt::format("settle_{}", ++count);
  // Before 15 there is no other way; it is several times as fast as writing a log of it.
  const char* strategy = test_server_version() >= 15 ? " STRATEGY file_copy" : "";
  execute_as_admin(fmt::format("CREATE DATABASE {} TEMPLATE {}{}", name_, model, strategy));
}

// Without the schema public: what has lost its schema or search_path must not meet others there.
const std::string& empty_database() {
  static const ScratchDatabase database("template0");
  static const std::string name = [] {
    const auto session = connect(database.url());
    const Answer answer = execute(*session, "DROP SCHEMA public");
    if (answer.error) throw std::runtime_error(answer.error->message);
    return database.name();
  }();
  return name;
}

ScratchDatabase::~ScratchDatabase() {
  execute_as_admin(fmt::format("DROP DATABASE {} WITH (FORCE)", name_));
}

std::string ScratchDatabase::url() const { return test_cluster().url(name_); }

}  // namespace pgsettle
