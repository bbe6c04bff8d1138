#include "catalog/privileges.h"

#include <fmt/format.h>

#include <algorithm>
#include <string_view>

#include "sql/write/quoting.h"

namespace pgsettle {
namespace {

// An entry of the catalog's list: "SELECT* reader"; see catalog_query.cc.
struct Entry {
  explicit Entry(std::string_view text) {
    by_other = text.starts_with('!');
    if (by_other) text.remove_prefix(1);
    const std::size_t blank = text.find(' ');
    privilege = text.substr(0, blank);
    grantee = text.substr(blank + 1);
    grantable = privilege.ends_with('*');
    if (grantable) privilege.remove_suffix(1);
  }

  std::string role() const { return grantee == "public" ? "PUBLIC" : sql_identifier(grantee); }

  bool by_other;  // somebody else than the owner has granted it
  bool grantable;
  std::string_view privilege;
  std::string_view grantee;
};

// "SELECT ON TABLE public.t", "SELECT (a) ON TABLE public.t".
std::string target(std::string_view privilege, const std::string& sql_reference,
                   const CatalogObject& object) {
  if (object.kind == ObjectKind::column) {
    return fmt::format("{} ({}) ON TABLE {}", privilege, sql_identifier(object.name.name),
                       sql_name(object.owner));
  }
  const std::string name = sql_reference.substr(sql_reference.find(sql_name(object.name)));
  switch (object.kind) {
    case ObjectKind::view:
    case ObjectKind::materialized_view:
    case ObjectKind::foreign_table:
      return fmt::format("{} ON TABLE {}", privilege, name);
    case ObjectKind::aggregate:
      return fmt::format("{} ON FUNCTION {}", privilege, name);
    default:
      return fmt::format("{} ON {}", privilege, sql_reference);
  }
}

bool contains(const std::vector<std::string>& list, const std::string& item) {
  return std::ranges::find(list, item) != list.end();
}

// Members have none of their own, and PUBLIC has what the kind gives it.
bool is_by_default(const Entry& entry, const CatalogObject& object) {
  if (entry.grantee == object.owner_role) return true;
  return entry.grantee == "public" &&
         ((is_routine(object.kind) && entry.privilege == "EXECUTE") ||
          ((object.kind == ObjectKind::type || object.kind == ObjectKind::domain) &&
           entry.privilege == "USAGE"));
}

void grant(const Entry& entry, const std::string& sql_reference, const CatalogObject& object,
           Remedy& remedy) {
  if (entry.by_other) {
    remedy.note(Phase::privilege,
                fmt::format("{}: {} was granted to {} by somebody else than the owner",
                            describe(object), entry.privilege, entry.role()));
    return;
  }
  remedy.add(Phase::privilege,
             fmt::format("GRANT {} TO {}{}", target(entry.privilege, sql_reference, object),
                         entry.role(), entry.grantable ? " WITH GRANT OPTION" : ""));
}

void revoke(const Entry& entry, const std::string& sql_reference, const CatalogObject& object,
            Remedy& remedy) {
  remedy.add(Phase::privilege,
             fmt::format("REVOKE {} FROM {}", target(entry.privilege, sql_reference, object),
                         entry.role()));
}

}  // namespace

void write_privileges(const std::string& sql_reference, const CatalogObject& from,
                      const CatalogObject& to, Remedy& remedy) {
  for (const std::string& item : from.acl) {
    if (!contains(to.acl, item)) revoke(Entry(item), sql_reference, to, remedy);
  }
  for (const std::string& item : to.acl) {
    if (!contains(from.acl, item)) grant(Entry(item), sql_reference, to, remedy);
  }
}

void write_new_privileges(const std::string& sql_reference, const CatalogObject& object,
                          Remedy& remedy) {
  const auto& list = object.acl;
  const bool routine = is_routine(object.kind);
  const bool type = object.kind == ObjectKind::type || object.kind == ObjectKind::domain;
  const std::string open = routine ? "EXECUTE public" : "USAGE public";
  if ((routine || type) && !contains(list, open))
    revoke(Entry(open), sql_reference, object, remedy);
  for (const std::string& item : list) {
    const Entry entry(item);
    if (!is_by_default(entry, object)) grant(entry, sql_reference, object, remedy);
  }
}

}  // namespace pgsettle
