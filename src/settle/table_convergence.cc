// A table, with its columns, as its CREATE TABLE has it, against the one that is there.
#include <fmt/format.h>

#include <algorithm>

#include "catalog/statements.h"
#include "settle/agreement.h"
#include "settle/found_definition.h"
#include "sql/write/column_text.h"
#include "sql/write/quoting.h"

namespace pgsettle {
namespace {

bool is_of_partition_key(Property property) {
  return property == Property::element || property == Property::collation ||
         property == Property::operator_class || property == Property::partition_strategy;
}

std::string bound_text(const Declaration& declared) {
  std::vector<std::string> from;
  std::vector<std::string> to;
  for (const Declared& each : declared) {
    if (each.property != Property::bound) continue;
    if (each.part == "in") return fmt::format("FOR VALUES IN ({})", each.text);
    if (each.part.empty()) return each.text == "DEFAULT" ? each.text : "FOR VALUES " + each.text;
    (each.part.starts_with("from") ? from : to).push_back(each.text);
  }
  return fmt::format("FOR VALUES FROM ({}) TO ({})", fmt::join(from, ", "), fmt::join(to, ", "));
}

}  // namespace

void AgreementFinder::compare_table(const CatalogObject& table) {
  const auto* definition = subject_.action.as<RelationDefinition>();
  if (definition == nullptr || subject_.sql.empty()) return;
  compare_table_itself(table);
  std::vector<std::string> missing;
  for (const Column& column : definition->columns) {
    const Member member = {
        .object = subject_.object, .kind = Member::Kind::column, .name = column.name};
    if (index_.replaces(member)) continue;
    const CatalogObject* there =
        subject_.facts.member(ObjectKind::column, subject_.object, column.name);
    if (there != nullptr) {
      compare_column(column, *there, definition->open);
      continue;
    }
    missing.push_back(column.name);
    say(fmt::format("table {} has no column {}", sql_name(subject_.object),
                    sql_identifier(column.name)),
        in_place(added_column(column)));
  }
  if (!definition->open) find_undeclared(subject_.object);
  compare_constraints(definition->constraints, subject_.object, missing);
}

// The types of the columns that the partition's parent is partitioned by; empty for an expression.
std::vector<std::string> AgreementFinder::key_types() const {
  std::vector<std::string> types;
  const CatalogObject* parent = subject_.facts.relation(subject_.owner);
  if (parent == nullptr) return types;
  for (const Declared& each : found_definition(*parent)) {
    if (each.property != Property::element) continue;
    const CatalogObject* column =
        subject_.facts.member(ObjectKind::column, parent->name, read_name(each.text).name);
    const bool plain = each.meaning == Meaning::word && column != nullptr;
    types.push_back(plain ? column->as<catalog::Column>().type : "");
  }
  return types;
}

void AgreementFinder::compare_table_itself(const CatalogObject& table) {
  const std::string name = sql_name(subject_.object);
  const Member self = {.object = subject_.object};
  const auto is_left_out = [this, self](Property property) {
    return property == Property::parents || index_.sets(self, property);
  };
  const DefinitionComparison comparison = compare(subject_.action.declared, found_definition(table),
                                                  {.subject = subject_,
                                                   .meanings = meanings_,
                                                   .row = subject_.object,
                                                   .key_types = key_types(),
                                                   .is_left_out = is_left_out});
  result_.unknown = result_.unknown || comparison.unknown;
  compare_parents(table);
  std::vector<PropertyDifference> bounds;
  std::vector<PropertyDifference> keys;
  for (const PropertyDifference& each : comparison.differences) {
    if (each.property == Property::bound) {
      bounds.push_back(each);
    } else if (is_of_partition_key(each.property)) {
      keys.push_back(each);
    } else {
      say(fmt::format("table {} {}", name, in_words(each)), remedy_of_table(table, each));
    }
  }
  if (!keys.empty()) {
    say(fmt::format("table {} is partitioned otherwise: it {}", name, in_words(keys)), "");
  }
  const CatalogObject* parent = subject_.facts.relation(subject_.owner);
  if (!bounds.empty() && table.relation.partition && parent != nullptr) {
    say(fmt::format("partition {} {}", name, in_words(bounds)),
        in_place(fmt::format("ALTER TABLE {0} DETACH PARTITION {1};\nALTER TABLE {0} ATTACH "
                             "PARTITION {1} {2};",
                             sql_name(parent->name), name, bound_text(subject_.action.declared))));
  }
}

std::string AgreementFinder::remedy_of_table(const CatalogObject& table,
                                             const PropertyDifference& difference) {
  const std::string alter = "ALTER TABLE " + sql_name(subject_.object);
  switch (difference.property) {
    case Property::persistence: {
      CatalogObject to = table;
      to.relation.persistence = difference.declared == "UNLOGGED" ? catalog::Persistence::unlogged
                                                                  : catalog::Persistence::permanent;
      return remedy(table, to);
    }
    case Property::parameter:
      if (difference.declared.empty()) return fmt::format("{} RESET ({});", alter, difference.part);
      return fmt::format("{} SET ({} = {});", alter, difference.part,
                         quote_literal(difference.declared));
    case Property::tablespace:
      return fmt::format("{} SET TABLESPACE {};  -- writes the table anew", alter,
                         sql_identifier(difference.declared));
    case Property::access_method:
      return fmt::format("{} SET ACCESS METHOD {};  -- writes the table anew", alter,
                         sql_identifier(difference.declared));
    default:
      return {};
  }
}

// Parents that only the database has may have come by ATTACH PARTITION, as time goes by.
void AgreementFinder::compare_parents(const CatalogObject& table) {
  if (index_.sets({.object = subject_.object}, Property::parents)) return;
  std::vector<QualifiedName> found;
  for (const std::string& parent : table.as<catalog::Table>().parents)
    found.push_back(read_name(parent));
  const std::string name = sql_name(subject_.object);
  for (const Declared& each : subject_.action.declared) {
    if (each.property != Property::parents) continue;
    const QualifiedName parent = subject_.names.relation(each.name);
    if (parent.schema.empty() || std::ranges::find(found, parent) != found.end()) continue;
    if (find(subject_.action.declared, Property::bound) == nullptr &&
        subject_.action.owner.empty()) {
      say(fmt::format("table {} does not inherit from {}", name, sql_name(parent)),
          fmt::format("DO $$BEGIN\n  ALTER TABLE {} INHERIT {};\nEXCEPTION WHEN duplicate_table "
                      "THEN NULL;\nEND$$;",
                      name, sql_name(parent)));
      continue;
    }
    say(fmt::format("table {} is no partition of {}", name, sql_name(parent)),
        in_place(fmt::format("ALTER TABLE {} ATTACH PARTITION {} {};  -- can be run once",
                             sql_name(parent), name, bound_text(subject_.action.declared))));
  }
}

void AgreementFinder::find_undeclared(const QualifiedName& table) {
  for (const CatalogObject* column : subject_.facts.members(ObjectKind::column, table)) {
    const std::string& own = column->name.name;
    const Member member = {.object = table, .kind = Member::Kind::column, .name = own};
    if (index_.declaration_of(table, own) != nullptr || index_.replaces(member)) continue;
    if (column->inherited) continue;
    const std::string name = sql_identifier(own);
    say(fmt::format("table {} has column {}, which no script declares", sql_name(table), name),
        fmt::format("ALTER TABLE {} DROP COLUMN IF EXISTS {};  -- when its data may be lost",
                    sql_name(table), name));
  }
}

std::string AgreementFinder::added_column(const Column& column) const {
  const std::string_view written = subject_.sql.substr(column.range.begin, column.range.size());
  const ColumnText text = read_column_text(written);
  const bool filled =
      !text.fallback.empty() || column.generated || column.fallback != DefaultKind::none;
  const std::string table = sql_name(subject_.object);
  const std::string start = fmt::format("ALTER TABLE {} ADD COLUMN IF NOT EXISTS ", table);
  if (column.fallback == DefaultKind::random) {
    return fmt::format("{}{};  -- gives each row a value of its own: rewrites the table", start,
                       written);
  }
  if (!text.not_null || filled) return fmt::format("{}{};", start, written);
  return fmt::format(
      "{0}{1};\nUPDATE {2} SET {3} = ... WHERE {3} IS NULL;\n"
      "ALTER TABLE {2} ALTER COLUMN {3} SET NOT NULL;",
      start, text.without_not_null, table, sql_identifier(column.name));
}

}  // namespace pgsettle
