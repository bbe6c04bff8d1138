// A TCP port without a PostgreSQL server behind it.
#pragma once

#include <string>

#include "base/handle.h"

namespace pgsettle {

// On 127.0.0.1. Takes connections without ever answering, or refuses them.
class Port {
 public:
  explicit Port(bool listens);

  std::string number() const { return std::to_string(number_); }
  // False when nobody has connected within 20 seconds.
  bool wait_for_client() const;

 private:
  FileDescriptor socket_;
  int number_ = 0;
};

}  // namespace pgsettle
