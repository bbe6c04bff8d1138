#include "lint/table_change.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <optional>
#include <set>

#include "base/text.h"
#include "lint/clauses.h"
#include "sql/fallback/token.h"
#include "sql/parse/canonical_text.h"
#include "sql/write/column_text.h"
#include "sql/write/quoting.h"

namespace pgsettle {
namespace {

std::string_view text_of(const Occurrence& occurrence) {
  return occurrence.code != nullptr ? std::string_view(occurrence.code->sql)
                                    : occurrence.statement->statement->sql();
}

// A column where it is declared first, by CREATE TABLE or ADD COLUMN.
struct ColumnDeclaration {
  const Occurrence* occurrence;
  const Column* column;

  std::string_view text() const {
    return text_of(*occurrence).substr(column->range.begin, column->range.size());
  }
};

std::optional<ColumnDeclaration> declaration_of(const Model& model, const QualifiedName& table,
                                                std::string_view column) {
  for (const Occurrence* occurrence : model.occurrences()) {
    const Action& action = *occurrence->action;
    if (action.verb != Verb::create) continue;
    if (const auto* definition = action.as<RelationDefinition>();
        definition != nullptr && occurrence->object == table) {
      for (const Column& candidate : definition->columns) {
        if (candidate.name == column) return ColumnDeclaration{occurrence, &candidate};
      }
    }
    const auto* added = action.as<Column>();
    if (added != nullptr && occurrence->owner == table && added->name == column) {
      return ColumnDeclaration{occurrence, added};
    }
  }
  return std::nullopt;
}

// Statements that change one column, in order.
std::vector<const Occurrence*> on_column(const Model& model, const QualifiedName& table,
                                         std::string_view column) {
  std::vector<const Occurrence*> found;
  for (const Occurrence* occurrence : model.occurrences()) {
    const Action& action = *occurrence->action;
    // SET DEFAULT and the like are an ALTER of the table's kind.
    if (occurrence->owner != table) continue;
    if (action.kind != ObjectKind::column && action.verb != Verb::alter) continue;
    if (action.object.name == column || action.new_name == column) found.push_back(occurrence);
  }
  return found;
}

bool has(const std::vector<const Occurrence*>& list, Verb verb) {
  return std::ranges::any_of(list, [&](const Occurrence* o) { return o->action->verb == verb; });
}

bool has_change(const std::vector<const Occurrence*>& list, std::initializer_list<Change> changes) {
  return std::ranges::any_of(list, [&](const Occurrence* occurrence) {
    return std::ranges::find(changes, occurrence->action->change) != changes.end();
  });
}

// As it is after all statements have run.
std::string final_type(const ColumnDeclaration& declared,
                       const std::vector<const Occurrence*>& changes) {
  std::string type = declared.column->type;
  for (const Occurrence* occurrence : changes) {
    const auto* change = occurrence->action->as<ColumnTypeChange>();
    if (change != nullptr) type = change->type;
  }
  return type;
}

// What a serial is beside its sequence.
std::string stored_type(const std::string& type) {
  if (type == "serial" || type == "serial4") return "integer";
  if (type == "bigserial" || type == "serial8") return "bigint";
  if (type == "smallserial" || type == "serial2") return "smallint";
  return type;
}

// CONSTRAINT, CHECK, UNIQUE, ... between the columns of a CREATE TABLE, canonical.
std::vector<std::string> table_constraints(std::string_view sql) {
  constexpr std::array words = std::to_array<std::string_view>(
      {"constraint ", "check ", "unique ", "primary key ", "foreign key ", "exclude "});
  std::vector<std::string> constraints;
  std::size_t at = sql.find('(');
  while (at != std::string_view::npos && at < sql.size()) {
    const Range element = list_element(sql, at + 1);
    if (element.end <= at + 1) break;
    const std::string text = canonical_text(sql.substr(element.begin, element.size()));
    if (std::ranges::any_of(words, [&](std::string_view w) { return text.starts_with(w); })) {
      constraints.push_back(text);
    }
    at = element.end;
    while (at < sql.size()) {  // to the comma, over white space and comments
      const Token token = next_token(sql, at);
      if (token.kind != TokenKind::white_space && token.kind != TokenKind::comment) break;
      at = token.range.end;
    }
    if (at >= sql.size() || sql[at] != ',') break;
  }
  return constraints;
}

std::string constraint_name(const std::string& constraint) {
  constexpr std::string_view word = "constraint ";
  if (!constraint.starts_with(word)) return {};
  const Token name = next_token(constraint, word.size());
  return constraint.substr(name.range.begin, name.range.size());
}

class TableComparison {
 public:
  TableComparison(const Model& old, const Model& now, const Occurrence& after)
      : old_(old), now_(now), after_(after) {
    const bool member = after.action->kind == ObjectKind::column;
    key_ = member ? after.owner : after.object;
    table_ = sql_name(member ? after.action->owner : after.action->object);
  }

