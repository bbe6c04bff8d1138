#include "sql/template_placeholder.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "base/utf8.h"
#include "sql/token.h"

namespace pgsettle {
namespace {

struct Placeholder {
  std::string_view open;
  std::string_view close;
  std::string_view language;
};

constexpr std::array placeholders = {
    Placeholder{"{{", "}}", "Jinja, Handlebars or Go templates"},
    Placeholder{"{%", "%}", "Jinja"},
    Placeholder{"${", "}", "the shell, Flyway or envsubst"},
    Placeholder{"<%", "%>", "ERB or EJS"},
    Placeholder{"%(", ")s", "Python's drivers"},
    Placeholder{"@@", "@@", "a build tool"},
};

std::string_view line_of(std::string_view sql, std::size_t at) {
  const std::size_t before = at == 0 ? std::string_view::npos : sql.rfind('\n', at - 1);
  const std::size_t begin = before == std::string_view::npos ? 0 : before + 1;
  return sql.substr(begin, std::min(sql.find('\n', at), sql.size()) - begin);
}

std::string unset_variable(std::string_view sql, std::size_t at) {
  for (std::size_t i = 0; i <= at && i < sql.size();) {
    const Token token = next_token(sql, i);
    const bool here = at >= token.range.begin && at < token.range.end;
    if (token.kind == TokenKind::variable && here) {
      std::string_view name = sql.substr(token.range.begin + 1, token.range.size() - 1);
      if (name.starts_with('\'') || name.starts_with('"')) name = name.substr(1, name.size() - 2);
      return fmt::format("The psql variable \"{0}\" is not set; pass -v {0}=VALUE or use \\set.",
                         name);
    }
    i = token.range.end;
  }
  return {};
}

}  // namespace

std::string explain_syntax_error(std::string_view sql, std::size_t at) {
  const std::size_t offset = std::min(offset_of_character(sql, at), sql.size());
  const std::string_view line = line_of(sql, offset);
  for (const Placeholder& placeholder : placeholders) {
    const std::size_t open = line.find(placeholder.open);
    if (open == std::string_view::npos) continue;
    const std::size_t close = line.find(placeholder.close, open + placeholder.open.size());
    if (close == std::string_view::npos) continue;
    return fmt::format("{} is a template placeholder (of {}); render the template first.",
                       line.substr(open, close + placeholder.close.size() - open),
                       placeholder.language);
  }
  return unset_variable(sql, offset);
}

}  // namespace pgsettle
