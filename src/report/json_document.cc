#include "report/json_document.h"

#include "report/printable.h"

namespace pgsettle {

Json json_text(std::string_view value) {
  return value.empty() ? Json(nullptr) : Json(printable(value));
}

Json json_head(std::string_view command) {
  return {{"schema_version", json_schema_version}, {"command", command}};
}

Json json_position(const SourceText& source, std::size_t offset) {
  const Position place = source.position(offset);
  return {{"path", source.path()}, {"line", place.line}, {"column", place.column}};
}

Json json_statement(const Statement& statement) {
  const Position place = statement.source->position(statement.range.begin);
  return {{"line", place.line},
          {"column", place.column},
          {"kind", statement.effect.kind},
          {"object", json_text(statement.effect.object)}};
}

void json_refer(Json& json, const Script& script, const Statement& statement, const char* field,
                const Statement* other) {
  if (statement.source->path() != script.path) json["path"] = statement.source->path();
  if (other != nullptr) json[field] = json_position(*other->source, other->range.begin);
}

Json json_notes(const Plan& plan) {
  Json list = Json::array();
  for (const Divergence& divergence : plan.divergences) {
    Json json = json_position(*divergence.statement->source, divergence.statement->range.begin);
    json["message"] = printable(divergence.message);
    json["remedy"] = json_text(divergence.remedy);
    list.push_back(std::move(json));
  }
  return list;
}

Json json_object(const CatalogObject& object) {
  const bool member = object.name.schema.empty() && !object.owner.empty();
  Json json = {{"kind", name(object.kind)},
               {"schema", json_text(member ? object.owner.schema : object.name.schema)},
               {"name", printable(object.name.name)},
               {"relation", json_text(object.owner.name)}};
  if (is_routine(object.kind)) json["arguments"] = printable(object.arguments);
  return json;
}

Json json_target(const ConnectedTo& server) {
  int port = 0;
  try {
    port = std::stoi(server.port);
  } catch (const std::exception&) {  // libpq leaves it out for some ways to connect
  }
  return {{"host", server.host},
          {"port", port},
          {"database", server.database},
          {"user", server.user},
          {"server_version", server.server_version}};
}

}  // namespace pgsettle
