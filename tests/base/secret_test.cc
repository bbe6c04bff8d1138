#include "base/secret.h"

#include <gtest/gtest.h>

#include <utility>
#include <vector>

namespace pgsettle {
namespace {

using Case = std::pair<std::string_view, std::string_view>;

TEST(RedactConnection, HidesPasswordsInUris) {
  const Case cases[] = {
      {"postgresql://u:secret@h:5432/d", "postgresql://u:***@h:5432/d"},
      {"see postgres://u:secret@h/d now", "see postgres://u:***@h/d now"},
      {"postgres://u:a@b@h/d", "postgres://u:***@h/d"},
      {"postgres://u:a#b@h/d", "postgres://u:***@h/d"},
      {"postgres://u:a?b@h/d", "postgres://u:***@h/d"},
      {"postgres://u:a/b@h/d", "postgres://u:***@h/d"},
      {"postgres://u:a:b@h/d", "postgres://u:***@h/d"},
      {"postgresql+psycopg2://u:secret@h/d", "postgresql+psycopg2://u:***@h/d"},
      {"postgres://:secret@h/d", "postgres://:***@h/d"},
      {"postgres://h/d?password=secret&user=u", "postgres://h/d?password=***&user=u"},
      {"postgres://u:x@h/d?sslpassword=secret", "postgres://u:***@h/d?sslpassword=***"},
      {"postgres://a:x@h/d postgres://b:y@h/d", "postgres://a:***@h/d postgres://b:***@h/d"},
  };
  for (const auto& [text, redacted] : cases) EXPECT_EQ(redact_connection(text), redacted);
}

TEST(RedactConnection, HidesPasswordsInConninfo) {
  const Case cases[] = {
      {"host=h password=secret user=u", "host=h password=*** user=u"},
      {"host=h PASSWORD = secret", "host=h PASSWORD = ***"},
      {"password='a b' user=u", "password=*** user=u"},
      {"password = 'it\\'s' user=u", "password = *** user=u"},
      {"password=a\\ b user=u", "password=*** user=u"},
      {"password=a&b'c user=u", "password=*** user=u"},
      {"password='secret", "password=***"},
      {"sslpassword=secret", "sslpassword=***"},
      {"PGPASSWORD=secret psql", "PGPASSWORD=*** psql"},
  };
  for (const auto& [text, redacted] : cases) EXPECT_EQ(redact_connection(text), redacted);
}

TEST(RedactConnection, KeepsTheRest) {
  for (const std::string_view text :
       {"", "app", "postgresql:///app", "postgresql://h:5432/app", "postgresql://u@h:5432/app",
        "postgresql://u:@h/app", "host=h user=u", "password=", "passfile=/x", "no password given",
        "password authentication failed for user \"u\""}) {
    EXPECT_EQ(redact_connection(text), text);
  }
}

TEST(RedactSql, HidesPasswordsAndKeepsOffsets) {
  const Case cases[] = {
      {"CREATE ROLE r PASSWORD 'secret' LOGIN", "CREATE ROLE r PASSWORD '******' LOGIN"},
      {"ALTER ROLE r ENCRYPTED password\n'it''s'", "ALTER ROLE r ENCRYPTED password\n'*****'"},
      {"ALTER ROLE r PASSWORD E'a\\'b' x", "ALTER ROLE r PASSWORD E'****' x"},
      {"ALTER ROLE r PASSWORD U&'ab'", "ALTER ROLE r PASSWORD U&'**'"},
      {"ALTER ROLE r PASSWORD 'a\\' x 'y'", "ALTER ROLE r PASSWORD '**' x 'y'"},
      {"OPTIONS (user 'u', password 'secret')", "OPTIONS (user 'u', password '******')"},
      {"PASSWORD 'unfinished", "PASSWORD '**********"},
      {"CREATE SUBSCRIPTION s CONNECTION 'host=h password=secret dbname=d' PUBLICATION p",
       "CREATE SUBSCRIPTION s CONNECTION 'host=h password=****** dbname=d' PUBLICATION p"},
      {"CONNECTION 'password=''a b'' dbname=d'", "CONNECTION 'password=******* dbname=d'"},
      {"CONNECTION 'postgresql://u:pw@h/d'", "CONNECTION 'postgresql://u:**@h/d'"},
      {"SELECT dblink('postgresql://u:pw@h/d')", "SELECT dblink('postgresql://u:**@h/d')"},
  };
  for (const auto& [sql, redacted] : cases) EXPECT_EQ(redact_sql(sql), redacted);
}

TEST(RedactSql, KeepsTheRest) {
  for (const std::string_view sql :
       {"", "ALTER ROLE r PASSWORD NULL", "SELECT old_password 'x'", "UPDATE u SET password = 'x'",
        "CREATE TABLE u (password text DEFAULT 'x')", "SELECT 'a' || password || 'b'",
        "SELECT connection 'x'", "ALTER ROLE r PASSWORD ''"}) {
    EXPECT_EQ(redact_sql(sql), sql);
  }
}

TEST(RedactSql, TakesLongLiterals) {
  const std::string literal(1'000'000, 'x');
  const std::string redacted = redact_sql("PASSWORD '" + literal + "'");
  EXPECT_EQ(redacted, "PASSWORD '" + std::string(literal.size(), '*') + "'");
}

TEST(RedactArguments, OverwritesInPlace) {
  std::string program = "password=kept";
  std::string uri = "--url=postgresql://u:secret@h/d";
  std::string plain = "--quiet";
  std::vector<char*> arguments = {program.data(), uri.data(), plain.data()};
  redact_arguments(static_cast<int>(arguments.size()), arguments.data());
  EXPECT_STREQ(arguments[0], "password=kept");
  EXPECT_STREQ(arguments[1], "--url=postgresql://u:***@h/d");
  EXPECT_EQ(uri.find("secret"), std::string::npos);
  EXPECT_STREQ(arguments[2], "--quiet");
}

}  // namespace
}  // namespace pgsettle
