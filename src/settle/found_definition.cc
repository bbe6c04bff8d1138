#include "settle/found_definition.h"

#include <fmt/format.h>

#include <utility>
#include <vector>

#include "base/text.h"
#include "sql/parse/analysis.h"
#include "sql/write/quoting.h"

namespace pgsettle {
namespace {

// The first action of what the catalog has written.
Action read_action(const std::string& sql) {
  Analysis analysis = analyse(sql);
  return analysis.actions.empty() ? Action{} : std::move(analysis.actions.front());
}

void add_word(Declaration& declaration, Property property, std::string_view text,
              std::string part = {}) {
  if (text.empty()) return;
  declaration.push_back({.property = property, .part = std::move(part), .text = std::string(text)});
}

void add_meaning(Declaration& declaration, Property property, Meaning meaning,
                 std::string_view text) {
  if (text.empty()) return;
  declaration.push_back({.property = property, .meaning = meaning, .text = std::string(text)});
}

void add_parameters(Declaration& declaration, const std::vector<std::string>& options) {
  for (const std::string& option : options) {
    const std::size_t equals = std::min(option.find('='), option.size());
    const std::string value = equals < option.size() ? option.substr(equals + 1) : "true";
    add_word(declaration, Property::parameter, to_lower(value), to_lower(option.substr(0, equals)));
  }
}

Declaration sequence(const std::vector<std::string>& options) {
  return read_action(fmt::format("CREATE SEQUENCE s {}", fmt::join(options, " "))).declared;
}

void add_collation(Declaration& declaration, const catalog::Text& collation) {
  if (!collation) return;
  declaration.push_back(
      {.property = Property::collation, .meaning = Meaning::name, .name = read_name(*collation)});
}

Declaration column(const CatalogObject& object) {
  const auto& facts = object.as<catalog::Column>();
  Declaration made;
  add_meaning(made, Property::type, Meaning::type, facts.type);
  add_collation(made, facts.collation);
  add_word(made, Property::not_null, facts.not_null ? "true" : "");
  const bool generated = facts.generated != catalog::Generated::none;
  add_meaning(made, generated ? Property::generated : Property::default_value, Meaning::expression,
              facts.default_value.value_or(""));
  add_word(made, Property::compression, word(facts.compression));
  if (facts.identity == catalog::Identity::none) return made;
  add_word(made, Property::identity, word(facts.identity));
  for (Declared& each : sequence(facts.identity_options)) {
    if (each.property != Property::type) made.push_back(std::move(each));
  }
  return made;
}

Declaration constraint(const CatalogObject& object, std::string_view of) {
  const Action action =
      read_action(fmt::format("ALTER {} t ADD CONSTRAINT c {}", of, object.definition));
  const auto* definition = action.as<ConstraintDefinition>();
  Declaration made = definition != nullptr ? definition->declared : Declaration();
  if (!made.empty()) add_parameters(made, object.as<catalog::Constraint>().index_options);
  return made;
}

Declaration table(const CatalogObject& object) {
  const auto& facts = object.as<catalog::Table>();
  std::string text = "CREATE TABLE t ";
  text += facts.bound ? fmt::format("PARTITION OF p {}", *facts.bound) : "()";
  if (facts.partition_key) text += fmt::format(" PARTITION BY {}", *facts.partition_key);
  Declaration made;
  for (Declared& each : read_action(text).declared) {
    const bool invented =
        each.property == Property::persistence || each.property == Property::parents;
    if (!invented) made.push_back(std::move(each));
  }
  add_word(made, Property::persistence, word(object.relation.persistence));
  int number = 0;
  for (const std::string& parent : facts.parents) {
    made.push_back({.property = Property::parents,
                    .part = std::to_string(++number),
                    .meaning = Meaning::relation,
                    .name = read_name(parent)});
  }
  add_parameters(made, object.options);
  add_word(made, Property::server, facts.server.value_or(""));
  add_parameters(made, facts.server_options);
  return made;
}

Declaration type(const CatalogObject& object) {
  const auto& range = object.as<catalog::Type>().range;
  if (!range) return {};
  return read_action(fmt::format("CREATE TYPE r AS RANGE ({})", *range)).declared;
}

Declaration domain(const CatalogObject& object) {
  const auto& facts = object.as<catalog::Domain>();
  Declaration made;
  add_meaning(made, Property::type, Meaning::type, facts.base);
  add_collation(made, facts.collation);
  add_word(made, Property::not_null, facts.not_null ? "true" : "");
  add_meaning(made, Property::default_value, Meaning::expression, facts.default_value.value_or(""));
  return made;
}

Declaration sequence_of(const CatalogObject& object) {
  const auto& facts = object.as<catalog::Sequence>();
  Declaration made = sequence(facts.options);
  if (!facts.owned_by) return made;
  const QualifiedName column = read_name(*facts.owned_by);
  const std::string_view whole = *facts.owned_by;
  const std::size_t end = whole.size() - sql_identifier(column.name).size() - 1;
  made.push_back({.property = Property::owned_by,
                  .meaning = Meaning::relation,
                  .text = column.name,
                  .name = read_name(whole.substr(0, end))});
  return made;
}

}  // namespace

QualifiedName read_name(std::string_view text) {
  std::vector<std::string> parts(1);
  bool quoted = false;
  for (std::size_t at = 0; at < text.size(); ++at) {
    const char c = text[at];
    if (c == '"' && quoted && at + 1 < text.size() && text[at + 1] == '"') {
      parts.back() += text[++at];
    } else if (c == '"') {
      quoted = !quoted;
    } else if (c == '.' && !quoted) {
      parts.emplace_back();
    } else {
      parts.back() += c;
    }
  }
  if (parts.size() < 2) return {.schema = {}, .name = parts.back()};
  return {.schema = parts[parts.size() - 2], .name = parts.back()};
}

Declaration found_definition(const CatalogObject& object) {
  Declaration made;
  switch (object.kind) {
    case ObjectKind::column:
    case ObjectKind::attribute:
      return column(object);
    case ObjectKind::constraint:
      return constraint(object, "TABLE");
    case ObjectKind::domain_constraint:
      return constraint(object, "DOMAIN");
    case ObjectKind::index:
    case ObjectKind::statistics:
      made = read_action(object.definition).declared;
      break;
    case ObjectKind::table:
    case ObjectKind::foreign_table:
      made = table(object);
      break;
    case ObjectKind::materialized_view:
      add_parameters(made, object.options);
      break;
    case ObjectKind::sequence:
      return sequence_of(object);
    case ObjectKind::type:
      return type(object);
    case ObjectKind::domain:
      return domain(object);
    case ObjectKind::schema:
      add_word(made, Property::owner, object.owner_role);
      break;
    case ObjectKind::extension:
      add_word(made, Property::schema, object.as<catalog::Extension>().schema);
      break;
    default:
      break;
  }
  if (find(made, Property::tablespace) == nullptr) {
    add_word(made, Property::tablespace, object.relation.tablespace);
  }
  add_word(made, Property::access_method, object.relation.access_method.value_or(""));
  return made;
}

}  // namespace pgsettle
