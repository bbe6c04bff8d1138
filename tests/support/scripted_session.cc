#include "support/scripted_session.h"

#include <fmt/format.h>

#include <stdexcept>
#include <utility>

#include "base/error.h"

namespace pgsettle {

namespace {

// What a new session would begin with is asked between scripts, and is none of their statements
// either.
bool asks_for_defaults(std::string_view sql) {
  return sql.find("pg_db_role_setting") != std::string_view::npos;
}

}  // namespace

Answer done(std::string_view command_tag) {
  Answer answer;
  answer.command_tag = command_tag;
  return answer;
}

Answer touched(std::int64_t rows) {
  Answer answer;
  answer.rows = rows;
  return answer;
}

Answer table(std::vector<std::string> column_names, std::vector<ResultRow> rows) {
  Answer answer;
  answer.rows = static_cast<std::int64_t>(rows.size());
  answer.column_names = std::move(column_names);
  answer.result = std::move(rows);
  return answer;
}

Answer failed(std::string_view sqlstate, std::string_view message) {
  Answer answer;
  answer.status = AnswerStatus::failed;
  answer.error = notice(sqlstate);
  answer.error->severity = "ERROR";
  answer.error->message = message;
  return answer;
}

Answer noticed(std::initializer_list<std::string_view> sqlstates) {
  Answer answer;
  for (const std::string_view sqlstate : sqlstates) answer.notices.push_back(notice(sqlstate));
  return answer;
}

ServerMessage notice(std::string_view sqlstate, std::string_view source_function,
                     std::string_view context) {
  ServerMessage message;
  message.severity = "NOTICE";
  message.sqlstate = sqlstate;
  message.message = "some notice";
  message.source_function = source_function;
  message.context = context;
  return message;
}

void ScriptedSession::answer(std::string_view part, Answer answer, int times) {
  rules_.push_back(
      {.part = std::string(part), .times = times, .answer = std::move(answer), .then = {}});
}

void ScriptedSession::when(std::string_view part, std::function<void()> then) {
  rules_.push_back({.part = std::string(part), .answer = {}, .then = std::move(then)});
}

void ScriptedSession::break_at(std::string_view part, bool said_so, int occurrence) {
  rules_.push_back({.part = std::string(part),
                    .skip = occurrence - 1,
                    .answer = {},
                    .then = {},
                    .breaks = true,
                    .said_so = said_so});
}

void ScriptedSession::send(std::string_view sql, Results results) {
  sent.emplace_back(sql);
  ++pending_;
  queue_.push_back({.sync = false, .sql = std::string(sql), .results = results});
  if (eager_) work();
}

void ScriptedSession::send_alone(std::string_view sql, Results results) {
  if (pending_ > 0) throw std::logic_error("send_alone() with answers pending");
  if (asks_for_defaults(sql)) {
    ++asked_for_defaults;
  } else {
    sent.push_back(fmt::format("alone: {}", sql));
  }
  ++pending_;
  queue_.push_back({.sync = false, .sql = std::string(sql), .results = results});
  sync();
}

void ScriptedSession::sync() {
  ++syncs;
  queue_.push_back({.sync = true, .sql = {}, .results = Results::discard});
  work();
}

std::optional<Answer> ScriptedSession::poll() {
  if (ready_.empty()) return std::nullopt;
  --pending_;
  Answer answer = std::move(ready_.front());
  ready_.pop_front();
  return answer;
}

Answer ScriptedSession::wait() {
  if (pending_ == 0) throw std::logic_error("wait() without anything pending");
  if (ready_.empty()) work();
  if (auto answer = poll()) return *std::move(answer);
  throw Error(ErrorCode::connection, "connection lost: broken by the test");
}

Answer ScriptedSession::copy_in(std::string_view sql, std::string_view rows) {
  sent.push_back(fmt::format("{} <- {}", sql, rows));
  return copy(sql);
}

Answer ScriptedSession::copy_out(std::string_view sql) {
  sent.emplace_back(sql);
  return copy(sql);
}

Answer ScriptedSession::copy(std::string_view sql) {
  if (pending_ > 0) throw std::logic_error("COPY with answers pending");
  if (auto answer = lost_ ? std::nullopt : execute(std::string(sql))) return *std::move(answer);
  throw Error(ErrorCode::connection, "connection lost: broken by the test");
}

void ScriptedSession::work() {
  while (!queue_.empty() && !lost_) {
    const Queued next = std::exchange(queue_.front(), {});
    queue_.pop_front();
    if (next.sync) {
      skipping_ = false;
      continue;
    }
    auto answer = execute(next.sql);
    if (!answer) return;
    skipping_ = skipping_ || answer->status == AnswerStatus::failed;
    if (next.results == Results::discard) {
      answer->result.clear();
      answer->column_names.clear();
    }
    ready_.push_back(*std::move(answer));
  }
}

std::optional<Answer> ScriptedSession::execute(const std::string& sql) {
  if (skipping_) {
    Answer skipped;
    skipped.status = AnswerStatus::skipped;
    return skipped;
  }
  // The lock is no statement of the scripts: only who names it means it.
  const bool lock = sql.find("advisory_lock") != std::string::npos;
  for (std::size_t i = 0; i < rules_.size(); ++i) {  // then() may add rules
    Rule& rule = rules_[i];
    if (rule.times == 0 || sql.find(rule.part) == std::string::npos) continue;
    if (lock && rule.part.find("advisory_lock") == std::string::npos) continue;
    if (asks_for_defaults(sql) && !asks_for_defaults(rule.part)) continue;
    if (rule.skip-- > 0) continue;
    --rule.times;
    if (rule.breaks) {
      lost_ = true;
      said_so_ = rule.said_so;
      return std::nullopt;
    }
    if (!rule.then) return rule.answer;
    rule.then();
  }
  return lock ? table({"x"}, {{"t"}}) : done();
}

}  // namespace pgsettle
