#include "lint/findings.h"
#include "lint/rule.h"

namespace pgsettle::rules {
namespace {

bool sets_timeout(const Action& action) {
  const auto* setting = action.as<SettingDetails>();
  if (setting != nullptr) return setting->name == "lock_timeout" && !setting->reset;
  const auto* call = action.as<CallDetails>();
  return call != nullptr && action.object.name == "set_config" && !call->arguments.empty() &&
         call->arguments[0] == "lock_timeout";
}

bool waits(const Action& action) {
  if (action.verb == Verb::create) {
    return !action.owner.empty() && action.kind != ObjectKind::enum_value &&
           action.kind != ObjectKind::statistics && action.kind != ObjectKind::user_mapping;
  }
  if (action.verb == Verb::drop || action.verb == Verb::rename || action.verb == Verb::set_schema) {
    return is_relation(action.kind) || action.kind == ObjectKind::column ||
           action.kind == ObjectKind::constraint || action.kind == ObjectKind::trigger ||
           action.kind == ObjectKind::policy;
  }
  return action.verb == Verb::alter && !action.owner.empty();
}

void check(const LintContext& context, Findings& findings) {
  const LintedScript* script = nullptr;
  bool done = false;  // one finding a script
  for (const Occurrence* occurrence : context.model.occurrences()) {
    if (occurrence->statement->script != script) done = false;
    script = occurrence->statement->script;
    if (done || occurrence->temporary) continue;
    if (sets_timeout(*occurrence->action)) {
      done = true;
    } else if (waits(*occurrence->action)) {
      done = true;
      findings.add(*occurrence, "waits for its lock as long as it takes",
                   "Set lock_timeout at the head of the script.");
    }
  }
}

}  // namespace

extern const Rule missing_lock_timeout{
    .id = "missing-lock-timeout",
    .group = RuleGroup::locks,
    .severity = Severity::info,
    .summary = "statements that wait for locks, without lock_timeout",
    .why =
        "A statement that waits for ACCESS EXCLUSIVE stands in the queue behind the longest open "
        "transaction, and all others on that table behind it. With lock_timeout it gives up "
        "instead. pgsettle sets one and tries again; psql does neither.",
    .bad = "ALTER TABLE account ADD COLUMN IF NOT EXISTS name text;",
    .good = "SET lock_timeout = '2s';\nALTER TABLE account ADD COLUMN IF NOT EXISTS name text;",
    .psql_only = true,
    .check_directory = check,
};

}  // namespace pgsettle::rules
