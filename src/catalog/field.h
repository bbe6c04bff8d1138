// A fact of a kind of objects, under the name that the kind's queries give it: how it is read, and
// how it is said when two objects differ in it. A kind's table of fields is all that reading and
// comparing need to know.
#pragma once

#include <fmt/format.h>

#include <optional>
#include <string>
#include <string_view>
#include <type_traits>
#include <variant>

#include "catalog/acl_item.h"
#include "catalog/object.h"

namespace pgsettle {

// Of a column of a query, as the server writes it.
using Value = std::optional<std::string>;

struct Field {
  std::string_view attribute;
  void (*read)(const Value&, CatalogObject&);  // null leaves what is there
  std::string (*text)(const CatalogObject&);   // empty: none
  bool is_compared;
};

namespace field {

template <typename Part>
const Part& part_of(const CatalogObject& object) {
  if constexpr (std::is_same_v<Part, CatalogObject>) {
    return object;
  } else if constexpr (std::is_same_v<Part, catalog::Relation>) {
    return object.relation;
  } else {
    return object.as<Part>();
  }
}

template <typename Part>
Part& part_of(CatalogObject& object) {
  if constexpr (std::is_same_v<Part, CatalogObject>) {
    return object;
  } else if constexpr (std::is_same_v<Part, catalog::Relation>) {
    return object.relation;
  } else {
    return object.has<Part>() ? std::get<Part>(object.facts) : object.facts.emplace<Part>();
  }
}

template <typename Part, typename Type>
Part part_with(Type Part::*);

template <auto member>
using Part = decltype(part_with(member));

// Throw Error{internal} for a value of another type.
void assign(const std::string& text, bool& to);
void assign(const std::string& text, std::int64_t& to);
void assign(const std::string& text, std::string& to);
void assign(const std::string& text, catalog::Text& to);
void assign(const std::string& text, catalog::Texts& to);
template <typename Letter>
requires std::is_enum_v<Letter>
void assign(const std::string& text, Letter& to) {
  to = static_cast<Letter>(text.empty() ? '\0' : text[0]);
}

std::string text_of(bool value);
std::string text_of(std::int64_t value);
std::string text_of(const std::string& value);
std::string text_of(const catalog::Text& value);
std::string text_of(const catalog::Texts& value);
std::string text_of(const std::optional<catalog::Texts>& value);
template <typename Letter>
requires std::is_enum_v<Letter> std::string text_of(Letter value) {
  return std::string(word(value));
}

template <auto member>
void read(const Value& value, CatalogObject& object) {
  // The kind is known by its facts, even where all of them are null.
  auto& to = part_of<Part<member>>(object).*member;
  if (value) assign(*value, to);
}

template <auto member>
void read_privileges(const Value& value, CatalogObject& object) {
  if (value) object.*member = pgsettle::read_privileges(*value);
}

template <auto member>
std::string text(const CatalogObject& object) {
  return text_of(part_of<Part<member>>(object).*member);
}

}  // namespace field

// A fact that objects of a kind are compared by.
template <auto member>
constexpr Field compared(std::string_view attribute) {
  return {.attribute = attribute,
          .read = field::read<member>,
          .text = field::text<member>,
          .is_compared = true};
}

// Of the macros $acl and $fresh_acl.
template <auto member>
constexpr Field privileges(std::string_view attribute) {
  return {.attribute = attribute,
          .read = field::read_privileges<member>,
          .text = field::text<member>,
          .is_compared = false};
}

// One that is read only: it follows from others, or differs between equal databases.
template <auto member>
constexpr Field known(std::string_view attribute) {
  Field known = compared<member>(attribute);
  known.is_compared = false;
  return known;
}

}  // namespace pgsettle
