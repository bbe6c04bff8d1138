// The constraints of a table or domain, as its definition has them, against those that are there.
// What has no name in the script is found by what it says, since the server made up the name.
#include <fmt/format.h>

#include <algorithm>
#include <map>

#include "settle/agreement.h"
#include "settle/found_definition.h"
#include "sql/fallback/token.h"
#include "sql/write/constraint_text.h"
#include "sql/write/quoting.h"

namespace pgsettle {
namespace {

using catalog::Contype;

Contype contype(ConstraintType type) {
  switch (type) {
    case ConstraintType::check:
      return Contype::check;
    case ConstraintType::foreign_key:
      return Contype::foreign_key;
    case ConstraintType::primary_key:
      return Contype::primary_key;
    case ConstraintType::unique:
      return Contype::unique;
    case ConstraintType::exclude:
      return Contype::exclusion;
    case ConstraintType::not_null:
    case ConstraintType::other:
      break;
  }
  return Contype::none;
}

bool names_column(std::string_view text, const std::string& column) {
  const std::string quoted = quote_identifier(column);
  for (std::size_t at = 0; at < text.size();) {
    const Token token = next_token(text, at);
    const std::string_view word = text.substr(token.range.begin, token.range.size());
    if (word == quoted || (token.kind == TokenKind::word && sql_identifier(column) == word)) {
      return true;
    }
    at = token.range.end;
  }
  return false;
}

// ChooseConstraintName() and ChooseIndexName() in the server's src/backend/commands: as long as
// the name is short enough and no other has it.
std::string usual_name(const ConstraintDefinition& constraint, const QualifiedName& owner,
                       const std::vector<std::string>& table_columns) {
  std::vector<std::string> columns = constraint.key.columns;
  std::string_view ending;
  switch (constraint.type) {
    case ConstraintType::primary_key:
      return owner.name + "_pkey";
    case ConstraintType::unique:
      ending = "key";
      break;
    case ConstraintType::foreign_key: {
      ending = "fkey";
      const Declared* text = find(constraint.declared, Property::columns);
      columns.clear();
      for (const std::string& column : table_columns) {
        if (text != nullptr && names_column(text->text, column)) columns.push_back(column);
      }
      break;
    }
    case ConstraintType::check: {
      ending = "check";
      const Declared* text = find(constraint.declared, Property::check);
      columns.clear();
      for (const std::string& column : table_columns) {
        if (text != nullptr && names_column(text->text, column)) columns.push_back(column);
      }
      if (columns.size() != 1) columns.clear();  // of several columns none is named
      break;
    }
    default: {
      ending = "excl";
      columns.clear();
      for (const Declared& each : constraint.declared) {
        if (each.property != Property::element) continue;
        columns.push_back(each.meaning == Meaning::word ? each.text : "expr");
      }
    }
  }
  std::string name = owner.name;
  for (const std::string& column : columns) name += "_" + column;
  return fmt::format("{}_{}", name, ending);
}

std::string in_words(const ConstraintDefinition& constraint) {
  const Declared* columns = find(constraint.declared, Property::columns);
  const std::string list = columns != nullptr ? columns->text : "";
  std::string text;
  if (constraint.type == ConstraintType::primary_key) {
    text = fmt::format("primary key on ({})", list);
  } else if (constraint.type == ConstraintType::unique) {
    text = fmt::format("unique constraint on ({})", list);
  } else {
    text = constraint_text(constraint.type, constraint.declared);
    if (!constraint.key.name.empty()) {
      text = fmt::format("constraint {}: {}", sql_identifier(constraint.key.name), text);
    }
  }
  return text;
}

}  // namespace

// With the names that stand for the declared ones, and the key that REFERENCES without columns
// means.
Declaration AgreementFinder::completed(const ConstraintDefinition& constraint) const {
  Declaration declared = constraint.declared;
  if (constraint.type != ConstraintType::foreign_key) return declared;
  for (Declared& each : declared) {
    if (each.property == Property::target) each.name = subject_.names.relation(each.name);
  }
  const Declared* target = find(declared, Property::target);
  if (target == nullptr || find(declared, Property::target_columns) != nullptr) return declared;
  for (const CatalogObject* key : subject_.facts.members(ObjectKind::constraint, target->name)) {
    if (key->as<catalog::Constraint>().type != Contype::primary_key) continue;
    std::vector<std::string> columns;
    for (const std::string& column : key->as<catalog::Constraint>().columns)
      columns.push_back(sql_identifier(column));
    declared.push_back({.property = Property::target_columns,
                        .text = fmt::format("{}", fmt::join(columns, ", "))});
    break;
  }
  return declared;
}

DefinitionComparison AgreementFinder::compare_with(const ConstraintDefinition& constraint,
                                                   const CatalogObject& there) {
  ComparisonPlace place = {.subject = subject_, .meanings = meanings_};
  if (there.kind == ObjectKind::domain_constraint) {
    const CatalogObject* domain = subject_.facts.type(there.owner);
    place.value = domain != nullptr ? domain->as<catalog::Domain>().base : "";
  } else {
    place.row = there.owner;
  }
  place.is_left_out =
      left_out({.object = there.owner, .kind = Member::Kind::constraint, .name = there.name.name});
  const Declaration declared = completed(constraint);
  Declaration found = found_definition(there);
  if (found.empty()) return {.differences = {}, .unknown = true};
  // What a foreign key refers to without columns is not known before its target is.
  if (find(declared, Property::target_columns) == nullptr) {
    std::erase_if(found,
                  [](const Declared& each) { return each.property == Property::target_columns; });
  }
  return compare(declared, found, place);
}

void AgreementFinder::compare_constraints(const std::vector<ConstraintDefinition>& declared,
                                          const QualifiedName& owner,
                                          const std::vector<std::string>& missing) {
  std::vector<std::string> columns;
  for (const CatalogObject* column : subject_.facts.members(ObjectKind::column, owner)) {
    columns.push_back(column->name.name);
  }
  std::map<std::string, int> used;
  for (const ConstraintDefinition& constraint : declared) {
    const std::string text = constraint_text(constraint.type, constraint.declared);
    const bool comes_with_column = std::ranges::any_of(
        missing, [&](const std::string& column) { return names_column(text, column); });
    if (comes_with_column) continue;
    std::string usual = usual_name(constraint, owner, columns);
    const int number = constraint.key.name.empty() ? used[usual]++ : 0;
    if (number > 0) usual += std::to_string(number);
    const std::string& name = constraint.key.name.empty() ? usual : constraint.key.name;
    const Member member = {.object = owner, .kind = Member::Kind::constraint, .name = name};
    if (index_.replaces(member) || index_.adds(member)) continue;
    compare_constraint(constraint, owner, usual);
  }
}

// Those that the declared one may be, the most likely first.
std::vector<const CatalogObject*> AgreementFinder::candidates(const ConstraintDefinition& declared,
                                                              const QualifiedName& owner,
                                                              const std::string& name) const {
  const bool of_domain = subject_.action.kind == ObjectKind::domain ||
                         subject_.action.kind == ObjectKind::domain_constraint;
  const Contype type = contype(declared.type);
  std::vector<const CatalogObject*> list;
  for (const CatalogObject* there : subject_.facts.members(
           of_domain ? ObjectKind::domain_constraint : ObjectKind::constraint, owner)) {
    const Contype found = there->as<catalog::Constraint>().type;
    const bool key = found == Contype::primary_key;
    const bool is_named = there->name.name == name;
    // A UNIQUE of the columns of the primary key is the primary key.
    const bool may_be = found == type || (type == Contype::unique && key) ||
                        (is_named && !declared.key.name.empty());
    if (!may_be) continue;
    const bool likely = is_named || (key && type == found);
    list.insert(likely ? list.begin() : list.end(), there);
  }
  return list;
}

void AgreementFinder::compare_constraint(const ConstraintDefinition& declared,
                                         const QualifiedName& owner, const std::string& usual) {
  const bool named = !declared.key.name.empty();
  const std::string& name = named ? declared.key.name : usual;
  const Contype type = contype(declared.type);
  if (type == Contype::none) return;
  const CatalogObject* likely = nullptr;
  for (const CatalogObject* there : candidates(declared, owner, name)) {
    const Contype found = there->as<catalog::Constraint>().type;
    const bool is_likely =
        there->name.name == name || (type == found && type == Contype::primary_key);
    const bool other_type =
        found != type && !(type == Contype::unique && found == Contype::primary_key);
    if (other_type) {
      say(fmt::format("{} is there, but it is another kind of constraint", describe(*there)), "");
      return;
    }
    const DefinitionComparison comparison = compare_with(declared, *there);
    if (comparison.same()) return;
    // The others are asked of when this one is known to be another.
    if (comparison.differences.empty()) {
      result_.unknown = true;
      return;
    }
    if (is_likely) likely = there;
    if (is_likely && named) break;
  }
  if (likely != nullptr) {
    say_constraint(declared, *likely, compare_with(declared, *likely));
  } else {
    add_constraint(declared, owner, name);
  }
}

void AgreementFinder::say_constraint(const ConstraintDefinition& declared,
                                     const CatalogObject& there,
                                     const DefinitionComparison& comparison) {
  result_.unknown = result_.unknown || comparison.unknown;
  if (comparison.differences.empty()) return;
  const bool validates = comparison.differences.size() == 1 &&
                         comparison.differences[0].property == Property::not_valid;
  CatalogObject to = there;
  to.definition = constraint_text(declared.type, completed(declared));
  std::string statement;
  if (there.kind == ObjectKind::constraint && validates) {
    statement = fmt::format("ALTER TABLE {} VALIDATE CONSTRAINT {};", sql_name(there.owner),
                            sql_identifier(there.name.name));
  } else {
    statement = remedy(there, to);
  }
  say(fmt::format("{} {}", describe(there), pgsettle::in_words(comparison.differences)),
      std::move(statement));
}

void AgreementFinder::add_constraint(const ConstraintDefinition& declared,
                                     const QualifiedName& owner, const std::string& name) {
  const bool domain = subject_.action.kind == ObjectKind::domain;
  CatalogObject made = {.kind = domain ? ObjectKind::domain_constraint : ObjectKind::constraint,
                        .name = {.schema = {}, .name = name},
                        .owner = owner};
  made.facts = catalog::Constraint{.type = contype(declared.type)};
  made.definition = constraint_text(declared.type, completed(declared));
  const CatalogKind* kind = kind_of(made);
  Remedy remedy;
  kind->create(made, Catalog({}), remedy);
  say(fmt::format("{} {} has no {}", domain ? "domain" : "table", sql_name(owner),
                  in_words(declared)),
      in_place(render(remedy)));
}

}  // namespace pgsettle
