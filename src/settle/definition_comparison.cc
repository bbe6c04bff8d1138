#include "settle/definition_comparison.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <optional>

#include "sql/parse/canonical_text.h"
#include "sql/write/quoting.h"

namespace pgsettle {
namespace {

// Without a word for it the server's settings decide, or nobody does.
bool is_open(Property property) {
  switch (property) {
    case Property::storage:
    case Property::compression:
    case Property::tablespace:
    case Property::access_method:
    case Property::owner:
    case Property::schema:
    case Property::version:
    case Property::owned_by:
    case Property::parents:
    case Property::bound:
    case Property::server:
      return true;
    default:
      return false;
  }
}

bool same_name(const QualifiedName& a, const QualifiedName& b) {
  const auto any = [](const QualifiedName& name) {
    return name.schema.empty() || name.schema == "pg_catalog";
  };
  return a.name == b.name && (a.schema == b.schema || any(a) || any(b));
}

// on = true, 0.10 = 0.1 (parse_one_reloption() in src/backend/access/common/reloptions.c).
bool same_parameter(std::string_view a, std::string_view b) {
  constexpr auto yes = std::to_array<std::string_view>({"true", "on", "yes", "1"});
  constexpr auto no = std::to_array<std::string_view>({"false", "off", "no", "0"});
  const auto both = [&](const auto& words) {
    return std::ranges::find(words, a) != words.end() && std::ranges::find(words, b) != words.end();
  };
  const auto number = [](std::string_view text) -> std::optional<double> {
    double value = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    const bool whole = error == std::errc() && end == text.data() + text.size();
    return whole ? std::optional(value) : std::nullopt;
  };
  return a == b || both(yes) || both(no) || (number(a) && number(a) == number(b));
}

class Comparer {
 public:
  Comparer(const Declaration& declared, const Declaration& found, const ComparisonPlace& place)
      : declared_(declared), found_(found), place_(place) {}

  DefinitionComparison run() {
    for (const Declared& entry : declared_) look(&entry, find(found_, entry.property, entry.part));
    for (const Declared& entry : found_) {
      if (find(declared_, entry.property, entry.part) == nullptr) look(nullptr, &entry);
    }
    return std::move(result_);
  }

 private:
  void look(const Declared* declared, const Declared* found) {
    const Declared& either = declared != nullptr ? *declared : *found;
    if (place_.is_left_out && place_.is_left_out(either.property)) return;
    if (declared == nullptr && is_open(either.property)) return;
    // What is not validated yet when it is made may be later.
    if (declared != nullptr && found == nullptr && either.property == Property::not_valid) return;
    const Truth truth = declared != nullptr && found != nullptr ? same(*declared, *found)
                        : found == nullptr                      ? same_unsaid(*declared)
                                                                : Truth::no;
    if (truth == Truth::unknown) result_.unknown = true;
    if (truth != Truth::no) return;
    result_.differences.push_back({.property = either.property,
                                   .part = either.part,
                                   .declared = declared ? value_in_words(*declared) : "",
                                   .found = found ? value_in_words(*found) : ""});
  }

  Truth same(const Declared& declared, const Declared& found) const {
    const auto decided = [](bool same) { return same ? Truth::yes : Truth::no; };
    if (declared.meaning != found.meaning) return Truth::no;
    switch (declared.meaning) {
      case Meaning::word:
        return decided(declared.property == Property::parameter
                           ? same_parameter(declared.text, found.text)
                           : declared.text == found.text);
      case Meaning::name:
        return decided(same_name(declared.name, found.name));
      case Meaning::relation: {
        const QualifiedName name = place_.subject.names.relation(declared.name);
        if (name.schema.empty()) return Truth::unknown;
        return decided(name == found.name && declared.text == found.text);
      }
      case Meaning::type:
        if (declared.name.name == found.text) return Truth::yes;
        return place_.meanings.same_type(declared.text, found.text);
      case Meaning::expression: {
        if (declared.property == Property::bound) return same_bound(declared, found);
        const bool value = declared.property == Property::default_value;
        const bool converted = value || declared.property == Property::generated;
        return place_.meanings.same_expression(declared.text, found.text,
                                               {.type = converted ? place_.type : std::string(),
                                                .row = place_.row,
                                                .column = value ? place_.column : std::string(),
                                                .value = place_.value});
      }
      case Meaning::query:
        return Truth::unknown;
    }
    return Truth::unknown;
  }

