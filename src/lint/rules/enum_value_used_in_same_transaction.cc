#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <set>
#include <string>
#include <vector>

#include "base/text.h"
#include "lint/findings.h"
#include "lint/linter.h"
#include "lint/rule.h"
#include "lint/transaction_units.h"
#include "sql/fallback/token.h"
#include "sql/write/quoting.h"

namespace pgsettle::rules {
namespace {

constexpr int first_version_without = 17;

struct Label {
  const Occurrence* added;
  const void* unit;
  std::set<std::string> words;  // that tell that the label is meant: the type, tables with it
};

// "public.mood[]" and "mood" are of the type mood.
bool is_of_type(std::string_view type, std::string_view name) {
  type = type.substr(0, type.find('['));
  const std::size_t dot = type.rfind('.');
  if (dot != std::string_view::npos) type.remove_prefix(dot + 1);
  return type == name;
}

// Names by enum type.
std::map<std::string, std::set<std::string>> tables_by_type(const Model& model) {
  std::map<std::string, std::set<std::string>> tables;
  for (const Occurrence* occurrence : model.occurrences()) {
    if (occurrence->action->verb == Verb::create &&
        occurrence->action->kind == ObjectKind::enum_value) {
      const std::string& type = occurrence->action->owner.name;
      tables[type].insert(type);
    }
  }
  if (tables.empty()) return tables;
  const auto add = [&](const Column& column, const QualifiedName& table) {
    for (auto& [type, names] : tables) {
      if (is_of_type(column.type, type)) names.insert(table.name);
    }
  };
  for (const Occurrence* occurrence : model.occurrences()) {
    if (occurrence->action->verb != Verb::create) continue;
    if (const auto* column = occurrence->action->as<Column>()) add(*column, occurrence->owner);
    const auto* table = occurrence->action->as<RelationDefinition>();
    if (table == nullptr) continue;
    for (const Column& column : table->columns) add(column, occurrence->object);
  }
  return tables;
}

// The strings and words of a statement.
struct Words {
  std::set<std::string> strings;
  std::set<std::string> names;
};

Words words_of(std::string_view sql) {
  Words words;
  for (std::size_t at = 0; at < sql.size();) {
    const Token token = next_token(sql, at);
    at = token.range.end;
    const std::string_view text = sql.substr(token.range.begin, token.range.size());
    if (token.kind == TokenKind::string) words.strings.emplace(text);
    if (token.kind == TokenKind::word) words.names.insert(to_lower(text));
    if (token.kind == TokenKind::quoted_identifier && text.size() > 2) {
      words.names.emplace(text.substr(1, text.size() - 2));
    }
  }
  return words;
}

bool uses(const Words& words, const Label& label) {
  return words.strings.contains(quote_literal(label.added->action->object.name)) &&
         std::ranges::any_of(label.words,
                             [&](const std::string& word) { return words.names.contains(word); });
}

bool adds_label(const LintedStatement& statement) {
  return std::ranges::any_of(statement.analysis.actions, [](const Action& action) {
    return action.kind == ObjectKind::enum_value || action.verb == Verb::comment;
  });
}

std::map<const LintedStatement*, Label> labels_of(const LintContext& context,
                                                  const TransactionUnits& units) {
  const auto tables = tables_by_type(context.model);
  std::map<const LintedStatement*, Label> labels;
  for (const Occurrence* occurrence : context.model.occurrences()) {
    const Action& action = *occurrence->action;
    if (action.verb != Verb::create || action.kind != ObjectKind::enum_value) continue;
    if (!occurrence->is_plain() || units.of(*occurrence->statement) == nullptr) continue;
    labels.emplace(occurrence->statement, Label{.added = occurrence,
                                                .unit = units.of(*occurrence->statement),
                                                .words = tables.at(action.owner.name)});
  }
  return labels;
}

void check_script(const LintedScript& script, const TransactionUnits& units,
                  const std::map<const LintedStatement*, Label>& labels, Findings& findings) {
  std::vector<const Label*> fresh;
  for (const LintedStatement& statement : script.statements) {
    const auto added = labels.find(&statement);
    if (added != labels.end()) fresh.push_back(&added->second);
    std::erase_if(fresh, [&](const Label* label) { return label->unit != units.of(statement); });
    if (fresh.empty() || adds_label(statement)) continue;
    const Words words = words_of(statement.statement->sql());
    for (const Label* label : fresh) {
      if (!uses(words, *label)) continue;
      findings.add(statement, statement.statement->range,
                   fmt::format("uses {} in the transaction that adds it (55P04 before 17)",
                               describe(*label->added->action)),
                   "Move one of them to another script.");
      break;
    }
  }
}

void check(const LintContext& context, Findings& findings) {
  if (context.options.server_version >= first_version_without) return;
  const TransactionUnits units(context);
  const auto labels = labels_of(context, units);
  if (labels.empty()) return;
  for (const LintedScript& script : context.model.scripts()) {
    if (script.reported) check_script(script, units, labels, findings);
  }
}

}  // namespace

extern const Rule enum_value_used_in_same_transaction{
    .id = "enum-value-used-in-same-transaction",
    .group = RuleGroup::transactions,
    .severity = Severity::error,
    .summary = "a new enum label used in the transaction that adds it",
    .why =
        "Before 17 a label may not be used until the transaction that has added it is committed: "
        "55P04. pgsettle runs a script in one transaction.",
    .bad =
        "CREATE TABLE IF NOT EXISTS diary (feeling mood);\nALTER TYPE mood ADD VALUE IF NOT EXISTS "
        "'happy';\nINSERT INTO diary SELECT 'happy' WHERE NOT EXISTS (SELECT FROM diary WHERE "
        "feeling = 'happy');",
    .good =
        "CREATE TABLE IF NOT EXISTS diary (feeling mood);\nALTER TYPE mood ADD VALUE IF NOT EXISTS "
        "'happy';",
    .check_directory = check,
};

}  // namespace pgsettle::rules
