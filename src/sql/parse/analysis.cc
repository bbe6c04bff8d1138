#include "sql/parse/analysis.h"

#include <utility>

#include "sql/action/action_reader.h"
#include "sql/fallback/token.h"
#include "sql/parse/expression_depth.h"
#include "sql/parse/tree.h"
#include "sql/read/comments.h"

namespace pgsettle {
namespace {

// Where libpg_query is a shared library it hands trees out as bytes, which takes time that grows
// with the square of their depth. No statement that somebody wrote comes near.
constexpr std::size_t deepest = 4000;

bool is_plpgsql_block(const tree::Node& statement) {
  if (statement.node_case != PG_QUERY__NODE__NODE_DO_STMT) return false;
  const PgQuery__DoStmt& block = *statement.do_stmt;
  const auto* language = tree::find_option(tree::nodes(block.args, block.n_args), "language");
  return language == nullptr || tree::string_of(language->arg) == "plpgsql";
}

// The literal of the body is the longest string of the statement.
Range body_range(std::string_view sql) {
  Range longest;
  for (std::size_t at = 0; at < sql.size();) {
    const Token token = next_token(sql, at);
    at = token.range.end;
    if (token.kind == TokenKind::string && token.range.size() > longest.size()) {
      longest = token.range;
    }
  }
  return longest;
}

}  // namespace

Analysis analyse(std::string_view sql, AnalysisDetail detail) {
  Analysis analysis;
  if (sql.size() > deepest && expression_depth(sql) > deepest) {
    analysis.code = CodeBlock{.statements = {}, .problem = "nested too deeply to be judged"};
    return analysis;
  }
  const std::string text(sql);
  bool has_code = false;
  const auto read = [&](const tree::Node& statement) {
    tree::ActionReader reader(sql, detail == AnalysisDetail::declarations);
    reader.read(statement);
    analysis.actions = reader.take();
    has_code = is_plpgsql_block(statement);
  };
  const std::optional<tree::Problem> problem = tree::parse(text, read);
  if (problem && tree::parse(without_comments(text), read)) {
    analysis.problem = {.character = problem->character, .message = problem->message};
    return analysis;
  }
  if (has_code) analysis.code = read_code_block(sql, body_range(sql));
  for (Action& action : analysis.actions) {
    auto* routine = std::get_if<RoutineDefinition>(&action.details);
    if (routine != nullptr && !routine->body.empty()) routine->body_range = body_range(sql);
  }
  return analysis;
}

}  // namespace pgsettle
