#include "settle/privileges.h"

#include <fmt/format.h>

#include <algorithm>
#include <cctype>
#include <utility>
#include <vector>

#include "settle/privilege_targets.h"

namespace pgsettle {
namespace {

// One object, or one of its columns.
struct Slot {
  Aspect target;
  std::string column = {};

  PrivilegeEntry entry(const std::string& privilege, const std::string& grantee) const {
    return {target, column, fmt::format("{} {}", privilege, grantee)};
  }
};

struct Wanted {
  std::string privilege;
  std::string column = {};  // empty: of the object
};

std::string upper(std::string text) {
  std::ranges::transform(text, text.begin(), [](unsigned char c) { return std::toupper(c); });
  return text == "TEMP" ? "TEMPORARY" : text;
}

// Empty: cannot be told.
std::vector<Wanted> wanted(const GrantDetails& grant, const PrivilegeTarget& target) {
  std::vector<Wanted> list;
  const auto add = [&](const std::vector<std::string>& names, const std::string& column) {
    for (const std::string& name : names) list.push_back({name, column});
  };
  if (grant.all_privileges) add(target.all, "");
  for (const Privilege& privilege : grant.privileges) {
    const std::vector<std::string> names =
        privilege.name.empty()
            ? std::vector<std::string>{"INSERT", "REFERENCES", "SELECT", "UPDATE"}
            : std::vector{upper(privilege.name)};
    if (privilege.columns.empty()) add(names, "");
    for (const std::string& column : privilege.columns) add(names, column);
  }
  return list;
}

void grant(Privileges& privileges, const std::string& privilege, const std::string& grantee,
           const Slot& slot, bool with_option) {
  const PrivilegeEntry passed_on = slot.entry(privilege + "*", grantee);
  if (privileges.contains(passed_on)) return;
  if (with_option) {
    privileges.erase(slot.entry(privilege, grantee));
    privileges.insert(passed_on);
  } else {
    privileges.insert(slot.entry(privilege, grantee));
  }
}

// False: cannot be told.
bool revoke(Privileges& privileges, const std::string& privilege, const std::string& grantee,
            const Slot& slot, bool option_only) {
  // What others have granted stays.
  if (privileges.contains(slot.entry("!" + privilege, grantee)) ||
      privileges.contains(slot.entry("!" + privilege + "*", grantee))) {
    return false;
  }
  // Who could pass it on may have done so.
  if (privileges.contains(slot.entry(privilege + "*", grantee))) return false;
  if (!option_only) privileges.erase(slot.entry(privilege, grantee));
  return true;
}

bool apply(const GrantDetails& details, bool grants, const PrivilegeTarget& target,
           const std::string& grantee, Privileges& privileges) {
  const std::vector<Wanted> list = wanted(details, target);
  for (const auto& [privilege, column] : list) {
    const Slot slot = {target.key, column};
    if (grants) {
      grant(privileges, privilege, grantee, slot, details.with_option);
      continue;
    }
    if (!revoke(privileges, privilege, grantee, slot, details.option_only)) return false;
    if (!column.empty()) continue;
    // From a table is from its columns as well.
    for (const auto& [name, acl] : target.columns) {
      const Slot of_column = {target.key, name};
      if (!revoke(privileges, privilege, grantee, of_column, details.option_only)) return false;
    }
  }
  return !list.empty();
}

bool is_known(const std::string& grantee, const Facts& facts) {
  return grantee == "public" || facts.role(grantee) != nullptr;
}

}  // namespace

std::optional<Privileges> privileges_before(const PlacedAction& subject) {
  const auto targets = privilege_targets(subject);
  if (!targets) return std::nullopt;
  Privileges privileges;
  const auto insert = [&](const Slot& slot, const std::vector<std::string>& acl) {
    for (const std::string& item : acl) privileges.insert({slot.target, slot.column, item});
  };
  for (const PrivilegeTarget& target : *targets) {
    insert({target.key}, target.acl);
    for (const auto& [column, acl] : target.columns) insert({target.key, column}, acl);
  }
  return privileges;
}

Privileges privileges_from(const Aspect& target, const std::vector<std::string>& acl) {
  Privileges privileges;
  for (const std::string& item : acl) privileges.insert({target, "", item});
  return privileges;
}

std::optional<Privileges> privileges_after(const PlacedAction& subject, Privileges before) {
  const auto* details = subject.action.as<GrantDetails>();
  const auto targets = privilege_targets(subject);
  if (details == nullptr || !targets) return std::nullopt;
  // Who grants as somebody else than the owner grants beside the owner.
  if (details->granted_by || !subject.names.is_first_role()) return std::nullopt;
  const bool grants = subject.action.verb == Verb::grant;
  for (const std::string& grantee : details->grantees) {
    // CURRENT_USER is no role's name.
    if (!is_known(grantee, subject.facts)) return std::nullopt;
    for (const PrivilegeTarget& target : *targets) {
      if (!target.owned || !apply(*details, grants, target, grantee, before)) return std::nullopt;
    }
  }
  return before;
}

}  // namespace pgsettle
