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

// transformColumnDefinition() in src/backend/parser/parse_utilcmd.c
std::string_view type_of_serial(std::string_view type) {
  if (type == "serial" || type == "serial4") return "integer";
  if (type == "bigserial" || type == "serial8") return "bigint";
  if (type == "smallserial" || type == "serial2") return "smallint";
  return {};
}

void erase(Declaration& declaration, Property property) {
  std::erase_if(declaration, [&](const Declared& each) { return each.property == property; });
}

bool is_of_sequence(Property property) {
  switch (property) {
    case Property::increment:
    case Property::minimum:
    case Property::maximum:
    case Property::start:
    case Property::cache:
    case Property::cycle:
      return true;
    default:
      return false;
  }
}

bool has_column(const CatalogObject& constraint, const std::string& column) {
  const auto& columns = constraint.as<catalog::Constraint>().columns;
  return std::ranges::find(columns, column) != columns.end();
}

std::vector<std::string> identity_options(const Declaration& declared) {
  std::vector<std::string> list;
  const auto add = [&](std::string_view word, Property property) {
    if (const Declared* entry = find(declared, property)) {
      list.push_back(fmt::format("{} {}", word, entry->text));
    }
  };
  add("INCREMENT", Property::increment);
  add("START WITH", Property::start);
  add("MINVALUE", Property::minimum);
  add("MAXVALUE", Property::maximum);
  add("CACHE", Property::cache);
  list.emplace_back(find(declared, Property::cycle) != nullptr ? "CYCLE" : "NO CYCLE");
  return list;
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

void AgreementFinder::compare_table_itself(const CatalogObject& table) {
  const std::string name = sql_name(subject_.object);
  ComparisonPlace place = {.subject = subject_, .meanings = meanings_, .row = subject_.object};
  const CatalogObject* parent = subject_.facts.relation(subject_.owner);
  if (parent != nullptr) {
    for (const Declared& each : found_definition(*parent)) {
      if (each.property != Property::element) continue;
      const CatalogObject* column =
          subject_.facts.member(ObjectKind::column, parent->name, read_name(each.text).name);
      const bool plain = each.meaning == Meaning::word && column != nullptr;
      place.key_types.push_back(plain ? column->as<catalog::Column>().type : "");
    }
  }
  const Member self = {.object = subject_.object};
  place.is_left_out = [this, self](Property property) {
    return property == Property::parents || index_.sets(self, property);
  };
  Declaration declared = subject_.action.declared;
  const Declaration found = found_definition(table);
  const DefinitionComparison comparison = compare(declared, found, place);
  result_.unknown = result_.unknown || comparison.unknown;
  compare_parents(table);
  std::vector<PropertyDifference> bounds;
  std::vector<PropertyDifference> keys;
  for (const PropertyDifference& each : comparison.differences) {
    CatalogObject to = table;
    std::string statement;
    switch (each.property) {
      case Property::bound:
        bounds.push_back(each);
        continue;
      case Property::element:
      case Property::collation:
      case Property::operator_class:
      case Property::partition_strategy:
        keys.push_back(each);
        continue;
      case Property::persistence:
        to.relation.persistence = each.declared == "UNLOGGED" ? catalog::Persistence::unlogged
                                                              : catalog::Persistence::permanent;
        statement = remedy(table, to);
        break;
      case Property::parameter:
        statement = each.declared.empty()
                        ? fmt::format("ALTER TABLE {} RESET ({});", name, each.part)
                        : fmt::format("ALTER TABLE {} SET ({} = {});", name, each.part,
                                      quote_literal(each.declared));
        break;
      case Property::tablespace:
        statement = fmt::format("ALTER TABLE {} SET TABLESPACE {};  -- writes the table anew", name,
                                sql_identifier(each.declared));
        break;
      case Property::access_method:
        statement = fmt::format("ALTER TABLE {} SET ACCESS METHOD {};  -- writes the table anew",
                                name, sql_identifier(each.declared));
        break;
      default:
        break;
    }
    say(fmt::format("table {} {}", name, in_words(each)), statement);
  }
  if (!keys.empty()) {
    say(fmt::format("table {} is partitioned otherwise: it {}", name, in_words(keys)), "");
  }
  const bool attached = table.relation.partition && parent != nullptr;
  if (!bounds.empty() && attached) {
    say(fmt::format("partition {} {}", name, in_words(bounds)),
        in_place(fmt::format("ALTER TABLE {0} DETACH PARTITION {1};\nALTER TABLE {0} ATTACH "
                             "PARTITION {1} {2};",
                             sql_name(parent->name), name, bound_text(declared))));
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

// A column of a partition or of a table that inherits gets from its parents what its own
// definition leaves out; `open` says so.
void AgreementFinder::compare_column(const Column& column, const CatalogObject& there, bool open) {
  Declaration declared = column.declared;
  Declaration found = found_definition(there);
  const std::string_view integer = type_of_serial(column.type);
  for (Declared& each : declared) {
    if (each.property == Property::type && !integer.empty()) each.text = integer;
  }
  bool not_null = find(declared, Property::not_null) != nullptr || !integer.empty();
  const auto* table = subject_.action.as<RelationDefinition>();
  for (const Key& key : table != nullptr ? table->keys : std::vector<Key>()) {
    not_null = not_null ||
               (key.primary && std::ranges::find(key.columns, column.name) != key.columns.end());
  }
  if (index_.adds_primary_key(there.owner)) {
    for (const CatalogObject* key : subject_.facts.members(ObjectKind::constraint, there.owner)) {
      not_null =
          not_null || (key->as<catalog::Constraint>().type == catalog::Contype::primary_key &&
                       has_column(*key, column.name));
    }
  }
  if (not_null && find(declared, Property::not_null) == nullptr) {
    declared.push_back({.property = Property::not_null, .text = "true"});
  }
  if (!integer.empty()) erase(found, Property::default_value);
  for (const Property property : {Property::type, Property::not_null, Property::default_value,
                                  Property::collation, Property::generated}) {
    if (open && find(declared, property) == nullptr) erase(found, property);
  }
  // Where only one of both is an identity column, that is all there is to say of its value.
  if ((find(declared, Property::identity) == nullptr) !=
      (find(found, Property::identity) == nullptr)) {
    for (Declaration* side : {&declared, &found}) {
      std::erase_if(*side, [](const Declared& each) { return is_of_sequence(each.property); });
      erase(*side, Property::default_value);
      erase(*side, Property::not_null);
    }
  }
  const Member member = {.object = there.owner, .kind = Member::Kind::column, .name = column.name};
  const DefinitionComparison comparison = compare(declared, found,
                                                  {.subject = subject_,
                                                   .meanings = meanings_,
                                                   .row = there.owner,
                                                   .type = there.as<catalog::Column>().type,
                                                   .column = column.name,
                                                   .is_left_out = left_out(member)});
  result_.unknown = result_.unknown || comparison.unknown;
  std::vector<PropertyDifference> differences = comparison.differences;
  const auto& facts = there.as<catalog::Column>();
  if (!integer.empty() && !facts.default_value && facts.identity == catalog::Identity::none &&
      !index_.sets(member, Property::default_value)) {
    differences.push_back({.property = Property::default_value, .declared = column.type});
  }
  say_column(column, there, differences);
}

void AgreementFinder::say_column(const Column& column, const CatalogObject& there,
                                 const std::vector<PropertyDifference>& differences) {
  const std::string name = sql_identifier(column.name);
  const std::string table = sql_name(there.owner);
  const std::string what = fmt::format("column {} of table {}", name, table);
  std::vector<PropertyDifference> sequence;
  for (const PropertyDifference& each : differences) {
    CatalogObject to = there;
    auto& facts = std::get<catalog::Column>(to.facts);
    const bool none = each.declared.empty();
    if (each.property == Property::type) {
      say(fmt::format("{} is {}, not {}", what, each.found, each.declared),
          (facts.type = each.declared, remedy(there, to)) + "  -- may rewrite the table");
    } else if (each.property == Property::not_null) {
      facts.not_null = !none;
      say(what + (none ? " is NOT NULL" : " may be null"),
          remedy(there, to) +
              (none ? "" : "  -- reads the whole table; rows with null must go first"));
    } else if (each.property == Property::default_value && !type_of_serial(column.type).empty()) {
      const QualifiedName made = {.schema = there.owner.schema,
                                  .name = there.owner.name + "_" + column.name + "_seq"};
      facts.default_value = fmt::format("nextval({}::regclass)", quote_literal(sql_name(made)));
      say(what + " has no default",
          fmt::format("CREATE SEQUENCE IF NOT EXISTS {} OWNED BY {}.{};\n{}", sql_name(made), table,
                      name, remedy(there, to)));
    } else if (each.property == Property::default_value) {
      facts.default_value = none ? catalog::Text() : each.declared;
      say(each.found.empty() ? what + " has no default"
          : none             ? what + " has a default"
                 : fmt::format("{} has the default {}, not {}", what, each.found, each.declared),
          remedy(there, to));
    } else if (each.property == Property::identity) {
      facts.identity = none                        ? catalog::Identity::none
                       : each.declared == "ALWAYS" ? catalog::Identity::always
                                                   : catalog::Identity::by_default;
      if (!none && each.found.empty()) {
        facts.default_value.reset();
        facts.not_null = true;
        facts.identity_options = identity_options(column.declared);
      }
      say(each.found.empty() ? what + " is no identity column"
          : none             ? what + " is an identity column"
                 : fmt::format("{} is GENERATED {} AS IDENTITY, not {}", what, each.found,
                               each.declared),
          remedy(there, to));
    } else if (is_of_sequence(each.property)) {
      sequence.push_back(each);
    } else if (each.property == Property::generated) {
      say(each.found.empty() ? what + " is no generated column"
          : none             ? what + " is a generated column"
                 : fmt::format("{} is generated as {}, not {}", what, each.found, each.declared),
          none ? fmt::format("ALTER TABLE {} ALTER COLUMN {} DROP EXPRESSION IF EXISTS;", table,
                             name)
               : regenerated(column, there));
    } else if (each.property == Property::compression) {
      facts.compression =
          each.declared == "lz4" ? catalog::Compression::lz4 : catalog::Compression::pglz;
      say(fmt::format("{} {}", what, in_words(each)), remedy(there, to));
    } else if (each.property == Property::collation) {
      facts.collation = none ? catalog::Text() : each.declared;
      say(fmt::format("{} {}", what, in_words(each)),
          remedy(there, to) + "  -- may rewrite the table");
    } else {
      say(fmt::format("{} {}", what, in_words(each)), "");
    }
  }
  if (sequence.empty()) return;
  CatalogObject to = there;
  std::get<catalog::Column>(to.facts).identity_options = identity_options(column.declared);
  say(fmt::format("the sequence of {} {}", what, in_words(sequence)), remedy(there, to));
}

// Before 17 an expression cannot be changed; its values can be made anew, since they are computed.
std::string AgreementFinder::regenerated(const Column& column, const CatalogObject& there) const {
  const std::string name = sql_identifier(column.name);
  const std::string table = sql_name(there.owner);
  const Declared* expression = find(column.declared, Property::generated);
  const bool generated = there.as<catalog::Column>().generated != catalog::Generated::none;
  if (generated && subject_.facts.session().server_major_version >= 17) {
    return in_place(fmt::format("ALTER TABLE {} ALTER COLUMN {} SET EXPRESSION AS ({});", table,
                                name, expression->text));
  }
  CatalogObject to = there;
  auto& facts = std::get<catalog::Column>(to.facts);
  facts.generated = catalog::Generated::stored;
  facts.identity = catalog::Identity::none;
  facts.default_value = expression->text;
  return in_place(fmt::format(
      "ALTER TABLE {0} DROP COLUMN IF EXISTS {1};  -- with its indexes, and its values\nALTER "
      "TABLE {0} ADD COLUMN IF NOT EXISTS {1} {2};",
      table, name, column_definition(to)));
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
