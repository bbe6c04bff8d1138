// What somebody does by hand to the database of a generated case.
#pragma once

#include <string>
#include <vector>

#include "property/generated_writer.h"

namespace pgsettle {

// Statements that may depend on each other, to be sent one after the other; names are qualified.
std::vector<std::string> generate_drift(GeneratedWriter& writer);

}  // namespace pgsettle
