#include "sql/parse/code_block.h"

#include <pg_query.h>

#include <algorithm>

#include "sql/knowledge/sqlstate.h"
#include "sql/parse/code_reader.h"

namespace pgsettle {
namespace {

// Owner of what libpg_query returns by value.
class Parsed {
 public:
  explicit Parsed(const std::string& sql) : result_(pg_query_parse_plpgsql(sql.c_str())) {}
  Parsed(const Parsed&) = delete;
  Parsed& operator=(const Parsed&) = delete;
  ~Parsed() { pg_query_free_plpgsql_parse_result(result_); }

  const PgQueryPlpgsqlParseResult& get() const { return result_; }

 private:
  PgQueryPlpgsqlParseResult result_;
};

}  // namespace

CodeBlock read_code_block(std::string_view sql, Range body) {
  const Parsed parsed{std::string(sql)};
  if (parsed.get().error != nullptr) {
    return {.statements = {}, .problem = parsed.get().error->message};
  }
  return read_code(parsed.get().plpgsql_funcs, sql, body);
}

const CodeHandler* catching_handler(const CodeStatement& statement, std::string_view sqlstate) {
  const auto found = std::ranges::find_if(statement.handlers, [&](const CodeHandler& handler) {
    return std::ranges::any_of(handler.conditions, [&](const std::string& condition) {
      return catches(condition, sqlstate);
    });
  });
  return found != statement.handlers.end() ? &*found : nullptr;
}

bool is_hidden_alone(const CodeStatement& statement, std::string_view sqlstate) {
  const CodeHandler* handler = catching_handler(statement, sqlstate);
  return handler != nullptr && handler->hides && handler->statements == 1;
}

}  // namespace pgsettle
