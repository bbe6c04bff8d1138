#include "lint/definition_change.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <set>

#include "lint/clauses.h"
#include "lint/table_change.h"
#include "sql/parse/canonical_text.h"
#include "sql/write/quoting.h"

namespace pgsettle {
namespace {

std::string_view text_of(const Occurrence& occurrence) {
  return occurrence.code != nullptr ? std::string_view(occurrence.code->sql)
                                    : occurrence.statement->statement->sql();
}

// Without what only says how it is created.
std::string definition_of(const Occurrence& occurrence) {
  std::string text = canonical_text(text_of(occurrence));
  for (const std::string_view clause : {"if not exists ", "concurrently ", "if exists "}) {
    const std::size_t at = text.find(clause);
    if (at != std::string::npos && at < text.find('(')) text.erase(at, clause.size());
  }
  while (text.ends_with(';') || text.ends_with(' ')) text.pop_back();
  return text;
}

bool has_definition(ObjectKind kind) {
  switch (kind) {
    case ObjectKind::collation:
    case ObjectKind::constraint:
    case ObjectKind::domain:
    case ObjectKind::domain_constraint:
    case ObjectKind::foreign_table:
    case ObjectKind::index:
    case ObjectKind::materialized_view:
    case ObjectKind::policy:
    case ObjectKind::role:
    case ObjectKind::rule:
    case ObjectKind::sequence:
    case ObjectKind::statistics:
    case ObjectKind::table:
    case ObjectKind::trigger:
    case ObjectKind::type:
    case ObjectKind::view:
      return true;
    default:
      return false;
  }
}

// Whether a database that has the object is left as it is.
bool is_skipped_when_there(const Occurrence& occurrence) {
  if (occurrence.action->or_replace || occurrence.dropped_by != nullptr) return false;
  if (occurrence.action->if_not_exists) return true;
  if (occurrence.code == nullptr || occurrence.called) return false;
  return !occurrence.code->handlers.empty() ||
         std::ranges::any_of(occurrence.code->conditions, &CodeCondition::asks_catalog);
}

std::string index_hint(const Occurrence& now) {
  const std::string old_name = sql_name(now.action->object);
  const std::string name = sql_identifier(now.action->object.name);
  const std::string definition = definition_of(now);
  const std::size_t on = definition.find(" on ");
  if (on == std::string::npos) return "Give the new index another name, and drop the old one.";
  const auto* index = now.action->as<IndexDefinition>();
  return fmt::format(
      "Give it another name:\nDROP INDEX IF EXISTS {};\n"
      "CREATE {}INDEX IF NOT EXISTS {}{};",
      old_name, index != nullptr && index->unique ? "UNIQUE " : "",
      name.ends_with('"') ? quote_identifier(now.action->object.name + "_2") : name + "_2",
      definition.substr(on));
}

std::string sequence_hint(const Occurrence& now) {
  const std::string text = definition_of(now);
  const std::size_t sequence = text.find("sequence ");
  const std::size_t options = text.find(' ', sequence + 9);
  if (sequence == std::string::npos || options == std::string::npos) {
    return "Add an ALTER SEQUENCE with the options that are to hold.";
  }
  return fmt::format("Add: ALTER SEQUENCE {}{};", sql_name(now.action->object),
                     text.substr(options));
}

std::string general_hint(const Occurrence& now) {
  switch (now.action->kind) {
    case ObjectKind::index:
      return index_hint(now);
    case ObjectKind::sequence:
      return sequence_hint(now);
    case ObjectKind::constraint:
    case ObjectKind::domain_constraint:
    case ObjectKind::materialized_view:
    case ObjectKind::statistics:
    case ObjectKind::view:
      return "Give it another name, and drop the old one with DROP ... IF EXISTS.";
    case ObjectKind::trigger:
      return "Write CREATE OR REPLACE TRIGGER (PostgreSQL 14), or drop it before with IF EXISTS.";
    case ObjectKind::policy:
    case ObjectKind::rule:
      return "Drop it before with IF EXISTS instead of the guard.";
    default:
      return fmt::format("Add an idempotent ALTER {} behind it.", name(now.action->kind));
  }
}

class Comparison {
 public:
  Comparison(const Model& old, const Model& now) : old_(old), now_(now) {}

  std::vector<DefinitionChange> run() {
    std::set<std::string> seen;
    for (const Occurrence* occurrence : now_.occurrences()) {
      const Action& action = *occurrence->action;
      if (action.verb != Verb::create || occurrence->temporary) continue;
      if (action.kind == ObjectKind::column) {
        compare_added_column(*occurrence);
        continue;
      }
      if (!has_definition(action.kind) || action.unnamed) continue;
      if (!seen.insert(object_key(action, occurrence->object, occurrence->owner)).second) continue;
      compare(*occurrence);
    }
    return std::move(changes_);
  }

