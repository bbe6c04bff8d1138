#include "sql/read/template_placeholder.h"

#include <gtest/gtest.h>

#include <string>
#include <string_view>

#include "base/utf8.h"

namespace pgsettle {
namespace {

// The explanation for an error at the character that `marker`, which is taken out, stands before.
std::string explain(std::string text) {
  const std::size_t at = text.find("^");
  text.erase(at, 1);
  return explain_syntax_error(text, count_characters(std::string_view(text).substr(0, at)));
}

TEST(TemplatePlaceholder, IsNamed) {
  struct Case {
    std::string_view text;
    std::string_view placeholder;
    std::string_view language;
  };
  const Case cases[] = {
      {"CREATE TABLE ^{{ schema }}.t ()", "{{ schema }}", "Jinja, Handlebars or Go templates"},
      {"SELECT 'é', ^{{ x }}", "{{ x }}", "Jinja, Handlebars or Go templates"},
      {"SELECT 1,\n^{% if x %} 2", "{% if x %}", "Jinja"},
      {"SELECT ^${x:-a b}", "${x:-a b}", "the shell, Flyway or envsubst"},
      {"SELECT ^<%= x %>", "<%= x %>", "ERB or EJS"},
      {"SELECT a = ^%(id)s", "%(id)s", "Python's drivers"},
      {"SELECT a = %(id)^s", "%(id)s", "Python's drivers"},
      {"SELECT @@x@@ ^FROM t", "@@x@@", "a build tool"},
      {"SELECT '{{a}}' FROM ^{{b}}", "{{b}}", "Jinja, Handlebars or Go templates"},
  };
  for (const Case& c : cases) {
    EXPECT_EQ(explain(std::string(c.text)),
              std::string(c.placeholder) + " is a template placeholder (of " +
                  std::string(c.language) + "); render the template first.")
        << c.text;
  }
}

TEST(TemplatePlaceholder, IsAnUnsetVariable) {
  const std::string hint = "The psql variable \"x\" is not set; pass -v x=VALUE or use \\set.";
  EXPECT_EQ(explain("SELECT ^:x"), hint);
  EXPECT_EQ(explain("SELECT ^:'x', 1"), hint);
  EXPECT_EQ(explain("SELECT 'é' FROM ^:\"x\".t"), hint);
}

TEST(TemplatePlaceholder, IsSilentOtherwise) {
  for (const std::string_view text :
       {"SELEC ^1", "^", "SELECT 1^", "SELECT '{{1,2},{3,4}}'::int[] FROMM ^x",
        "SELECT \"${a}\" FROMM ^x", "SELECT $$ ${a} $$ FROMM ^x", "SELECT 1 ^x -- {{ a }}",
        "SELECT a @@ b, c @@ d FROMM ^x", "SELECT 5 %(2 + 1)sum FROMM ^x",
        "SELECT '{{\n1\n}}' FROMM ^x", "{{ an earlier line }}\nSELECT FROMM ^x",
        "SELECT ^x, {{ later }}", "SELECT ^{ a", "SELECT ^{{ a", "SELECT ^a, :x", "SELECT a::^b c",
        "SELECT ':x' ^FROMM"}) {
    EXPECT_EQ(explain(std::string(text)), "") << text;
  }
  EXPECT_EQ(explain_syntax_error("SELECT", 99), "");
  EXPECT_EQ(explain_syntax_error("", 0), "");
}

}  // namespace
}  // namespace pgsettle
