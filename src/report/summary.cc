#include "report/summary.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <vector>

#include "base/text.h"
#include "base/utf8.h"

namespace pgsettle {
namespace {

std::size_t count(const ScriptResult& script, Outcome outcome) {
  return static_cast<std::size_t>(
      std::ranges::count(script.statements, outcome, &StatementResult::outcome));
}

// " (2 replaced, 3 created or replaced)"
std::string replacements(const ScriptResult& script) {
  std::size_t certain = 0;
  std::size_t possible = 0;
  for (const StatementResult& result : script.statements) {
    if (!result.replaced) continue;
    ++(result.statement->effect.or_replace ? possible : certain);
  }
  std::vector<std::string> parts;
  if (certain > 0) parts.push_back(fmt::format("{} replaced", certain));
  if (possible > 0) parts.push_back(fmt::format("{} created or replaced", possible));
  return parts.empty() ? "" : fmt::format(" ({})", fmt::join(parts, ", "));
}

std::string outcomes(const ScriptResult& script) {
  std::vector<std::string> parts;
  const auto add = [&](Outcome outcome, std::string_view label, const std::string& more = {}) {
    const std::size_t number = count(script, outcome);
    if (number > 0) parts.push_back(fmt::format("{} {}{}", number, label, more));
  };
  add(Outcome::applied, "applied", replacements(script));
  add(Outcome::unchanged, "unchanged");
  add(Outcome::ran, "ran");
  add(Outcome::failed, "failed");
  add(Outcome::not_run, "not run");
  std::int64_t rows = 0;
  for (const StatementResult& result : script.statements) rows += result.rows.value_or(0);
  if (rows > 0) parts.push_back(counted(static_cast<std::size_t>(rows), "row"));
  if (parts.empty()) return "nothing in it";
  return fmt::format("{}", fmt::join(parts, ", "));
}

// Statements that had done their work when it was undone.
std::size_t count_rolled_back(const ApplyResult& result) {
  std::size_t total = 0;
  for (const ScriptResult& script : result.scripts) {
    if (script.state != ScriptState::rolled_back) continue;
    total += count(script, Outcome::applied) + count(script, Outcome::ran);
  }
  return total;
}

}  // namespace

std::string script_line(const ScriptResult& script, std::size_t path_width) {
  const std::string& path = script.script->path;
  const std::size_t width = display_width(path);
  std::string line =
      fmt::format("{}{}  {}", path, std::string(path_width > width ? path_width - width : 0, ' '),
                  outcomes(script));
  line += fmt::format("  {:.0f} ms", script.milliseconds);
  if (script.splits > 0) {
    line += fmt::format("  ({} outside the transaction)", counted(script.splits, "statement"));
  }
  if (script.retries > 0) line += fmt::format("  (tried {} times)", script.retries + 1);
  return line + '\n';
}

std::string summary(const ApplyResult& result) {
  std::size_t statements = 0;
  for (const ScriptResult& script : result.scripts) statements += script.statements.size();
  std::string out = fmt::format("{}{} in {}, {:.0f} ms", counted(statements, "statement"),
                                result.failed_commits() > 0 ? " and a failed COMMIT" : "",
                                counted(result.scripts.size(), "script"), result.milliseconds);
  const std::size_t ran = result.count(Outcome::ran);
  const std::size_t not_run = result.count(Outcome::not_run);
  if (ran > 0) out += fmt::format("; {} ran", ran);
  if (not_run > 0) out += fmt::format("; {} not run", not_run);
  if (const std::size_t undone = count_rolled_back(result)) {
    out += fmt::format("; {} rolled back", undone);
  }
  return out + fmt::format("\n{} applied, {} unchanged, {} failed\n",
                           result.count(Outcome::applied), result.count(Outcome::unchanged),
                           result.count(Outcome::failed));
}

}  // namespace pgsettle
