#include "catalog/catalog_query.h"

#include <fmt/format.h>

#include <array>
#include <nlohmann/json.hpp>

#include "base/error.h"
#include "catalog/kind.h"
#include "sql/write/quoting.h"

namespace pgsettle {
namespace {

using Json = nlohmann::json;

constexpr int kind_count = static_cast<int>(ObjectKind::other) + 1;

// "PRIVILEGE grantee" of the entries {0}, with * behind the privilege when it may be passed on and
// ! before it when somebody else than the owner {1} has granted it.
constexpr std::string_view privileges = R"((SELECT json_agg(DISTINCT
    CASE WHEN x.grantor <> {1} THEN '!' ELSE '' END || x.privilege_type
    || CASE WHEN x.is_grantable THEN '*' ELSE '' END || ' '
    || CASE x.grantee WHEN 0 THEN 'public' ELSE pg_get_userbyid(x.grantee) END)
  FROM ({0}) x))";

// What an object has.
constexpr std::string_view acl =
    R"(SELECT * FROM aclexplode(coalesce({0}, acldefault(({1})::"char", {2}))))";

// What an object of this type would have, were it made anew in this schema (get_user_default_acl()
// in src/backend/catalog/aclchk.c).
constexpr std::string_view fresh_acl = R"(
  SELECT * FROM aclexplode(coalesce(
      (SELECT defaclacl FROM pg_default_acl WHERE defaclrole = {1} AND defaclnamespace = 0
       AND defaclobjtype = {0}), acldefault(({0})::"char", {1})))
  UNION ALL
  SELECT x.* FROM pg_default_acl d, aclexplode(d.defaclacl) x
  WHERE d.defaclrole = {1} AND d.defaclnamespace = {2} AND d.defaclobjtype = {0})";

// {"a","b"} as a literal.
std::string array_literal(const std::set<std::string>& names) {
  std::string text = "{";
  for (const std::string& name : names) {
    if (text.size() > 1) text += ',';
    text += '"';
    for (const char c : name) {
      if (c == '"' || c == '\\') text += '\\';
      text += c;
    }
    text += '"';
  }
  return quote_literal(text + "}");
}

// Arguments of $macro(...) at `open`, split at commas outside of parentheses and quotes.
std::vector<std::string> arguments_at(std::string_view text, std::size_t open, std::size_t& end) {
  std::vector<std::string> list(1);
  int depth = 0;
  bool quoted = false;
  for (end = open; end < text.size(); ++end) {
    const char c = text[end];
    if (c == '\'') quoted = !quoted;
    if (!quoted && c == '(' && depth++ == 0) continue;
    if (!quoted && c == ')' && --depth == 0) break;
    if (!quoted && c == ',' && depth == 1) {
      list.emplace_back();
    } else {
      list.back() += c;
    }
  }
  ++end;
  return list;
}

// That `list` has a name, and perhaps its schema, of what is asked for.
std::string condition(const std::vector<std::string>& list, const CatalogNames* names) {
  if (names == nullptr) return "true";
  const std::string named = fmt::format("{} = ANY ((SELECT a FROM names)::name[])", list[0]);
  if (list.size() == 1 || names->schemas.empty()) return named;
  return fmt::format("({} OR {} = ANY ({}::name[]))", named, list[1],
                     array_literal(names->schemas));
}

std::string expand(std::string_view query, const CatalogNames* names, int version) {
  std::string text;
  for (std::size_t at = 0; at < query.size();) {
    const std::size_t macro = query.find('$', at);
    text += query.substr(at, macro - at);
    if (macro == std::string_view::npos) break;
    const std::size_t open = query.find('(', macro);
    const std::string_view name = query.substr(macro + 1, open - macro - 1);
    const std::vector<std::string> list = arguments_at(query, open, at);
    if (name == "named") {
      text += condition(list, names);
    } else if (name == "user") {
      text += fmt::format("({0} !~ '^pg_' AND {0} <> 'information_schema')", list[0]);
    } else if (name == "since") {
      text += version >= std::stoi(list[0]) ? list[1] : list[2];
    } else {
      const bool fresh = name == "fresh_acl";
      const std::string entries =
          fmt::format(fmt::runtime(fresh ? fresh_acl : acl), list[0], list[1], list[2]);
      text += fmt::format(fmt::runtime(privileges), entries, fresh ? list[1] : list[2]);
    }
  }
  return text;
}

