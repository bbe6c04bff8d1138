// Names findings so that a service can tell old ones from new ones between two versions of a file.
#pragma once

#include <map>
#include <string>

#include "lint/findings.h"

namespace pgsettle {

// The name depends on the rule, the path and the text that was found, not on the line: it stays
// when something is inserted above. Equal ones in a file are numbered, so no two are the same.
class Fingerprints {
 public:
  // To be asked once for each finding of a report, in order.
  std::string next(const Finding& finding);

 private:
  std::map<std::string, int> seen_;
};

}  // namespace pgsettle
