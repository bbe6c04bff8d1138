#include "report/json.h"

#include <gtest/gtest.h>

#include <cstdint>
#include <limits>
#include <string>

namespace pgsettle {
namespace {

TEST(Json, WritesEveryKindOfValue) {
  Json list = Json::array();
  for (const Json& value :
       {Json(nullptr), Json(true), Json(-1), Json(std::numeric_limits<std::int64_t>::max()),
        Json(0.5), Json("text"), Json::array(), Json::object()}) {
    list.push_back(value);
  }
  EXPECT_EQ(list.text(),
            "[\n  null,\n  true,\n  -1,\n  9223372036854775807,\n  0.5,\n  \"text\",\n  [],\n"
            "  {}\n]\n");
}

TEST(Json, MembersKeepTheirOrderAndAreSetOnce) {
  Json json = {{"b", 1}, {"a", 2}};
  json["c"] = 3;
  json["b"] = "again";
  json.update({{"a", nullptr}, {"d", {{"e", 4}}}});
  EXPECT_EQ(json.text(),
            "{\n  \"b\": \"again\",\n  \"a\": null,\n  \"c\": 3,\n  \"d\": {\n    \"e\": 4\n  }\n"
            "}\n");
}

TEST(Json, TextIsEscapedAndWhatIsNotUtf8Replaced) {
  const Json json(std::string("\"\\\n\x01 \xC3\xA9 \xFF"));
  EXPECT_EQ(json.text(), "\"\\\"\\\\\\n\\u0001 \xC3\xA9 \xEF\xBF\xBD\"\n");
}

}  // namespace
}  // namespace pgsettle
