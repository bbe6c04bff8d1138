#include "report/json.h"

#include <algorithm>
#include <nlohmann/json.hpp>
#include <type_traits>
#include <utility>

namespace pgsettle {

Json::Json() = default;
Json::Json(std::nullptr_t) {}
Json::Json(bool truth) : value_(truth) {}
Json::Json(Integer number) : value_(number.value) {}
Json::Json(double number) : value_(number) {}
Json::Json(std::string text) : value_(std::move(text)) {}
Json::Json(std::string_view text) : value_(std::string(text)) {}
Json::Json(const char* text) : value_(std::string(text)) {}
Json::Json(std::initializer_list<Member> members) : value_(Object(members)) {}
Json::Json(const Json& other) = default;
Json::Json(Json&& other) noexcept = default;
Json& Json::operator=(const Json& other) = default;
Json& Json::operator=(Json&& other) noexcept = default;
Json::~Json() = default;

Json Json::object() {
  Json json;
  json.value_ = Object();
  return json;
}

Json Json::array(std::initializer_list<Json> values) {
  Json json;
  json.value_ = Array(values);
  return json;
}

void Json::push_back(Json value) { std::get<Array>(value_).push_back(std::move(value)); }

Json& Json::operator[](std::string_view name) {
  if (is_null()) *this = object();
  auto& members = std::get<Object>(value_);
  const auto found = std::ranges::find(members, name, &Member::name);
  if (found != members.end()) return found->value;
  return members.emplace_back(Member{.name = std::string(name), .value = {}}).value;
}

void Json::update(const Json& object) {
  for (const auto& [name, value] : std::get<Object>(object.value_)) (*this)[name] = value;
}

bool Json::is_null() const { return std::holds_alternative<std::monostate>(value_); }

// Hands a value to the library that writes the text.
struct JsonWriter {
  using Library = nlohmann::ordered_json;

  static Library convert(const Json& json) {
    return std::visit(
        [](const auto& value) -> Library {
          using Value = std::decay_t<decltype(value)>;
          if constexpr (std::is_same_v<Value, std::monostate>) {
            return nullptr;
          } else if constexpr (std::is_same_v<Value, Json::Array>) {
            Library list = Library::array();
            for (const Json& each : value) list.push_back(convert(each));
            return list;
          } else if constexpr (std::is_same_v<Value, Json::Object>) {
            Library object = Library::object();
            // No name comes twice: they are not looked for.
            auto& members = object.get_ref<Library::object_t&>();
            for (const Json::Member& each : value) {
              members.emplace_back(each.name, convert(each.value));
            }
            return object;
          } else {
            return value;
          }
        },
        json.value_);
  }
};

std::string Json::text() const {
  using Library = JsonWriter::Library;
  return JsonWriter::convert(*this).dump(2, ' ', false, Library::error_handler_t::replace) + '\n';
}

}  // namespace pgsettle
