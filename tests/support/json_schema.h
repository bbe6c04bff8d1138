// Says whether JSON is as a schema wants it.
#pragma once

#include <nlohmann/json.hpp>
#include <string>
#include <vector>

namespace pgsettle {

// What is wrong, each with its JSON pointer; empty: nothing. Knows the keywords of the schemas in
// tests/report/schemas; throws std::invalid_argument for another one, so that none is passed over.
std::vector<std::string> schema_violations(const nlohmann::json& schema,
                                           const nlohmann::json& document);

// A file, relative to tests/.
nlohmann::json read_json(const std::string& path);

}  // namespace pgsettle
