#include <fmt/format.h>

#include <optional>
#include <string_view>
#include <vector>

#include "base/text.h"
#include "lint/definition.h"
#include "lint/findings.h"
#include "lint/rule.h"
#include "sql/fallback/token.h"

namespace pgsettle::rules {
namespace {

constexpr std::size_t limit = 63;  // NAMEDATALEN - 1

// Cut names are as long as whole characters allow.
bool may_be_cut(std::string_view name) { return name.size() > limit - 4; }

std::vector<std::string_view> names_of(const Action& action) {
  std::vector<std::string_view> names;
  const auto add = [&](std::string_view name) {
    if (may_be_cut(name)) names.push_back(name);
  };
  if (action.verb == Verb::create) add(action.object.name);
  if (action.verb == Verb::rename) add(action.new_name);
  if (const auto* table = action.as<RelationDefinition>()) {
    for (const Column& column : table->columns) add(column.name);
    for (const std::string& name : table->constraint_names) add(name);
  }
  return names;
}

std::string_view unquoted(std::string_view text) {
  return text.size() > 2 && text.front() == '"' ? text.substr(1, text.size() - 2) : text;
}

// A name in `sql` that is cut to `name`.
std::optional<Token> find_whole(std::string_view sql, std::string_view name) {
  for (std::size_t at = 0; at < sql.size();) {
    const Token token = next_token(sql, at);
    at = token.range.end;
    const bool identifier =
        token.kind == TokenKind::word || token.kind == TokenKind::quoted_identifier;
    if (!identifier || token.range.size() <= limit) continue;
    const std::string_view text = unquoted(sql.substr(token.range.begin, token.range.size()));
    if (text.size() > limit && equals_ignoring_case(text.substr(0, name.size()), name)) {
      return token;
    }
  }
  return std::nullopt;
}

void check(const Occurrence& occurrence, const LintContext& /*context*/, Findings& findings) {
  if (occurrence.called) return;
  for (const std::string_view name : names_of(*occurrence.action)) {
    const auto token = find_whole(sql_of(occurrence), name);
    if (!token) continue;
    findings.add(
        occurrence,
        fmt::format("\"{}\" has more than 63 bytes and becomes \"{}\"",
                    unquoted(sql_of(occurrence).substr(token->range.begin, token->range.size())),
                    name),
        "Write a shorter name.");
  }
}

}  // namespace

extern const Rule name_truncated{
    .id = "name-truncated",
    .group = RuleGroup::drift,
    .severity = Severity::error,
    .summary = "a name of more than 63 bytes",
    .why =
        "PostgreSQL cuts names at 63 bytes and says so in a NOTICE only. The object is not called "
        "as the script says: a guard that looks for the full name never finds it, and two names "
        "that are equal in the first 63 bytes are one, so that the second object is silently "
        "skipped.",
    .bad =
        "CREATE INDEX IF NOT EXISTS "
        "account_transaction_history_on_customer_identifier_and_created_at ON account (id);",
    .good = "CREATE INDEX IF NOT EXISTS account_history_customer_created ON account (id);",
    .check = check,
};

}  // namespace pgsettle::rules
