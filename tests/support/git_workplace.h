// A real git repository, and the built program in it.
#pragma once

#include <string>
#include <vector>

#include "support/program.h"

namespace pgsettle {

class GitWorkplace : public Workplace {
 public:
  GitWorkplace();

  // Fails the test when git fails; gives what it says.
  std::string git(const std::vector<std::string>& arguments) const;
  void commit(const std::string& name, std::string_view content) const;
};

}  // namespace pgsettle
