#include "catalog/catalog_query.h"

#include <fmt/format.h>

#include "catalog/kind.h"
#include "db/array_text.h"
#include "sql/write/quoting.h"

namespace pgsettle {
namespace {

// The owner, and what an object of this type has.
constexpr std::string_view acl =
    R"(array_prepend(pg_get_userbyid({2})::text, coalesce({0}, acldefault(({1})::"char", {2}))::text[]))";

// The owner, and what an object of this type would have, were it made anew in this schema
// (get_user_default_acl() in src/backend/catalog/aclchk.c).
constexpr std::string_view fresh_acl = R"(array_prepend(pg_get_userbyid({1})::text,
    coalesce((SELECT defaclacl FROM pg_default_acl WHERE defaclrole = {1} AND defaclnamespace = 0
              AND defaclobjtype = {0}), acldefault(({0})::"char", {1}))::text[]
    || coalesce((SELECT defaclacl FROM pg_default_acl WHERE defaclrole = {1}
                 AND defaclnamespace = {2} AND defaclobjtype = {0}), '{{}}')::text[]))";

// Unlike obj_description(), which the server runs as a query of its own.
constexpr std::string_view comment = R"((SELECT y.description FROM pg_description y
    WHERE y.classoid = '{0}'::regclass AND y.objoid = {1} AND y.objsubid = {2}))";

// The setting in which the transaction keeps the OIDs of what was found.
constexpr std::string_view set_of = "((SELECT current_setting('pgsettle.{0}')::oid[])::oid[])";

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
  const std::string named =
      list[0] + " IN (SELECT unnest(current_setting('pgsettle.names')::name[]))";
  if (list.size() == 1 || names->schemas.empty()) return named;
  return fmt::format("({} OR {} = ANY ({}::name[]))", named, list[1],
                     quote_literal(write_array(names->schemas)));
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
    const auto fill = [&](std::string_view pattern) {
      return fmt::format(fmt::runtime(pattern), list[0], list[1], list[2]);
    };
    if (name == "named") {
      text += condition(list, names);
    } else if (name == "user") {
      text += fmt::format("({0} !~ '^pg_' AND {0} <> 'information_schema')", list[0]);
    } else if (name == "since") {
      text += version >= std::stoi(list[0]) ? list[1] : list[2];
    } else if (name == "found") {
      text += fmt::format(fmt::runtime(set_of), list[0]);
    } else {
      text += fill(name == "comment" ? comment : name == "acl" ? acl : fresh_acl);
    }
  }
  return text;
}

// What members are found by.
constexpr auto sets = std::to_array<std::string_view>({
    R"(SELECT set_config('pgsettle.relations', coalesce(array_agg(c.oid), '{}')::text, true)
FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
WHERE $named(c.relname,n.nspname) AND $user(n.nspname) AND c.relkind <> 't')",
    R"(SELECT set_config('pgsettle.types', coalesce(array_agg(t.oid), '{}')::text, true)
FROM pg_type t JOIN pg_namespace n ON n.oid = t.typnamespace
WHERE $named(t.typname) AND $user(n.nspname)
  AND NOT EXISTS (SELECT FROM pg_type e WHERE e.oid = t.typelem AND e.typarray = t.oid))",
    R"(SELECT set_config('pgsettle.routines', coalesce(array_agg(p.oid), '{}')::text, true)
FROM pg_proc p JOIN pg_namespace n ON n.oid = p.pronamespace
WHERE $named(p.proname,n.nspname) AND $user(n.nspname))",
});

}  // namespace

std::vector<std::string> catalog_queries(const CatalogNames* names, int server_major_version) {
  std::vector<std::string> queries;
  queries.push_back(
      fmt::format("SELECT set_config('pgsettle.names', {}, true)",
                  quote_literal(names != nullptr ? write_array(names->names) : "{}")));
  for (const std::string_view query : sets) {
    queries.push_back(expand(query, names, server_major_version));
  }
  for (const CatalogKind* kind : kinds::all()) {
    for (const std::string_view query : kind->queries) {
      if (!query.empty()) queries.push_back(expand(query, names, server_major_version));
    }
  }
  return queries;
}

}  // namespace pgsettle
