// Lets a server build twins and compare them.
#pragma once

#include <deque>
#include <vector>

#include "db/session.h"
#include "settle/question_round.h"
#include "settle/twin.h"

namespace pgsettle {

// In transactions that are rolled back, or, when `inside` one, behind savepoints. Those that share
// a transaction with a twin that fails are built by themselves in the next round. A twin that
// cannot be built has no answer.
class TwinRound : public QuestionRound {
 public:
  // The twins outlive it.
  TwinRound(Session& session, const std::vector<Twin>& twins, bool inside);

  bool is_open() const override { return !groups_.empty(); }
  void send() override;
  void receive(Answers& answers) override;

 private:
  // What is built in one transaction: the first that fails takes the rest with it.
  using Group = std::vector<const Twin*>;

  void send(const Group& group);

  Session& session_;
  bool inside_;
  std::vector<Group> groups_;
  std::deque<std::size_t> before_;  // of a group: its answers before those to its questions
};

}  // namespace pgsettle
