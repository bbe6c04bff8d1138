#include "settle/privileges.h"

#include <algorithm>
#include <cctype>
#include <vector>

namespace pgsettle {
namespace {

// ALL, as acldefault() gives it to the owner (src/include/utils/acl.h).
std::vector<std::string> all_privileges(const CatalogObject& object) {
  switch (object.kind) {
    case ObjectKind::sequence:
      return {"SELECT", "UPDATE", "USAGE"};
    case ObjectKind::function:
    case ObjectKind::procedure:
    case ObjectKind::aggregate:
      return {"EXECUTE"};
    case ObjectKind::schema:
      return {"CREATE", "USAGE"};
    case ObjectKind::type:
    case ObjectKind::domain:
      return {"USAGE"};
    case ObjectKind::table:
    case ObjectKind::view:
    case ObjectKind::materialized_view:
    case ObjectKind::foreign_table: {
      std::vector<std::string> list = {"DELETE",  "INSERT",   "REFERENCES", "SELECT",
                                       "TRIGGER", "TRUNCATE", "UPDATE"};
      if (object.is("maintain")) list.emplace_back("MAINTAIN");  // the server knows it
      return list;
    }
    default:
      return {};
  }
}

std::string upper(std::string text) {
  std::ranges::transform(text, text.begin(), [](unsigned char c) { return std::toupper(c); });
  return text;
}

std::vector<std::string> wanted(const GrantDetails& grant, const CatalogObject& object) {
  if (grant.all_privileges) return all_privileges(object);
  std::vector<std::string> list;
  for (const std::string& privilege : grant.privileges) {
    if (privilege.find('(') != std::string::npos) return {};  // of columns
    list.push_back(upper(privilege));
  }
  return list;
}

bool has_column_privileges(const Subject& subject) {
  const auto columns = subject.facts.members(ObjectKind::column, subject.object);
  return std::ranges::any_of(
      columns, [](const CatalogObject* column) { return !column->list("acl").empty(); });
}

using Privileges = std::set<std::string>;

void grant(Privileges& privileges, const std::string& privilege, const std::string& grantee,
           const CatalogObject& object, bool with_option) {
  if (privileges.contains(privilege + "* " + grantee)) return;
  // The owner may pass on what is the owner's, whatever is written of it.
  if (with_option && grantee != object.get("owner")) {
    privileges.erase(privilege + " " + grantee);
    privileges.insert(privilege + "* " + grantee);
  } else {
    privileges.insert(privilege + " " + grantee);
  }
}

// What others have granted stays.
bool revoke(Privileges& privileges, const std::string& privilege, const std::string& grantee) {
  if (privileges.contains("!" + privilege + " " + grantee) ||
      privileges.contains("!" + privilege + "* " + grantee)) {
    return false;
  }
  privileges.erase(privilege + " " + grantee);
  // Who could pass it on may have done so.
  return privileges.erase(privilege + "* " + grantee) == 0;
}

}  // namespace

std::optional<Privileges> privileges_after(const Subject& subject, Privileges before) {
  const auto* details = subject.action.as<GrantDetails>();
  const CatalogObject* object = subject.find();
  // GRANT ON TABLE means views, sequences and the like, too.
  if (details == nullptr || object == nullptr || before.empty()) return std::nullopt;
  // Who grants as somebody else than the owner grants beside the owner.
  if (details->granted_by || !object->is("owned") || !subject.place.is_first_role()) {
    return std::nullopt;
  }
  const auto is_odd = [](const std::string& name) {
    return name == "current_user" || name == "session_user";
  };
  if (std::ranges::any_of(details->grantees, is_odd)) return std::nullopt;
  const bool grants = subject.action.verb == Verb::grant;
  // Revoking from a table revokes from its columns.
  if (!grants && (details->option_only || has_column_privileges(subject))) return std::nullopt;
  const std::vector<std::string> privileges = wanted(*details, *object);
  if (privileges.empty()) return std::nullopt;
  for (const std::string& grantee : details->grantees) {
    for (const std::string& privilege : privileges) {
      if (grants) {
        grant(before, privilege, grantee, *object, details->with_option);
      } else if (!revoke(before, privilege, grantee)) {
        return std::nullopt;
      }
    }
  }
  return before;
}

}  // namespace pgsettle
