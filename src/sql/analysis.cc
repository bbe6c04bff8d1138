#include "sql/analysis.h"

#include <utility>

#include "sql/action_reader.h"
#include "sql/comments.h"
#include "sql/expression_depth.h"
#include "sql/token.h"
#include "sql/tree.h"

namespace pgsettle {
namespace {

// libpg_query hands trees out as protobuf messages, which takes time that grows with the square of
// their depth. No statement that somebody wrote comes near.
constexpr std::size_t deepest = 4000;

bool is_plpgsql(std::span<tree::Node* const> options) {
  const PgQuery__DefElem* language = tree::find_option(options, "language");
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

Analysis analyse(std::string_view sql) {
  Analysis analysis;
  if (sql.size() > deepest && expression_depth(sql) > deepest) {
    analysis.code = CodeBlock{.statements = {}, .problem = "nested too deeply to be judged"};
    return analysis;
  }
  const std::string text(sql);
  auto parsed = std::make_unique<tree::ParseTree>(text);
  if (parsed->problem()) {
    const tree::ParseTree::Problem problem = *parsed->problem();
    parsed = std::make_unique<tree::ParseTree>(without_comments(text));
    if (parsed->problem()) {
      analysis.problem = {.character = problem.character, .message = problem.message};
      return analysis;
    }
  }
  const tree::Node* statement = parsed->statement();
  if (statement == nullptr) return analysis;
  tree::ActionReader reader(sql);
  reader.read(*statement);
  analysis.actions = reader.take();
  if (statement->node_case == PG_QUERY__NODE__NODE_DO_STMT) {
    const PgQuery__DoStmt& block = *statement->do_stmt;
    if (is_plpgsql(tree::nodes(block.args, block.n_args))) {
      analysis.code = read_code_block(sql, body_range(sql));
    }
  }
  for (Action& action : analysis.actions) {
    auto* routine = std::get_if<RoutineDefinition>(&action.details);
    if (routine != nullptr && !routine->body.empty()) routine->body_range = body_range(sql);
  }
  return analysis;
}

}  // namespace pgsettle
