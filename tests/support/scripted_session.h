// A session without a server: it records what is sent, and answers as it was told to. Like a
// server it skips what follows an error up to the next sync, and like a connection it hands answers
// out only once they were asked for.
#pragma once

#include <deque>
#include <functional>
#include <limits>
#include <string>
#include <string_view>
#include <vector>

#include "db/session.h"

namespace pgsettle {

// Answers as the server gives them.
Answer done(std::string_view command_tag = "OK");
Answer touched(std::int64_t rows);
Answer table(std::vector<std::string> column_names, std::vector<ResultRow> rows);
Answer failed(std::string_view sqlstate, std::string_view message = "some error");
// Success with notices "NOTICE", one for each SQLSTATE.
Answer noticed(std::initializer_list<std::string_view> sqlstates);
ServerMessage notice(std::string_view sqlstate, std::string_view source_function = "",
                     std::string_view context = "");

class ScriptedSession : public Session {
 public:
  static constexpr int always = std::numeric_limits<int>::max();

  // The next `times` statements that contain `part` are answered so; the others succeed, and the
  // advisory lock is granted. The rule that was given first wins.
  void answer(std::string_view part, Answer answer, int times = 1);
  // Is called when the server comes to a statement that contains `part`, once.
  void when(std::string_view part, std::function<void()> then);
  // The connection breaks when the server comes to such a statement, the `occurrence`th from 1; it
  // is not answered. `said_so`: the server announces it.
  void break_at(std::string_view part, bool said_so = false, int occurrence = 1);
  // Answers arrive without being asked for.
  void answer_at_once() { eager_ = true; }

  // Every statement in the order of sending. "alone: " stands before what was sent alone, rows
  // of a COPY behind it after " <- ".
  std::vector<std::string> sent;
  // What a new session would begin with is asked between scripts; that is not among `sent`.
  std::size_t asked_for_defaults = 0;
  int syncs = 0;
  int flushes = 0;

  void send(std::string_view sql, Results results) override;
  void send_alone(std::string_view sql, Results results) override;
  void request_flush() override { ++flushes; }
  void sync() override;
  std::size_t pending() const override { return pending_; }
  std::optional<Answer> poll() override;
  Answer wait() override;
  Answer copy_in(std::string_view sql, std::string_view rows) override;
  Answer copy_out(std::string_view sql) override;
  void cancel() override {}
  void renew(const std::function<void(Session& fresh)>& /*hand_over*/) override {
    sent.emplace_back("renew");
  }
  bool ended_by_server() const override { return said_so_; }
  int server_major_version() const override { return 15; }
  int process_id() const override { return 77; }

 private:
  struct Rule {
    std::string part;
    int skip = 0;
    int times = 1;
    Answer answer;
    std::function<void()> then;
    bool breaks = false;
    bool said_so = false;
  };
  struct Queued {
    bool sync;
    std::string sql;
    Results results;
  };

  Answer copy(std::string_view sql);
  void work();
  std::optional<Answer> execute(const std::string& sql);

  std::deque<Rule> rules_;
  std::deque<Queued> queue_;  // what the server has not come to yet
  std::deque<Answer> ready_;
  std::size_t pending_ = 0;
  bool eager_ = false;
  bool skipping_ = false;
  bool lost_ = false;
  bool said_so_ = false;
};

}  // namespace pgsettle
