#include "sql/parse/code_text.h"

#include <algorithm>

#include "base/text.h"
#include "sql/fallback/token.h"
#include "sql/parse/catalog_reading.h"

namespace pgsettle {
namespace {

std::optional<std::string> value_of(const tree::Node& node) {
  if (node.node_case == PG_QUERY__NODE__NODE_A_CONST &&
      node.a_const->val_case == PG_QUERY__A__CONST__VAL_SVAL) {
    return std::string(node.a_const->sval->sval);
  }
  if (node.node_case != PG_QUERY__NODE__NODE_A_EXPR) return std::nullopt;
  const PgQuery__AExpr& expression = *node.a_expr;
  const bool joins = expression.kind == PG_QUERY__A__EXPR__KIND__AEXPR_OP &&
                     expression.n_name == 1 && tree::string_of(expression.name[0]) == "||" &&
                     expression.lexpr != nullptr;
  if (!joins) return std::nullopt;
  auto left = value_of(*expression.lexpr);
  const auto right = value_of(*expression.rexpr);
  return left && right ? std::optional(*left + *right) : std::nullopt;
}

// Owner of what libpg_query returns by value.
class Split {
 public:
  explicit Split(const std::string& text) : result_(pg_query_split_with_parser(text.c_str())) {}
  Split(const Split&) = delete;
  Split& operator=(const Split&) = delete;
  ~Split() { pg_query_free_split_result(result_); }

  const PgQuerySplitResult& get() const { return result_; }

 private:
  PgQuerySplitResult result_;
};

}  // namespace

CodeText::CodeText(std::string_view sql, Range body)
    : sql_(sql), body_(body), searched_(body.begin), line_begin_(body.begin) {}

void CodeText::go_to_line(std::size_t line) {
  for (; line_ < line; ++line_) {
    const std::size_t end = sql_.substr(0, body_.end).find('\n', line_begin_);
    if (end == std::string_view::npos) return;
    line_begin_ = end + 1;
  }
  searched_ = std::max(searched_, line_begin_);
}

Range CodeText::find(std::string_view statement) {
  const std::string_view text = sql_.substr(0, body_.end);
  const std::size_t at =
      statement.empty() ? std::string_view::npos : text.find(trim(statement), searched_);
  if (at == std::string_view::npos) return body_;
  searched_ = at + trim(statement).size();
  return {.begin = at, .end = searched_};
}

std::optional<std::string> constant_text(const std::string& expression) {
  std::optional<std::string> text;
  tree::parse("SELECT (" + expression + "\n)", [&](const tree::Node& statement) {
    const tree::Node* target = tree::only_target(statement);
    if (target != nullptr) text = value_of(*target);
  });
  return text;
}

std::string assigned_expression(std::string_view assignment) {
  for (std::size_t at = 0; at < assignment.size();) {
    const Token token = next_token(assignment, at);
    at = token.range.end;
    const std::string_view word = assignment.substr(token.range.begin, token.range.size());
    if (word == ":=" || word == "=") return std::string(trim(assignment.substr(at)));
    const bool target = token.kind == TokenKind::word || token.kind == TokenKind::white_space ||
                        token.kind == TokenKind::comment ||
                        token.kind == TokenKind::quoted_identifier;
    if (!target) break;  // a field or an element
  }
  return {};
}

bool is_constant_or_variable(const std::string& expression,
                             const std::set<std::string>& variables) {
  bool found = false;
  tree::parse("SELECT (" + expression + "\n)", [&](const tree::Node& statement) {
    const tree::Node* target = tree::only_target(statement);
    if (target == nullptr) return;
    const bool variable = target->node_case == PG_QUERY__NODE__NODE_COLUMN_REF &&
                          target->column_ref->n_fields == 1 &&
                          tree::reads_variable(*target, variables);
    found = variable || target->node_case == PG_QUERY__NODE__NODE_A_CONST;
  });
  return found;
}

bool returns_rows(const std::string& statement) {
  bool rows = false;
  tree::parse(statement, [&](const tree::Node& node) {
    switch (node.node_case) {
      case PG_QUERY__NODE__NODE_INSERT_STMT:
        rows = node.insert_stmt->n_returning_list > 0;
        break;
      case PG_QUERY__NODE__NODE_UPDATE_STMT:
        rows = node.update_stmt->n_returning_list > 0;
        break;
      case PG_QUERY__NODE__NODE_DELETE_STMT:
        rows = node.delete_stmt->n_returning_list > 0;
        break;
      case PG_QUERY__NODE__NODE_SELECT_STMT:
        rows = node.select_stmt->into_clause == nullptr;
        break;
      default:
        break;
    }
  });
  return rows;
}

std::vector<std::string> split_statements(const std::string& text) {
  const Split split(text);
  std::vector<std::string> statements;
  if (split.get().error == nullptr) {
    for (int i = 0; i < split.get().n_stmts; ++i) {
      const PgQuerySplitStmt& part = *split.get().stmts[i];
      statements.push_back(text.substr(static_cast<std::size_t>(part.stmt_location),
                                       static_cast<std::size_t>(part.stmt_len)));
    }
  }
  if (statements.empty()) statements.push_back(text);
  return statements;
}

}  // namespace pgsettle
