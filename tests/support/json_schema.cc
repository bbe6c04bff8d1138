#include "support/json_schema.h"

#include <algorithm>
#include <fstream>
#include <regex>
#include <set>
#include <stdexcept>

namespace pgsettle {
namespace {

using Json = nlohmann::json;

class Validator {
 public:
  explicit Validator(const Json& root) : root_(root) {}

  void check(const Json& schema, const Json& value, const std::string& at) {
    for (const auto& [keyword, rule] : schema.items()) {
      if (keyword == "$ref") {
        check(root_.at(Json::json_pointer(rule.get<std::string>().substr(1))), value, at);
      } else if (!is_about_members(keyword)) {
        if (!holds(keyword, rule, value)) violations.push_back(at + ": " + keyword);
      }
    }
    if (value.is_object()) check_members(schema, value, at);
    if (value.is_array() && schema.contains("items")) {
      for (std::size_t i = 0; i < value.size(); ++i) {
        check(schema["items"], value[i], at + '/' + std::to_string(i));
      }
    }
  }

  std::vector<std::string> violations;

 private:
  static bool is_about_members(const std::string& keyword) {
    static const std::set<std::string> these = {"$comment", "definitions", "properties",
                                                "additionalProperties", "items"};
    return these.contains(keyword);
  }

  static bool has_type(const Json& value, const std::string& type) {
    if (type == "integer") return value.is_number_integer();
    return value.type_name() == type;
  }

  static bool holds(const std::string& keyword, const Json& rule, const Json& value) {
    if (keyword == "type") return has_type(value, rule);
    if (keyword == "enum") return std::ranges::find(rule, value) != rule.end();
    if (keyword == "minimum") return !value.is_number() || value >= rule;
    if (keyword == "minItems") return !value.is_array() || value.size() >= rule;
    if (keyword == "uniqueItems") {
      return !value.is_array() || std::set<Json>(value.begin(), value.end()).size() == value.size();
    }
    if (keyword == "pattern") {
      return !value.is_string() ||
             std::regex_search(value.get<std::string>(), std::regex(rule.get<std::string>()));
    }
    if (keyword == "required") {
      return !value.is_object() || std::ranges::all_of(rule, [&](const Json& name) {
        return value.contains(name.get<std::string>());
      });
    }
    throw std::invalid_argument("the validator does not know \"" + keyword + '"');
  }

  void check_members(const Json& schema, const Json& value, const std::string& at) {
    const Json none = Json::object();
    const Json& known = schema.contains("properties") ? schema["properties"] : none;
    for (const auto& [name, member] : value.items()) {
      const std::string inside = at + '/' + name;
      if (known.contains(name)) {
        check(known[name], member, inside);
      } else if (schema.contains("additionalProperties")) {
        const Json& others = schema["additionalProperties"];
        if (others == false) violations.push_back(inside + ": additionalProperties");
        if (others.is_object()) check(others, member, inside);
      }
    }
  }

  const Json& root_;
};

}  // namespace

std::vector<std::string> schema_violations(const Json& schema, const Json& document) {
  Validator validator(schema);
  validator.check(schema, document, "");
  return validator.violations;
}

Json read_json(const std::string& path) {
  std::ifstream file(std::string(PGSETTLE_SOURCE_DIR) + "/tests/" + path);
  return Json::parse(file);
}

}  // namespace pgsettle
