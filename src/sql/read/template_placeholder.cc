#include "sql/read/template_placeholder.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "base/utf8.h"
#include "sql/fallback/token.h"
#include "sql/read/variables.h"

namespace pgsettle {
namespace {

struct Placeholder {
  std::string_view open;
  std::string_view close;
  std::string_view language;
  bool name_only = false;  // what opens it is also an operator; only a name may stand inside
};

constexpr std::array placeholders = {
    Placeholder{"{{", "}}", "Jinja, Handlebars or Go templates"},
    Placeholder{"{%", "%}", "Jinja"},
    Placeholder{"${", "}", "the shell, Flyway or envsubst"},
    Placeholder{"<%", "%>", "ERB or EJS"},
    Placeholder{"%(", ")s", "Python's drivers", true},
    Placeholder{"@@", "@@", "a build tool", true},
};

// The explanation when one starts at the beginning of `text`, which is the rest of a line.
std::string explain_placeholder(std::string_view text) {
  for (const Placeholder& placeholder : placeholders) {
    if (!text.starts_with(placeholder.open)) continue;
    const std::size_t begin = placeholder.open.size();
    const std::size_t end = text.find(placeholder.close, begin);
    if (end == std::string_view::npos) continue;
    const bool name = Variables::is_valid_name(text.substr(begin, end - begin));
    if (placeholder.name_only && !name) continue;
    return fmt::format("{} is a template placeholder (of {}); render the template first.",
                       text.substr(0, end + placeholder.close.size()), placeholder.language);
  }
  return {};
}

std::string explain_unset_variable(std::string_view reference) {
  std::string_view name = reference.substr(1);
  if (name.starts_with('\'') || name.starts_with('"')) name = name.substr(1, name.size() - 2);
  return fmt::format(R"(The psql variable "{0}" is not set; pass -v {0}=VALUE or use \set.)", name);
}

bool is_quoted(TokenKind kind) {
  return kind == TokenKind::string || kind == TokenKind::quoted_identifier ||
         kind == TokenKind::comment;
}

}  // namespace

std::string explain_syntax_error(std::string_view sql, std::size_t at) {
  const std::size_t offset = offset_of_character(sql, at);
  const std::size_t newline = offset == 0 ? std::string_view::npos : sql.rfind('\n', offset - 1);
  const std::size_t line_begin = newline == std::string_view::npos ? 0 : newline + 1;
  const std::size_t line_end = std::min(sql.find('\n', offset), sql.size());
  // The grammar may take the first signs of a placeholder for an operator and stop behind it.
  for (std::size_t i = 0; i <= offset && i < sql.size();) {
    const Token token = next_token(sql, i);
    if (i >= line_begin && !is_quoted(token.kind)) {
      std::string explanation = explain_placeholder(sql.substr(i, line_end - i));
      if (!explanation.empty()) return explanation;
    }
    if (token.kind == TokenKind::variable && offset < token.range.end) {
      return explain_unset_variable(sql.substr(i, token.range.size()));
    }
    i = token.range.end;
  }
  return {};
}

}  // namespace pgsettle
