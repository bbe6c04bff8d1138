// What need not be sent, as of the last time that the server was asked.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "base/clock.h"
#include "db/session.h"
#include "settle/probe.h"
#include "settle/settlement.h"
#include "settle/settler.h"

namespace pgsettle {

class SettledStatements {
 public:
  // All outlive this.
  SettledStatements(Session& session, const Clock& clock, const Settler& settler)
      : session_(session), clock_(clock), settler_(settler) {}

  // Asks the server, from `from` on (nullptr: of all). `inside`: a transaction of ours is open.
  // Nothing may be pending. Throws Error{connection}; when the catalog cannot be read, problem()
  // says it and everything is to be sent.
  void ask(bool inside, const Statement* from = nullptr);
  // Asking delays nobody else, sending may. Yet it must not become the greater part of the work
  // where so few statements may turn out settled.
  bool is_worth_asking() const {
    return waiting_ >= asked_again_ * gain_per_question || time_spent_ < most_time;
  }
  // The session is a new one: its search_path may be another.
  void begin_anew() {
    session_facts_.reset();
    stale_ = true;
  }
  // What was asked may not be true any more.
  void forget() { stale_ = true; }
  bool is_stale() const { return stale_; }

  const std::string& problem() const { return problem_; }
  // Asked::limit of the first time.
  const std::string& limit() const { return limit_; }
  const Decision& of(const Statement& statement) const { return settlement_.of(statement); }
  const std::vector<Divergence>& divergences() const { return settlement_.divergences; }
  bool everything_is_settled() const { return settlement_.everything_is_settled(); }

 private:
  static constexpr std::size_t gain_per_question = 3;
  static constexpr std::chrono::seconds most_time{10};

  Session& session_;
  const Clock& clock_;
  const Settler& settler_;
  std::optional<SessionFacts> session_facts_;
  Settlement settlement_;
  Answers twins_;  // for the next time, when nothing was sent in between
  std::string limit_;
  std::string problem_;
  bool stale_ = true;
  std::size_t asked_again_ = 0;
  Clock::TimePoint::duration time_spent_{};  // on asking again
  std::size_t waiting_ = 0;                  // statements whose verdict is ask_again
};

}  // namespace pgsettle
