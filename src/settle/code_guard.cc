#include "settle/code_guard.h"

#include <algorithm>
#include <array>

#include "base/text.h"
#include "sql/fallback/names_in.h"
#include "sql/fallback/token.h"

namespace pgsettle {
namespace {

// What reads the catalog and does nothing.
constexpr auto harmless_calls = std::to_array<std::string_view>({"all",
                                                                 "and",
                                                                 "any",
                                                                 "array_agg",
                                                                 "array_length",
                                                                 "coalesce",
                                                                 "col_description",
                                                                 "count",
                                                                 "current_database",
                                                                 "current_schema",
                                                                 "current_schemas",
                                                                 "current_setting",
                                                                 "exists",
                                                                 "format_type",
                                                                 "has_schema_privilege",
                                                                 "has_table_privilege",
                                                                 "in",
                                                                 "lower",
                                                                 "max",
                                                                 "min",
                                                                 "not",
                                                                 "nullif",
                                                                 "obj_description",
                                                                 "or",
                                                                 "pg_get_constraintdef",
                                                                 "pg_get_expr",
                                                                 "pg_get_functiondef",
                                                                 "pg_get_indexdef",
                                                                 "pg_get_userbyid",
                                                                 "pg_has_role",
                                                                 "pg_table_is_visible",
                                                                 "pg_type_is_visible",
                                                                 "quote_ident",
                                                                 "select",
                                                                 "then",
                                                                 "to_regclass",
                                                                 "to_regnamespace",
                                                                 "to_regproc",
                                                                 "to_regprocedure",
                                                                 "to_regrole",
                                                                 "to_regtype",
                                                                 "unnest",
                                                                 "upper",
                                                                 "values",
                                                                 "version",
                                                                 "when",
                                                                 "where"});

bool is_harmless(const std::string& condition) {
  return std::ranges::all_of(called_names_in(condition), [](const std::string& name) {
    return std::ranges::find(harmless_calls, name) != harmless_calls.end();
  });
}

// RAISE without a level is an error.
bool is_message(std::string_view text) {
  for (std::size_t at = text.find("raise"); at != std::string_view::npos;
       at = text.find("raise", at + 1)) {
    const std::string_view level = trim(text.substr(at + 5));
    const bool harmless = std::ranges::any_of(
        std::to_array<std::string_view>({"notice", "info", "debug", "log", "warning"}),
        [&](std::string_view word) { return level.starts_with(word); });
    if (!harmless) return false;
  }
  return true;
}

// In lower case, without strings and comments.
std::string bare_text(std::string_view sql) {
  std::string text;
  for (std::size_t at = 0; at < sql.size();) {
    const Token token = next_token(sql, at);
    at = token.range.end;
    const bool told = token.kind != TokenKind::string && token.kind != TokenKind::comment;
    text += told ? to_lower(sql.substr(token.range.begin, token.range.size())) : " ";
  }
  return text;
}

// The body is a string itself.
std::string bare_code(std::string_view sql) {
  for (std::size_t at = 0; at < sql.size();) {
    const Token token = next_token(sql, at);
    at = token.range.end;
    if (token.kind != TokenKind::string) continue;
    std::string_view body = sql.substr(token.range.begin, token.range.size());
    if (!body.starts_with('$')) break;  // its quotes are doubled
    const std::size_t tag = body.find('$', 1) + 1;
    body = body.substr(tag, body.size() - 2 * tag);
    return bare_text(body);
  }
  return to_lower(sql);
}

bool has_word(std::string_view text, std::string_view word) {
  const auto is_letter = [](char c) {
    return std::isalnum(static_cast<unsigned char>(c)) != 0 || c == '_';
  };
  for (std::size_t at = text.find(word); at != std::string_view::npos;
       at = text.find(word, at + 1)) {
    const bool begins = at == 0 || !is_letter(text[at - 1]);
    const std::size_t end = at + word.size();
    if (begins && (end == text.size() || !is_letter(text[end]))) return true;
  }
  return false;
}

}  // namespace

bool is_simple(const CodeBlock& code, std::string_view sql) {
  if (code.problem) return false;
  const std::string text = bare_code(sql);
  if (text.find(":=") != std::string::npos) return false;
  for (const std::string_view word :
       {"declare", "loop", "while", "perform", "call", "into", "open", "fetch", "elsif", "elseif",
        "else", "case", "assert", "commit", "rollback", "get", "return"}) {
    if (has_word(text, word)) return false;
  }
  if (has_word(text, "raise") && !is_message(text)) return false;
  return std::ranges::all_of(code.statements, [](const CodeStatement& statement) {
    // SET in it lasts beyond it.
    const bool session = std::ranges::any_of(statement.actions, [](const Action& action) {
      return action.verb == Verb::session || action.verb == Verb::control;
    });
    const bool harmless = std::ranges::all_of(
        statement.conditions, [](const CodeCondition& c) { return is_harmless(c.text); });
    return statement.understood && !statement.dynamic && !statement.actions.empty() && !session &&
           harmless;
  });
}

std::vector<std::string> questions_of(const CodeBlock& code, std::string_view sql) {
  std::vector<std::string> questions;
  if (!is_simple(code, sql)) return questions;
  for (const CodeStatement& statement : code.statements) {
    if (statement.conditions.empty()) return {};
    const CodeCondition& outermost = statement.conditions.front();
    if (!outermost.asks_catalog || outermost.negated) return {};
    if (std::ranges::find(questions, outermost.text) == questions.end()) {
      questions.push_back(outermost.text);
    }
  }
  return questions;
}

bool is_caught(const CodeStatement& statement, const Action& action) {
  if (statement.handlers.empty()) return false;
  const CodeHandler& handler = statement.handlers.front();
  if (handler.raises || handler.statements != 1) return false;
  const auto catches = [&](std::string_view name, std::string_view sqlstate) {
    return std::ranges::any_of(handler.conditions, [&](const std::string& condition) {
      return condition == name || condition == sqlstate;
    });
  };
  switch (action.kind) {
    case ObjectKind::type:
    case ObjectKind::domain:
    case ObjectKind::constraint:
    case ObjectKind::trigger:
    case ObjectKind::policy:
    case ObjectKind::role:
      return catches("duplicate_object", "42710");
    case ObjectKind::column:
      return catches("duplicate_column", "42701");
    case ObjectKind::table:
    case ObjectKind::index:
    case ObjectKind::view:
    case ObjectKind::sequence:
    case ObjectKind::materialized_view:
      return catches("duplicate_table", "42p07") || catches("duplicate_table", "42P07");
    case ObjectKind::schema:
      return catches("duplicate_schema", "42p06") || catches("duplicate_schema", "42P06");
    default:
      return false;
  }
}

}  // namespace pgsettle