ObjectKind kind_named(std::string_view text) {
  if (text == "domain constraint") return ObjectKind::domain_constraint;  // for name() it is one
  for (int i = 0; i < kind_count; ++i) {
    if (name(static_cast<ObjectKind>(i)) == text) return static_cast<ObjectKind>(i);
  }
  throw Error(ErrorCode::internal, fmt::format("the catalog query has no kind \"{}\"", text));
}

// What a query may leave out where the kind has no such thing.
constexpr auto shared_fields = std::to_array<Field>(
    {known<&CatalogObject::owner_role>("owner"), known<&CatalogObject::owned>("owned"),
     known<&CatalogObject::comment>("comment"), known<&CatalogObject::acl>("acl"),
     known<&CatalogObject::fresh_acl>("fresh_acl"), known<&CatalogObject::extension>("extension"),
     known<&CatalogObject::needs_extension>("needs_extension"),
     known<&CatalogObject::internal>("internal"), known<&CatalogObject::inherited>("inherited"),
     known<&CatalogObject::depended_on>("depended_on"),
     known<&CatalogObject::maintain>("maintain")});

Value value_of(const Json& json) {
  if (json.is_null()) return {};
  if (json.is_boolean()) return json.get<bool>();
  const auto text = [](const Json& item) {
    return item.is_string() ? item.get<std::string>() : item.dump();
  };
  if (!json.is_array()) return text(json);
  std::vector<std::string> list;
  for (const Json& item : json) list.push_back(text(item));
  return list;
}

void read_fields(const Json& attributes, CatalogObject& object) {
  for (const Field& each : shared_fields) {
    const auto found = attributes.find(std::string(each.attribute));
    if (found != attributes.end()) each.read(value_of(*found), object);
  }
  for (const Field& each : kind_of(object.kind)->fields) {
    const auto found = attributes.find(std::string(each.attribute));
    if (found == attributes.end()) {
      throw Error(ErrorCode::internal, fmt::format("the catalog query says no {} of a {}",
                                                   each.attribute, name(object.kind)));
    }
    each.read(value_of(*found), object);
  }
}

}  // namespace

std::string catalog_query(const CatalogNames* names, int server_major_version) {
  std::string text;
  if (names != nullptr) {
    text = fmt::format("WITH names AS MATERIALIZED (SELECT {}::name[] AS a)\n",
                       array_literal(names->names));
  }
  bool first = true;
  for (const CatalogKind* kind : kinds::all()) {
    if (kind->query.empty()) continue;
    text += fmt::format("{}({})", first ? "" : "\nUNION ALL\n",
                        expand(kind->query, names, server_major_version));
    first = false;
  }
  return text;
}

std::vector<CatalogObject> read_objects(const std::vector<ResultRow>& rows) {
  std::vector<CatalogObject> objects;
  objects.reserve(rows.size());
  for (const ResultRow& row : rows) {
    if (row.size() != 7) throw Error(ErrorCode::internal, "the catalog query has other columns");
    const auto text = [&](std::size_t column) { return row[column].value_or(""); };
    CatalogObject& object =
        objects.emplace_back(CatalogObject{.kind = kind_named(text(0)),
                                           .name = {.schema = text(1), .name = text(2)},
                                           .owner = {.schema = text(3), .name = text(4)},
                                           .arguments = text(5)});
    read_fields(Json::parse(text(6)), object);
  }
  return objects;
}

}  // namespace pgsettle
