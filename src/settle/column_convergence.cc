// A column, as its definition has it, against the one that is there.
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

std::string column_in_words(const Column& column, const CatalogObject& there) {
  return fmt::format("column {} of table {}", sql_identifier(column.name), sql_name(there.owner));
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

}  // namespace

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
  std::vector<PropertyDifference> sequence;
  for (const PropertyDifference& each : differences) {
    if (is_of_sequence(each.property)) {
      sequence.push_back(each);
    } else {
      say_property(column, there, each);
    }
  }
  if (sequence.empty()) return;
  CatalogObject to = there;
  std::get<catalog::Column>(to.facts).identity_options = identity_options(column.declared);
  say(fmt::format("the sequence of {} {}", column_in_words(column, there), in_words(sequence)),
      remedy(there, to));
}

void AgreementFinder::say_property(const Column& column, const CatalogObject& there,
                                   const PropertyDifference& difference) {
  const std::string what = column_in_words(column, there);
  const std::string message = fmt::format("{} {}", what, in_words(difference));
  CatalogObject to = there;
  auto& facts = std::get<catalog::Column>(to.facts);
  const bool none = difference.declared.empty();
  switch (difference.property) {
    case Property::type:
      facts.type = difference.declared;
      return say(fmt::format("{} is {}, not {}", what, difference.found, difference.declared),
                 remedy(there, to) + "  -- may rewrite the table");
    case Property::not_null:
      facts.not_null = !none;
      return say(what + (none ? " is NOT NULL" : " may be null"),
                 remedy(there, to) +
                     (none ? "" : "  -- reads the whole table; rows with null must go first"));
    case Property::default_value:
      return say_default(column, there, difference);
    case Property::identity:
      return say_identity(column, there, difference);
    case Property::generated:
      return say(difference.found.empty() ? what + " is no generated column"
                 : none                   ? what + " is a generated column"
                        : fmt::format("{} is generated as {}, not {}", what, difference.found,
                                      difference.declared),
                 none ? fmt::format("ALTER TABLE {} ALTER COLUMN {} DROP EXPRESSION IF EXISTS;",
                                    sql_name(there.owner), sql_identifier(column.name))
                      : regenerated(column, there));
    case Property::compression:
      facts.compression =
          difference.declared == "lz4" ? catalog::Compression::lz4 : catalog::Compression::pglz;
      return say(message, remedy(there, to));
    case Property::collation:
      facts.collation = none ? catalog::Text() : difference.declared;
      return say(message, remedy(there, to) + "  -- may rewrite the table");
    default:
      return say(message, "");
  }
}

void AgreementFinder::say_default(const Column& column, const CatalogObject& there,
                                  const PropertyDifference& difference) {
  const std::string what = column_in_words(column, there);
  CatalogObject to = there;
  auto& facts = std::get<catalog::Column>(to.facts);
  if (!type_of_serial(column.type).empty()) {
    const QualifiedName made = {.schema = there.owner.schema,
                                .name = there.owner.name + "_" + column.name + "_seq"};
    facts.default_value = fmt::format("nextval({}::regclass)", quote_literal(sql_name(made)));
    return say(what + " has no default",
               fmt::format("CREATE SEQUENCE IF NOT EXISTS {} OWNED BY {}.{};\n{}", sql_name(made),
                           sql_name(there.owner), sql_identifier(column.name), remedy(there, to)));
  }
  const bool none = difference.declared.empty();
  facts.default_value = none ? catalog::Text() : difference.declared;
  say(difference.found.empty() ? what + " has no default"
      : none                   ? what + " has a default"
             : fmt::format("{} has the default {}, not {}", what, difference.found,
                           difference.declared),
      remedy(there, to));
}

void AgreementFinder::say_identity(const Column& column, const CatalogObject& there,
                                   const PropertyDifference& difference) {
  const std::string what = column_in_words(column, there);
  CatalogObject to = there;
  auto& facts = std::get<catalog::Column>(to.facts);
  const bool none = difference.declared.empty();
  facts.identity = none                              ? catalog::Identity::none
                   : difference.declared == "ALWAYS" ? catalog::Identity::always
                                                     : catalog::Identity::by_default;
  if (!none && difference.found.empty()) {
    facts.default_value.reset();
    facts.not_null = true;
    facts.identity_options = identity_options(column.declared);
  }
  say(difference.found.empty() ? what + " is no identity column"
      : none                   ? what + " is an identity column"
             : fmt::format("{} is GENERATED {} AS IDENTITY, not {}", what, difference.found,
                           difference.declared),
      remedy(there, to));
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

}  // namespace pgsettle