  // Values are constants of the key's type.
  Truth same_bound(const Declared& declared, const Declared& found) const {
    const bool list = declared.part == "in";
    const std::size_t blank = declared.part.find(' ');
    const std::size_t number = list ? 1 : std::stoul(declared.part.substr(blank + 1));
    const std::string type =
        number <= place_.key_types.size() ? place_.key_types[number - 1] : std::string();
    if (list) return place_.meanings.same_values(declared.text, found.text, type);
    if (type.empty() && declared.text != found.text) return Truth::unknown;
    return place_.meanings.same_expression(declared.text, found.text, {.type = type});
  }

  // The catalog leaves out an operator class that is the default of its method, and a collation
  // that is the column's.
  Truth same_unsaid(const Declared& declared) const {
    if (declared.property == Property::operator_class) {
      const Declared* method = find(declared_, Property::method);
      return place_.meanings.ask(fmt::format(
          "SELECT bool_or(o.opcdefault) FROM pg_opclass o JOIN pg_am a ON a.oid = o.opcmethod "
          "WHERE o.opcname = {} AND a.amname = {}",
          quote_literal(declared.name.name),
          quote_literal(method != nullptr ? method->text : "btree")));
    }
    const bool of_element = declared.property == Property::collation && !declared.part.empty();
    if (of_element && place_.subject.action.kind == ObjectKind::index) {
      return place_.meanings.ask(
          fmt::format("SELECT (SELECT i.indcollation[{} - 1] FROM pg_index i WHERE i.indexrelid = "
                      "{}::regclass) = {}::regcollation",
                      declared.part, quote_literal(quote_name(place_.subject.object)),
                      quote_literal(quote_name(declared.name))));
    }
    const bool of_type = declared.property == Property::collation && declared.part.empty();
    // The type's own one, mostly the database's.
    if (of_type && declared.name.name == "default") return Truth::yes;
    return Truth::no;
  }

  const Declaration& declared_;
  const Declaration& found_;
  const ComparisonPlace& place_;
  DefinitionComparison result_;
};

}  // namespace

bool DefinitionComparison::differs_in(Property property) const {
  return std::ranges::find(differences, property, &PropertyDifference::property) !=
         differences.end();
}

std::string value_in_words(const Declared& entry) {
  switch (entry.meaning) {
    case Meaning::name:
      return entry.property == Property::exclusion_operator ? entry.name.name
                                                            : sql_name(entry.name);
    case Meaning::relation:
      return entry.text.empty() ? sql_name(entry.name)
                                : fmt::format("{}.{}", sql_name(entry.name), entry.text);
    default:
      return entry.text;
  }
}

std::string in_words(const PropertyDifference& difference) {
  std::string what(name(difference.property));
  if (!difference.part.empty()) what += " " + difference.part;
  if (difference.found.empty()) {
    return difference.declared == "true" ? "is not " + what
                                         : fmt::format("has no {} {}", what, difference.declared);
  }
  if (difference.declared.empty()) {
    return difference.found == "true"
               ? "is " + what
               : fmt::format("has the {} {}, which the script has not", what, difference.found);
  }
  return fmt::format("has the {} {}, not {}", what, difference.found, difference.declared);
}

DefinitionComparison compare(const Declaration& declared, const Declaration& found,
                             const ComparisonPlace& place) {
  return Comparer(declared, found, place).run();
}

}  // namespace pgsettle
