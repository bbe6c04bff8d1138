// Idempotent scripts as people write them, and what somebody does to the database behind their
// back: the input of the property that `apply` makes what `apply --every` makes.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "property/generated_writer.h"

namespace pgsettle {

// Independent of all other cases: everything is in `schema` and in schemas whose names start with
// it, and case 1 is case_001, so that no name starts with another one.
struct GeneratedCase {
  int number;
  std::string schema;
  // The statements of each script. On an empty database nearly every case runs without an error,
  // and then again.
  std::vector<std::vector<GeneratedStatement>> scripts;
  // Statements by themselves, some of which fail. None in a third of all cases.
  std::vector<std::string> drift;
  bool is_superseding = false;  // see GeneratedWriter
};

// Owners and grantees in the cases; they must exist before.
const std::vector<std::string>& generated_roles();

// The same for the same arguments. `server_version` is the major one; `most_fragments`: so many
// things that people do to a script, a few statements each.
GeneratedCase generate_case(std::uint64_t seed, int number, int server_version,
                            std::size_t most_fragments);

}  // namespace pgsettle
