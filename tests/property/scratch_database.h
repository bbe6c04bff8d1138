// Databases of the test cluster that live as long as their objects.
#pragma once

#include <memory>
#include <string>

#include "support/test_database.h"

namespace pgsettle {

class ScratchDatabase {
 public:
  // `model`: the database that it starts as a copy of; nobody may be connected to that one.
  explicit ScratchDatabase(const std::string& model);
  ScratchDatabase(const ScratchDatabase&) = delete;
  ScratchDatabase& operator=(const ScratchDatabase&) = delete;
  ~ScratchDatabase();

  const std::string& name() const { return name_; }
  std::string url() const;

 private:
  std::string name_;
};

// The name of a database to copy that has nothing in it.
const std::string& empty_database();

}  // namespace pgsettle
