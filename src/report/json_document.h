// What the JSON of every command has in common. For the JSON format only.
#pragma once

#include <string>
#include <string_view>

#include "catalog/object.h"
#include "db/connection.h"
#include "report/json.h"
#include "schema/script.h"
#include "settle/plan.h"
#include "sql/read/source_text.h"
#include "sql/read/statement.h"

namespace pgsettle {

constexpr int json_schema_version = 1;

// A document's first fields.
Json json_head(std::string_view command);

// null when it is empty; without what a terminal would obey.
Json json_text(std::string_view value);
Json json_target(const ConnectedTo& server);
Json json_position(const SourceText& source, std::size_t offset);
// Its place in its script, its kind and its object.
Json json_statement(const Statement& statement);
// Where it stands when an included file has it, and which other statement it has to do with.
void json_refer(Json& json, const Script& script, const Statement& statement, const char* field,
                const Statement* other);
// What will not converge.
Json json_notes(const Plan& plan);
Json json_object(const CatalogObject& object);

}  // namespace pgsettle
