// The statements that would be sent, to be read or run by hand.
#include <fmt/format.h>

#include "report/format.h"
#include "report/printable.h"

namespace pgsettle::formats {
namespace {

std::string comment(std::string_view text) {
  std::string line = "-- ";
  for (const char c : text) line += c == '\n' || c == '\r' ? ' ' : c;
  return line + '\n';
}

std::string plan_sql(const PlanReport& report) {
  std::string text;
  for (const PlannedScript& script : report.plan.scripts) {
    for (const PlannedStatement& planned : script.statements) {
      if (!planned.sent) continue;
      const Statement& statement = *planned.statement;
      text += comment(planned_place(statement));
      for (const std::string& first : planned.must_send_before) text += first + "\n;\n";
      // A comment at its end would take the semicolon in.
      text += printable(statement.sql());
      text += "\n;\n";
      if (statement.copy_rows) text += comment("its rows are in the script");
      text += '\n';
    }
  }
  return text + comment(plan_sum(report.plan));
}

}  // namespace

extern const Format sql{
    .id = "sql",
    .summary = "the statements that would be sent",
    .plan = plan_sql,
    .error = [](std::string_view, const Error&) { return std::string(); },
    .refusal = [](const RefusalReport&) { return std::string(); },
};

}  // namespace pgsettle::formats
