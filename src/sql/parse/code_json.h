// Small pieces of libpg_query's JSON of PL/pgSQL code. Private to sql/.
#pragma once

#include <nlohmann/json.hpp>
#include <string>

namespace pgsettle {

// The text of a PLpgSQL_expr; empty when there is none.
inline std::string query_of(const nlohmann::json& node, const char* key) {
  if (!node.contains(key) || !node[key].contains("PLpgSQL_expr")) return {};
  return node[key]["PLpgSQL_expr"].value("query", "");
}

}  // namespace pgsettle