 private:
  void compare(const Occurrence& now) {
    if (!is_skipped_when_there(now)) return;
    const Occurrence* old = creation_of(old_, now);
    if (old == nullptr || definition_of(*old) == definition_of(now)) return;
    const auto* table = now.action->as<RelationDefinition>();
    const auto* type = now.action->as<TypeDefinition>();
    if (table != nullptr && now.action->kind != ObjectKind::materialized_view &&
        !table->columns.empty() && old->action->as<RelationDefinition>() != nullptr) {
      for (DefinitionChange& change : table_changes(old_, *old, now_, now)) {
        changes_.push_back(std::move(change));
      }
    } else if (type != nullptr && !type->labels.empty()) {
      compare_labels(*old, now, *type);
    } else if (!is_altered(now)) {
      add(now,
          fmt::format("the definition of {} was changed, and databases that have it keep the "
                      "old one",
                      describe(*now.action)),
          general_hint(now));
    }
  }

  // ADD COLUMN IF NOT EXISTS: as a column in the body of a CREATE TABLE.
  void compare_added_column(const Occurrence& now) {
    if (!is_skipped_when_there(now)) return;
    for (DefinitionChange& change : added_column_changes(old_, now_, now)) {
      changes_.push_back(std::move(change));
    }
  }

  void compare_labels(const Occurrence& old, const Occurrence& now, const TypeDefinition& type) {
    const auto* before = old.action->as<TypeDefinition>();
    if (before == nullptr) return;
    std::string missing;
    const std::string* previous = nullptr;
    for (const std::string& label : type.labels) {
      if (std::ranges::find(before->labels, label) == before->labels.end() &&
          !has_label(old_, now, label) && !has_label(now_, now, label)) {
        missing += fmt::format("\nALTER TYPE {} ADD VALUE IF NOT EXISTS {}{};",
                               sql_name(now.action->object), literal(label), place(type, previous));
      }
      previous = &label;
    }
    if (!missing.empty()) {
      add(now,
          fmt::format("databases that have {} do not receive its new labels",
                      describe(*now.action)),
          "Add:" + missing);
    }
    for (const std::string& label : before->labels) {
      if (std::ranges::find(type.labels, label) == type.labels.end() && !is_altered(now)) {
        add(now,
            fmt::format("databases that have {} keep its label {}", describe(*now.action),
                        literal(label)),
            "A label can be renamed (ALTER TYPE ... RENAME VALUE), never dropped.");
      }
    }
  }

  static std::string place(const TypeDefinition& type, const std::string* previous) {
    if (previous != nullptr) {
      return type.labels.back() != *previous ? fmt::format(" AFTER {}", literal(*previous)) : "";
    }
    return type.labels.size() > 1 ? fmt::format(" BEFORE {}", literal(type.labels[1])) : "";
  }

  static bool has_label(const Model& model, const Occurrence& type, const std::string& label) {
    return std::ranges::any_of(model.occurrences(), [&](const Occurrence* occurrence) {
      const Action& action = *occurrence->action;
      return action.kind == ObjectKind::enum_value && occurrence->owner == type.object &&
             (action.object.name == label || action.new_name == label);
    });
  }

  // Something of today's scripts that was not there changes the object: most likely it does.
  bool is_altered(const Occurrence& created) const {
    const auto count = [&](const Model& model) {
      return std::ranges::count_if(model.occurrences(), [&](const Occurrence* occurrence) {
        const Action& action = *occurrence->action;
        if (&action == created.action || action.verb == Verb::comment ||
            action.verb == Verb::grant || action.verb == Verb::revoke ||
            action.verb == Verb::create) {
          return false;
        }
        const bool same = occurrence->object == created.object &&
                          (occurrence->owner == created.owner || action.owner.empty());
        return same || (occurrence->owner == created.object && !created.object.empty());
      });
    };
    return count(now_) > count(old_);
  }

  void add(const Occurrence& now, std::string message, std::string hint) {
    changes_.push_back({.occurrence = &now,
                        .range = now.range(),
                        .message = std::move(message),
                        .hint = std::move(hint)});
  }

  const Model& old_;
  const Model& now_;
  std::vector<DefinitionChange> changes_;
};

}  // namespace

const Occurrence* creation_of(const Model& model, const Occurrence& created) {
  for (const Occurrence* occurrence : model.on(created)) {
    if (occurrence->action->verb == Verb::create && !occurrence->temporary &&
        occurrence->action->kind == created.action->kind) {
      return occurrence;
    }
  }
  return nullptr;
}

std::vector<DefinitionChange> undelivered_changes(const Model& old, const Model& now) {
  return Comparison(old, now).run();
}

}  // namespace pgsettle
