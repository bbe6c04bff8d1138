#include "sql/write/constraint_text.h"

#include <fmt/format.h>

#include <vector>

#include "sql/write/quoting.h"

namespace pgsettle {
namespace {

std::string text_of(const Declaration& declared, Property property, std::string_view part = {}) {
  const Declared* entry = find(declared, property, part);
  if (entry == nullptr) return {};
  const bool named = entry->meaning == Meaning::name || entry->meaning == Meaning::relation;
  return named ? sql_name(entry->name) : entry->text;
}

// "ON UPDATE CASCADE", behind a blank; nothing for what is so without a word.
std::string clause(const Declaration& declared, Property property, std::string_view word,
                   std::string_view usual) {
  const std::string text = text_of(declared, property);
  return text.empty() || text == usual ? "" : fmt::format(" {} {}", word, text);
}

std::string foreign_key(const Declaration& declared) {
  std::string text =
      fmt::format("FOREIGN KEY ({}) REFERENCES {}", text_of(declared, Property::columns),
                  text_of(declared, Property::target));
  const std::string columns = text_of(declared, Property::target_columns);
  if (!columns.empty()) text += fmt::format(" ({})", columns);
  text += clause(declared, Property::match, "MATCH", "SIMPLE");
  text += clause(declared, Property::on_update, "ON UPDATE", "NO ACTION");
  text += clause(declared, Property::on_delete, "ON DELETE", "NO ACTION");
  const std::string set = text_of(declared, Property::set_columns);
  return set.empty() ? text : fmt::format("{} ({})", text, set);
}

std::string exclusion(const Declaration& declared) {
  std::vector<std::string> elements;
  for (int number = 1;; ++number) {
    const std::string part = std::to_string(number);
    const Declared* element = find(declared, Property::element, part);
    if (element == nullptr) break;
    std::string text =
        element->meaning == Meaning::expression ? "(" + element->text + ")" : element->text;
    if (const std::string name = text_of(declared, Property::collation, part); !name.empty()) {
      text += " COLLATE " + name;
    }
    if (const std::string name = text_of(declared, Property::operator_class, part); !name.empty()) {
      text += " " + name;
    }
    const Declared* with = find(declared, Property::exclusion_operator, part);
    if (with == nullptr) break;
    const std::string& schema = with->name.schema;
    elements.push_back(schema.empty() ? fmt::format("{} WITH {}", text, with->name.name)
                                      : fmt::format("{} WITH OPERATOR({}.{})", text,
                                                    sql_identifier(schema), with->name.name));
  }
  const std::string method = text_of(declared, Property::method);
  return fmt::format("EXCLUDE {}({})", method.empty() ? "" : fmt::format("USING {} ", method),
                     fmt::join(elements, ", "));
}

std::string parameters(const Declaration& declared) {
  std::vector<std::string> list;
  for (const Declared& entry : declared) {
    if (entry.property != Property::parameter) continue;
    list.push_back(fmt::format("{} = {}", entry.part, quote_literal(entry.text)));
  }
  return list.empty() ? "" : fmt::format(" WITH ({})", fmt::join(list, ", "));
}

}  // namespace

std::string constraint_text(ConstraintType type, const Declaration& declared) {
  std::string text;
  switch (type) {
    case ConstraintType::check:
      text = fmt::format("CHECK ({})", text_of(declared, Property::check));
      if (find(declared, Property::no_inherit) != nullptr) text += " NO INHERIT";
      break;
    case ConstraintType::primary_key:
      text = fmt::format("PRIMARY KEY ({})", text_of(declared, Property::columns));
      break;
    case ConstraintType::unique:
      text = fmt::format(
          "UNIQUE {}({})",
          find(declared, Property::nulls_not_distinct) != nullptr ? "NULLS NOT DISTINCT " : "",
          text_of(declared, Property::columns));
      break;
    case ConstraintType::foreign_key:
      text = foreign_key(declared);
      break;
    case ConstraintType::exclude:
      text = exclusion(declared);
      break;
    case ConstraintType::not_null:
    case ConstraintType::other:
      return {};
  }
  const std::string include = text_of(declared, Property::include);
  if (!include.empty()) text += fmt::format(" INCLUDE ({})", include);
  text += parameters(declared);
  text += clause(declared, Property::tablespace, "USING INDEX TABLESPACE", "");
  const std::string predicate = text_of(declared, Property::predicate);
  if (!predicate.empty()) text += fmt::format(" WHERE ({})", predicate);
  if (find(declared, Property::deferrable) != nullptr) text += " DEFERRABLE";
  if (find(declared, Property::initially_deferred) != nullptr) text += " INITIALLY DEFERRED";
  if (find(declared, Property::not_valid) != nullptr) text += " NOT VALID";
  return text;
}

}  // namespace pgsettle
