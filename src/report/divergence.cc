#include "report/divergence.h"

#include <fmt/format.h>

#include <string_view>

#include "report/excerpt.h"
#include "sql/read/diagnostic.h"

namespace pgsettle {
namespace {

std::string place(const Statement& statement) {
  return fmt::format("{}:{}", statement.source->path(),
                     statement.source->position(statement.range.begin).line);
}

}  // namespace

std::string render_divergences(const ApplyResult& result, const Style& style) {
  std::string text;
  for (const Divergence& divergence : result.divergences) {
    const Statement& statement = *divergence.statement;
    text += render({.severity = Severity::warning,
                    .id = "will-not-converge",
                    .source = statement.source,
                    .range = statement.range,
                    .message = divergence.message + "; no run will change that",
                    .hint = divergence.remedy.empty() ? "" : "Add:\n" + divergence.remedy},
                   style);
  }
  for (const ScriptResult& script : result.scripts) {
    for (const StatementResult& statement : script.statements) {
      if (statement.superseded_by == nullptr) continue;
      text += fmt::format("note: {} is superseded by {}, and not sent\n",
                          place(*statement.statement), place(*statement.superseded_by));
    }
  }
  return text;
}

}  // namespace pgsettle