  std::vector<DefinitionChange> take() { return std::move(changes_); }

  void compare_column(const Column& column) {
    const std::vector<const Occurrence*> now = on_column(now_, key_, column.name);
    const std::optional<ColumnDeclaration> before = declaration_of(old_, key_, column.name);
    const ColumnDeclaration after = {&after_, &column};
    const std::string name = sql_identifier(column.name);
    if (!before) {
      if (!has(now, Verb::create) && !has(now, Verb::rename)) {
        add(column,
            fmt::format("databases that have table {} do not receive column {}", table_, name),
            add_column_hint(after));
      }
      return;
    }
    const std::vector<const Occurrence*> old = on_column(old_, key_, column.name);
    if (has(old, Verb::drop) || has(now, Verb::drop)) return;
    const ColumnText old_text = read_column_text(before->text());
    const ColumnText new_text = read_column_text(after.text());
    const std::string old_type = stored_type(final_type(*before, old));
    const std::string new_type = stored_type(column.type);
    const bool alters_type = has_change(now, {Change::column_type});
    std::string statements;
    if (old_type != new_type && !alters_type) {
      statements += alter(name, fmt::format("TYPE {0} USING {1}::{0}", new_type, name));
    }
    const bool sets_default = has_change(now, {Change::set_default, Change::drop_default}) ||
                              has_change(old, {Change::set_default, Change::drop_default});
    if (canonical_text(old_text.fallback) != canonical_text(new_text.fallback) && !sets_default) {
      statements += new_text.fallback.empty()
                        ? alter(name, "DROP DEFAULT")
                        : alter(name, fmt::format("SET DEFAULT {}", new_text.fallback));
    }
    const bool sets_null = has_change(now, {Change::set_not_null, Change::drop_not_null}) ||
                           has_change(old, {Change::set_not_null, Change::drop_not_null});
    if (old_text.not_null != new_text.not_null && before->column->not_null != column.not_null &&
        !sets_null) {
      statements += alter(name, column.not_null ? "SET NOT NULL" : "DROP NOT NULL");
    }
    if (!statements.empty()) {
      add(column,
          fmt::format("databases that have table {} do not receive the change of column {}", table_,
                      name),
          "Add:" + statements);
    } else if (old_text.rest != new_text.rest && !constrains_anew()) {
      add(column,
          fmt::format("databases that have table {} keep the old constraints of column {}", table_,
                      name),
          "Add them in an ALTER TABLE ... ADD CONSTRAINT under a new name, with a guard.");
    }
  }

  void compare_removed(const RelationDefinition& before) {
    for (const Column& column : before.columns) {
      if (declaration_of(now_, key_, column.name)) continue;
      const auto old = on_column(old_, key_, column.name);
      const auto now = on_column(now_, key_, column.name);
      if (has(old, Verb::drop) || has(old, Verb::rename) || has(now, Verb::drop) ||
          has(now, Verb::rename)) {
        continue;
      }
      const std::string name = sql_identifier(column.name);
      add(fmt::format("databases that have table {} keep column {}", table_, name),
          fmt::format("Add, when its data may be lost:\nALTER TABLE {} DROP COLUMN IF EXISTS {};",
                      table_, name));
    }
  }

  void compare_constraints(const Occurrence& before) {
    if (constrains_anew()) return;
    const std::vector<std::string> old = table_constraints(text_of(before));
    const std::vector<std::string> now = table_constraints(text_of(after_));
    for (const std::string& constraint : now) {
      if (std::ranges::find(old, constraint) != old.end()) continue;
      add(fmt::format("databases that have table {} do not receive the constraint: {}", table_,
                      constraint),
          constraint_hint(constraint));
    }
    for (const std::string& constraint : old) {
      const std::string name = constraint_name(constraint);
      const auto same_name = [&](const std::string& other) {
        return !name.empty() && constraint_name(other) == name;
      };
      if (std::ranges::find(now, constraint) != now.end() || std::ranges::any_of(now, same_name)) {
        continue;
      }
      add(fmt::format("databases that have table {} keep the constraint: {}", table_, constraint),
          name.empty()
              ? "Add an ALTER TABLE ... DROP CONSTRAINT IF EXISTS with the name that "
                "PostgreSQL gave it (psql's \\d shows it)."
              : fmt::format("Add:\nALTER TABLE {} DROP CONSTRAINT IF EXISTS {};", table_, name));
    }
  }

