// A JSON value, as the formats build theirs: they see no library for it, one unit writes the text.
#pragma once

#include <concepts>
#include <cstdint>
#include <initializer_list>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace pgsettle {

class Json {
 public:
  struct Member;  // {"name", value}

  Json();  // null
  Json(std::nullptr_t);
  Json(double number);
  Json(std::string text);
  Json(std::string_view text);
  Json(const char* text);
  Json(std::initializer_list<Member> members);  // an object; its members keep this order
  template <std::integral Number>
  Json(Number number) : Json(Integer{static_cast<std::int64_t>(number)}) {}
  Json(bool truth);
  Json(const Json& other);
  Json(Json&& other) noexcept;
  Json& operator=(const Json& other);
  Json& operator=(Json&& other) noexcept;
  ~Json();

  static Json object();
  static Json array(std::initializer_list<Json> values = {});
  void push_back(Json value);

  // The member of that name, made where it is missing; null becomes an object.
  Json& operator[](std::string_view name);
  // Sets the members of `object`.
  void update(const Json& object);
  bool is_null() const;

  // Lines, indented by two; bytes that are not UTF-8 are replaced.
  std::string text() const;

 private:
  friend struct JsonWriter;

  struct Integer {
    std::int64_t value;
  };
  using Array = std::vector<Json>;
  using Object = std::vector<Member>;

  explicit Json(Integer number);

  std::variant<std::monostate, bool, std::int64_t, double, std::string, Array, Object> value_;
};

struct Json::Member {
  std::string name;
  Json value;
};

}  // namespace pgsettle
