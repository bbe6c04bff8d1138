// ALTER of what is as it says already: the catalog's state is written as statements, one of which
// the script's must be.
#include <fmt/format.h>

#include <algorithm>

#include "settle/changes.h"
#include "settle/name_completion.h"
#include "settle/prover.h"
#include "settle/setting_truths.h"
#include "settle/sub_commands.h"
#include "sql/fallback/names_in.h"
#include "sql/write/quoting.h"

namespace pgsettle::provers {
namespace {

bool claims(const Action& action) {
  return action.verb == Verb::alter && action.change != Change::none &&
         action.change != Change::sequence_restart && action.change != Change::identity_restart &&
         action.change != Change::password && action.kind != ObjectKind::role &&
         action.kind != ObjectKind::database;
}

// SET (a = 1, b = 2) for each choice of what is set; nobody sets more than a few.
void add_option_truths(const std::vector<std::string>& options, const std::string& start,
                       std::vector<std::string>& truths) {
  constexpr std::size_t most = 6;
  const std::size_t count = std::min(options.size(), most);
  for (std::size_t choice = 1; choice < (std::size_t{1} << count); ++choice) {
    std::string list;
    for (std::size_t i = 0; i < count; ++i) {
      if ((choice >> i & 1U) == 0) continue;
      const std::string& option = options[i];
      const std::size_t equals = option.find('=');
      list += fmt::format("{}{} = {}", list.empty() ? "" : ", ", option.substr(0, equals),
                          quote_literal(option.substr(equals + 1)));
    }
    truths.push_back(fmt::format("{}SET ({})", start, list));
  }
}

std::vector<std::string> column_truths(const CatalogObject& column) {
  const std::string alter = fmt::format("ALTER {} ", quote_identifier(column.name.name));
  const auto& settings = column.as<catalog::Column>();
  std::vector<std::string> truths = {
      fmt::format("{}SET STATISTICS {}", alter, column.as<catalog::Column>().statistics)};
  if (column.as<catalog::Column>().set_not_null) truths.push_back(alter + "SET NOT NULL");
  if (!column.as<catalog::Column>().not_null) truths.push_back(alter + "DROP NOT NULL");
  if (!column.as<catalog::Column>().default_value.has_value()) {
    if (settings.identity == catalog::Identity::none) truths.push_back(alter + "DROP DEFAULT");
  } else if (settings.generated == catalog::Generated::none) {
    truths.push_back(fmt::format("{}SET DEFAULT {}", alter,
                                 column.as<catalog::Column>().default_value.value_or("")));
  }
  truths.push_back(fmt::format("{}SET STORAGE {}", alter, word(settings.storage)));
  if (settings.compression != catalog::Compression::none) {
    truths.push_back(fmt::format("{}SET COMPRESSION {}", alter, word(settings.compression)));
  }
  if (settings.identity != catalog::Identity::none) {
    truths.push_back(fmt::format("{}SET GENERATED {}", alter, word(settings.identity)));
  }
  add_option_truths(column.options, alter, truths);
  // The type's own collation and storage come back with ALTER TYPE.
  if (settings.usual && !settings.in_definition) {
    const std::string name = quote_identifier(column.name.name);
    const std::string type = fmt::format("{}TYPE {}", alter, column.as<catalog::Column>().type);
    truths.push_back(type);
    truths.push_back(fmt::format("{} USING {}", type, name));
    truths.push_back(fmt::format("{} USING {}::{}", type, name, column.as<catalog::Column>().type));
  }
  return truths;
}

void add_trigger_truths(const PlacedAction& subject, std::vector<std::string>& truths) {
  const CatalogObject* trigger =
      subject.facts.member(ObjectKind::trigger, subject.owner, subject.object.name);
  if (trigger == nullptr || trigger->as<catalog::Trigger>().cloned) return;
  truths.push_back(fmt::format("{} TRIGGER {}", word(trigger->as<catalog::Trigger>().enabled),
                               quote_identifier(subject.object.name)));
}

void add_rule_truths(const PlacedAction& subject, std::vector<std::string>& truths) {
  const CatalogObject* rule =
      subject.facts.member(ObjectKind::rule, subject.owner, subject.object.name);
  if (rule == nullptr) return;
  truths.push_back(fmt::format("{} RULE {}", word(rule->as<catalog::Rule>().enabled),
                               quote_identifier(subject.object.name)));
}

void add_constraint_truths(const CatalogObject& constraint, std::vector<std::string>& truths) {
  const std::string name = quote_identifier(constraint.name.name);
  if (constraint.as<catalog::Constraint>().valid) truths.push_back("VALIDATE CONSTRAINT " + name);
  const std::string_view definition = constraint.definition;
  const bool deferrable = definition.find(" DEFERRABLE") != std::string_view::npos;
  const bool deferred = definition.find(" INITIALLY DEFERRED") != std::string_view::npos;
  truths.push_back(fmt::format("ALTER CONSTRAINT {} {}DEFERRABLE{}", name, deferrable ? "" : "NOT ",
                               deferred ? " INITIALLY DEFERRED" : ""));
}

void add_table_truths(const catalog::Table& table, std::vector<std::string>& truths) {
  const std::string security = " ROW LEVEL SECURITY";
  truths.push_back((table.row_security ? "ENABLE" : "DISABLE") + security);
  truths.push_back((table.force_row_security ? "FORCE" : "NO FORCE") + security);
  if (table.replica_identity != catalog::ReplicaIdentity::index) {
    truths.push_back(fmt::format("REPLICA IDENTITY {}", word(table.replica_identity)));
  }
}

std::vector<std::string> relation_truths(const PlacedAction& subject,
                                         const CatalogObject& relation) {
  std::vector<std::string> truths = {
      fmt::format("OWNER TO {}", quote_identifier(relation.owner_role))};
  if (relation.has<catalog::Table>()) add_table_truths(relation.as<catalog::Table>(), truths);
  add_option_truths(relation.options, "", truths);
  truths.push_back("SET TABLESPACE " + quote_identifier(relation.relation.tablespace));
  if (relation.relation.access_method.has_value()) {
    truths.push_back("SET ACCESS METHOD " +
                     quote_identifier(relation.relation.access_method.value_or("")));
  }
  truths.emplace_back("SET WITHOUT OIDS");
  if (relation.relation.persistence == catalog::Persistence::permanent)
    truths.emplace_back("SET LOGGED");
  if (relation.relation.persistence == catalog::Persistence::unlogged)
    truths.emplace_back("SET UNLOGGED");
  // ALTER CONSTRAINT has its name where no action shows it.
  for (const CatalogObject* constraint :
       subject.facts.members(ObjectKind::constraint, subject.owner)) {
    const bool named = subject.object.name.empty() || subject.object.name == constraint->name.name;
    if (named) add_constraint_truths(*constraint, truths);
  }
  add_rule_truths(subject, truths);
  const CatalogObject* index =
      subject.facts.relation({.schema = subject.owner.schema, .name = subject.object.name});
  if (index != nullptr && index->as<catalog::Index>().clustered) {
    truths.push_back("CLUSTER ON " + quote_identifier(subject.object.name));
  }
  if (subject.object.name.empty()) {  // columns of indexes go by their number
    for (const CatalogObject* column : subject.facts.members(ObjectKind::column, subject.owner)) {
      truths.push_back(fmt::format("ALTER COLUMN {} SET STATISTICS {}",
                                   column->as<catalog::Column>().number,
                                   column->as<catalog::Column>().statistics));
    }
  }
  add_trigger_truths(subject, truths);
  return truths;
}

// RESET (...) of what is not set.
bool resets_nothing(const PlacedAction& subject, const CatalogObject& relation) {
  const std::size_t open = subject.sql.find('(');
  if (subject.action.change != Change::settings || open == std::string_view::npos) return false;
  if (!names_in(subject.sql.substr(0, open)).contains("reset")) return false;
  const auto names = names_in(subject.sql.substr(open));
  return std::ranges::none_of(relation.options, [&](const std::string& option) {
    return names.contains(option.substr(0, option.find('=')));
  });
}

// What ALTER changes of partitions and heirs as well (ATPrepCmd() in
// src/backend/commands/tablecmds.c) is not looked at.
bool reaches_heirs(const Action& action, const CatalogObject* column) {
  if (action.change == Change::owner || action.change == Change::row_security) return false;
  return action.change != Change::settings || column != nullptr;
}

Proof prove_relation(const PlacedAction& subject) {
  const CatalogObject* relation = subject.find_owner();
  if (relation == nullptr) return unknown("the relation does not exist");
  const ObjectKind member =
      relation->kind == ObjectKind::type ? ObjectKind::attribute : ObjectKind::column;
  const CatalogObject* column = subject.facts.member(member, subject.owner, subject.object.name);
  if (relation->relation.partitioned || relation->relation.has_children) {
    if (reaches_heirs(subject.action, column)) return unknown("partitions or heirs have it, too");
  }
  if (relation->relation.partition && subject.action.change == Change::column_type)
    return unknown();
  if (const auto* change = subject.action.as<ColumnTypeChange>()) {
    if (change->has_using && !change->using_plain_cast) return unknown("USING may change the rows");
  }
  std::vector<std::string> truths = relation_truths(subject, *relation);
  if (column != nullptr) {
    const auto of_column = column_truths(*column);
    truths.insert(truths.end(), of_column.begin(), of_column.end());
  }
  for (std::string& truth : truths) {
    truth = fmt::format("ALTER TABLE {} {}", quote_name(subject.owner), truth);
  }
  if (column != nullptr && member == ObjectKind::attribute && column->as<catalog::Column>().usual) {
    truths = {fmt::format("ALTER TYPE {} ALTER ATTRIBUTE {} TYPE {}", quote_name(subject.owner),
                          quote_identifier(subject.object.name),
                          column->as<catalog::Column>().type)};
  }
  if (says_one_of(subject, truths) || resets_nothing(subject, *relation)) {
    return same("is so already");
  }
  const bool sets_default = subject.action.change == Change::set_default && column != nullptr;
  if (!sets_default || !column->as<catalog::Column>().default_value ||
      column->as<catalog::Column>().generated != catalog::Generated::none) {
    return would_change("differs");
  }
  auto difference = differs(subject, *column);
  return difference ? std::move(*difference) : same("is so already");
}

// ALTER ... OWNER TO of what is no relation.
Proof prove_owner(const PlacedAction& subject) {
  const CatalogObject* object = subject.find();
  const std::string_view alter = head_of_alter(subject.sql);
  if (object == nullptr || alter.empty() || object->owner_role.empty()) return unknown();
  if (object->kind != subject.action.kind && !is_routine(object->kind)) return unknown();
  const std::string truth =
      fmt::format("{}OWNER TO {}", alter, quote_identifier(object->owner_role));
  const bool equal = says_one_of(subject, {truth}, Spelling::script);
  return equal ? same("is so already") : would_change("differs");
}

// One attribute at a time.
Proof prove_attributes(const PlacedAction& subject) {
  const CatalogObject* routine = subject.find();
  const std::string_view alter = head_of_alter(subject.sql);
  if (routine == nullptr || alter.empty() || subject.action.arguments_unspecified) return unknown();
  std::vector<std::string> truths;
  for (const std::string& attribute : routine->as<catalog::Routine>().attributes) {
    truths.push_back(fmt::format("{} {}", alter, attribute));
  }
  add_setting_truths(alter, routine->as<catalog::Routine>().settings, subject.sql, truths);
  const bool equal = says_one_of(subject, truths, Spelling::script);
  return equal ? same("is so already") : would_change("differs");
}

// One option at a time; RESTART is none of them.
Proof prove_sequence(const PlacedAction& subject) {
  const CatalogObject* sequence = subject.find();
  if (sequence == nullptr || sequence->kind != ObjectKind::sequence) return unknown();
  std::vector<std::string> truths = sequence->as<catalog::Sequence>().options;
  truths.push_back("OWNED BY " +
                   std::string(sequence->as<catalog::Sequence>().owned_by.value_or("NONE")));
  for (std::string& truth : truths) {
    truth = fmt::format("ALTER SEQUENCE {} {}", quote_name(sequence->name), truth);
  }
  return says_one_of(subject, truths) ? same("is so already") : would_change("differs");
}

Proof prove(const PlacedAction& subject) {
  if (!subject.action.owner.empty()) return prove_relation(subject);
  if (subject.action.change == Change::owner) return prove_owner(subject);
  if (subject.action.change == Change::routine_attributes) return prove_attributes(subject);
  if (subject.action.kind == ObjectKind::sequence) return prove_sequence(subject);
  return unknown();
}

}  // namespace

extern const Prover alteration{
    .id = "alteration", .claims = claims, .prove = prove, .reads_definition = true};

}  // namespace pgsettle::provers