  bool is_empty() const { return changes_.empty(); }

  void add(std::string message, std::string hint) {
    changes_.push_back({.occurrence = &after_,
                        .range = after_.range(),
                        .message = std::move(message),
                        .hint = std::move(hint)});
  }

 private:
  std::string alter(const std::string& column, const std::string& what) const {
    return fmt::format("\nALTER TABLE {} ALTER COLUMN {} {};", table_, column, what);
  }

  std::string add_column_hint(const ColumnDeclaration& added) const {
    const ColumnText text = read_column_text(added.text());
    const bool filled = !text.fallback.empty() || added.column->generated ||
                        added.column->fallback != DefaultKind::none;
    const std::string start = fmt::format("Add:\nALTER TABLE {} ADD COLUMN IF NOT EXISTS ", table_);
    if (!text.not_null || filled) return fmt::format("{}{};", start, added.text());
    const std::string name = sql_identifier(added.column->name);
    return fmt::format(
        "{0}{1};\nUPDATE {2} SET {3} = ... WHERE {3} IS NULL;\n"
        "ALTER TABLE {2} ALTER COLUMN {3} SET NOT NULL;",
        start, text.without_not_null, table_, name);
  }

  std::string constraint_hint(const std::string& constraint) const {
    const std::string given = constraint_name(constraint);
    const std::string name = given.empty() ? fmt::format("{}_new_constraint", key_.name) : given;
    const std::string definition =
        given.empty() ? fmt::format("CONSTRAINT {} {}", name, constraint) : constraint;
    const std::string plain = name.starts_with('"') ? name.substr(1, name.size() - 2) : name;
    return fmt::format(
        "Add:\nDO $do$ BEGIN\n  IF NOT EXISTS (SELECT FROM pg_catalog.pg_constraint\n"
        "      WHERE conrelid = {}::regclass AND conname = {}) THEN\n"
        "    ALTER TABLE {} ADD {};\n  END IF;\nEND $do$;",
        literal(table_), literal(plain), table_, definition);
  }

  // Constraints and unique indexes of the table in statements of their own, which were not there
  // before, or are dropped now.
  bool constrains_anew() const {
    const auto count = [&](const Model& model) {
      return std::ranges::count_if(model.occurrences(), [&](const Occurrence* occurrence) {
        const Action& action = *occurrence->action;
        const bool kind = action.kind == ObjectKind::constraint || action.kind == ObjectKind::index;
        return kind && occurrence->owner == key_;
      });
    };
    return count(now_) > count(old_);
  }

  void add(const Column& column, std::string message, std::string hint) {
    add(std::move(message), std::move(hint));
    if (!after_.is_plain()) return;
    const Statement& statement = *after_.statement->statement;
    changes_.back().range = {.begin = statement.source_offset(column.range.begin),
                             .end = statement.source_offset(column.range.end)};
  }

  const Model& old_;
  const Model& now_;
  const Occurrence& after_;
  QualifiedName key_;
  std::string table_;
  std::vector<DefinitionChange> changes_;
};

}  // namespace

std::vector<DefinitionChange> table_changes(const Model& old, const Occurrence& before,
                                            const Model& now, const Occurrence& after) {
  TableComparison comparison(old, now, after);
  for (const Column& column : after.action->as<RelationDefinition>()->columns) {
    comparison.compare_column(column);
  }
  comparison.compare_removed(*before.action->as<RelationDefinition>());
  comparison.compare_constraints(before);
  return comparison.take();
}

std::vector<DefinitionChange> added_column_changes(const Model& old, const Model& now,
                                                   const Occurrence& added) {
  const auto* column = added.action->as<Column>();
  TableComparison comparison(old, now, added);
  // Without an old declaration it is new, and received; with one in today's CREATE TABLE that one
  // is compared.
  const std::optional<ColumnDeclaration> first = declaration_of(now, added.owner, column->name);
  const bool is_first = first && first->occurrence == &added;
  if (is_first && declaration_of(old, added.owner, column->name)) {
    comparison.compare_column(*column);
  }
  return comparison.take();
}

}  // namespace pgsettle
