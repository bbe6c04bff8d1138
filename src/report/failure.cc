#include "report/failure.h"

#include <fmt/format.h>

#include <algorithm>

#include "base/secret.h"
#include "base/text.h"
#include "base/utf8.h"
#include "report/advice.h"
#include "report/excerpt.h"

namespace pgsettle {
namespace {

const StatementResult* failed_statement(const ApplyResult& result) {
  for (const ScriptResult& script : result.scripts) {
    const auto found =
        std::ranges::find(script.statements, Outcome::failed, &StatementResult::outcome);
    if (found != script.statements.end()) return &*found;
  }
  return nullptr;
}

// After a lost connection: what the server was at, if that is known.
const StatementResult* unanswered_statement(const ApplyResult& result) {
  for (const ScriptResult& script : result.scripts) {
    if (script.state == ScriptState::in_doubt) return nullptr;
    const auto found = std::ranges::find_if(script.statements, [](const StatementResult& each) {
      return each.sent && each.outcome == Outcome::not_run;
    });
    if (found != script.statements.end()) return &*found;
  }
  return nullptr;
}

std::string heading(const ServerMessage& error, const Style& style) {
  const std::string label =
      error.sqlstate.empty() ? "error" : fmt::format("error[{}]", error.sqlstate);
  return fmt::format("{}: {}\n", style(Colour::error, label), redact_sql(error.message));
}

// The error is the server's echo of the signal that we got.
bool is_cancellation(const Stop& stop, const ServerMessage& error) {
  const bool asked = stop.code == ErrorCode::interrupted || stop.code == ErrorCode::terminated;
  return asked && error.sqlstate == "57014";
}

// The query inside a function or DO block that the error is about.
std::string internal_query(const ServerMessage& error, const Style& style) {
  if (error.internal_query.empty()) return {};
  const SourceText query("query", error.internal_query);
  const std::size_t character = std::max<std::size_t>(error.internal_position, 1) - 1;
  return excerpt(query, offset_of_character(query.text(), character), style);
}

std::string details(const ServerMessage& error, const Style& style) {
  std::string out;
  const auto add = [&](std::string_view label, std::string_view text) {
    if (!text.empty()) out += note(label, redact_sql(text), style);
  };
  add("detail", error.detail);
  add("hint", error.hint);
  add("hint", advice(error.sqlstate));
  add("context", error.context);
  return out;
}

// "a.sql", "a.sql, b.sql and 3 more"
std::string list_of(const std::vector<std::string>& paths) {
  constexpr std::size_t shown = 4;
  const std::size_t count = std::min(paths.size(), shown);
  std::string text = fmt::format(
      "{}", fmt::join(paths.begin(), paths.begin() + static_cast<std::ptrdiff_t>(count), ", "));
  if (paths.size() > shown) text += fmt::format(" and {} more", paths.size() - shown);
  return text;
}

std::string what_is_left(const ApplyResult& result) {
  struct Row {
    ScriptState state;
    std::string_view label;
  };
  constexpr std::array rows = {
      Row{ScriptState::committed, "kept"},
      Row{ScriptState::partly_committed, "kept in part (its earlier transactions)"},
      Row{ScriptState::rolled_back, "rolled back"},
      Row{ScriptState::in_doubt, "in doubt (the connection broke during COMMIT)"},
      Row{ScriptState::not_run, "not run"},
  };
  std::string out;
  for (const Row& row : rows) {
    std::vector<std::string> paths;
    for (const ScriptResult& script : result.scripts) {
      if (script.state == row.state) paths.push_back(script.script->path);
    }
    if (!paths.empty()) out += fmt::format("{}: {}\n", row.label, list_of(paths));
  }
  return out;
}

// The run was ended from outside: by a signal, or because the connection broke.
std::string render_stop(const ApplyResult& result, const Style& style) {
  std::string out =
      fmt::format("{}: {}\n", style(Colour::error, "error"), redact_sql(result.stop->message));
  const StatementResult* at = failed_statement(result);
  if (at == nullptr) at = unanswered_statement(result);
  if (at != nullptr) out += excerpt(*at->statement->source, at->statement->range.begin, style);
  return out;
}

std::string render_cause(const ApplyResult& result, const Style& style) {
  if (result.commit_error) {
    const std::string at =
        note("at",
             fmt::format("COMMIT of {}; deferred constraints are checked then",
                         result.commit_script == nullptr ? "the transaction"
                                                         : result.commit_script->script->path),
             style);
    return heading(*result.commit_error, style) + at + details(*result.commit_error, style);
  }
  const StatementResult* failed = failed_statement(result);
  if (failed != nullptr && !is_cancellation(*result.stop, *failed->error)) {
    const Statement& statement = *failed->statement;
    return heading(*failed->error, style) +
           excerpt(*statement.source, error_offset(statement, *failed->error), style) +
           internal_query(*failed->error, style) + details(*failed->error, style);
  }
  return render_stop(result, style);
}

}  // namespace

std::size_t error_offset(const Statement& statement, const ServerMessage& error) {
  if (error.position == 0) return statement.range.begin;
  const std::size_t offset = offset_of_character(statement.sql(), error.position - 1);
  return statement.source_offset(offset);
}

std::string render_failure(const ApplyResult& result, const Style& style) {
  if (!result.stop) return {};
  std::string out = render_cause(result, style);
  if (!result.stop->hint.empty()) out += note("hint", redact_sql(result.stop->hint), style);
  return out + what_is_left(result);
}

std::string render_notice(const Statement& statement, const ServerMessage& notice,
                          const Style& style) {
  const Colour colour = notice.severity == "WARNING" ? Colour::warning : Colour::note;
  std::string out =
      fmt::format("{}: {} ({})\n",
                  style(colour, fmt::format("{}[{}]", to_lower(notice.severity), notice.sqlstate)),
                  redact_sql(notice.message), place(*statement.source, statement.range.begin));
  if (!notice.detail.empty()) out += note("detail", redact_sql(notice.detail), style);
  if (!notice.hint.empty()) out += note("hint", redact_sql(notice.hint), style);
  return out;
}

}  // namespace pgsettle
