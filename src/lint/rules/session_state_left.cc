#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <map>
#include <string>
#include <string_view>

#include "lint/findings.h"
#include "lint/rule.h"
#include "lint/transaction_units.h"

namespace pgsettle::rules {
namespace {

constexpr std::array<std::string_view, 6> harmful = {
    "role",         "session_authorization",         "session_replication_role",
    "row_security", "default_transaction_read_only", "transaction_read_only"};

bool puts_back(const SettingDetails& setting) {
  if (setting.reset) return true;
  if (setting.values.empty()) return false;
  const std::string& value = setting.values[0];
  return value == "none" || value == "origin" ||
         (value == "on" && setting.name == "row_security") ||
         (value == "off" && setting.name.ends_with("read_only"));
}

// What one script has changed and not put back.
class Session {
 public:
  void see(const Occurrence& occurrence) {
    const Action& action = *occurrence.action;
    if (const auto* setting = action.as<SettingDetails>()) return set(occurrence, *setting);
    if (action.verb == Verb::call) return call(occurrence);
    if (!action.object.empty()) return;  // one trigger: part of the schema
    const std::string table = fmt::format("the triggers of \"{}\" disabled", action.owner.name);
    if (action.change == Change::disable_trigger) left_[table] = &occurrence;
    if (action.change == Change::enable_trigger) left_.erase(table);
  }

  const std::map<std::string, const Occurrence*>& left() const { return left_; }

 private:
  void set(const Occurrence& occurrence, const SettingDetails& setting) {
    if (setting.reset && setting.name.empty()) {  // RESET ALL
      std::erase_if(left_, [](const auto& entry) { return entry.first.ends_with(" set"); });
    }
    if (std::ranges::find(harmful, setting.name) == harmful.end()) return;
    if (setting.local) return;
    const std::string what = setting.name + " set";
    if (puts_back(setting)) {
      left_.erase(what);
    } else {
      left_[what] = &occurrence;
    }
  }

  void call(const Occurrence& occurrence) {
    const std::string& function = occurrence.action->object.name;
    const std::string what = "an advisory lock held";
    if (function == "pg_advisory_lock" || function == "pg_try_advisory_lock") {
      left_[what] = &occurrence;
    } else if (function.starts_with("pg_advisory_unlock")) {
      left_.erase(what);
    }
  }

  std::map<std::string, const Occurrence*> left_;
};

bool is_local_for_nothing(const Occurrence& occurrence, const TransactionUnits& units) {
  const auto* setting = occurrence.action->as<SettingDetails>();
  return setting != nullptr && setting->local && occurrence.is_plain() &&
         units.of(*occurrence.statement) == nullptr;
}

void check(const LintContext& context, Findings& findings) {
  const TransactionUnits units(context);
  std::map<const LintedScript*, Session> sessions;
  for (const Occurrence* occurrence : context.model.occurrences()) {
    if (!occurrence->statement->script->reported || occurrence->called) continue;
    sessions[occurrence->statement->script].see(*occurrence);
    if (is_local_for_nothing(*occurrence, units)) {
      findings.add(*occurrence, "SET LOCAL does nothing outside of a transaction",
                   "Put BEGIN before it, or write SET.");
    }
  }
  for (const auto& [script, session] : sessions) {
    for (const auto& [what, occurrence] : session.left()) {
      findings.add(*occurrence, fmt::format("the script ends with {}", what),
                   "Put it back at the end, or use SET LOCAL in a transaction.");
    }
  }
}

}  // namespace

extern const Rule session_state_left{
    .id = "session-state-left",
    .group = RuleGroup::transactions,
    .severity = Severity::warning,
    .summary = "a setting or lock that the script leaves behind",
    .why =
        "SET without LOCAL, a disabled trigger and pg_advisory_lock() outlive the script: with "
        "psql what follows runs under another role, without triggers or row security. SET LOCAL "
        "outside of a transaction does nothing but warn. SET search_path and the timeouts at the "
        "head of a script are as good as a comment.",
    .bad = "SET session_replication_role = replica;",
    .good = "SET session_replication_role = replica;\nRESET session_replication_role;",
    .check_directory = check,
};

}  // namespace pgsettle::rules
