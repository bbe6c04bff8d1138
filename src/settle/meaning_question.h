// Asks a server for the meanings of types and expressions: those that read the same row in one
// statement.
#pragma once

#include <vector>

#include "db/session.h"
#include "settle/meaning.h"
#include "settle/question_round.h"

namespace pgsettle {

// In a transaction that reads only and takes no lock beyond ACCESS SHARE, or, when `inside` one,
// behind a savepoint. What shares a statement with a question that fails is asked by itself in the
// next round; a question that fails by itself has no answer.
class MeaningRound : public QuestionRound {
 public:
  // The questions outlive it.
  MeaningRound(Session& session, const std::vector<MeaningQuestion>& questions, bool inside);

  bool is_open() const override { return !groups_.empty(); }
  void send() override;
  void receive(Answers& answers) override;

 private:
  using Group = std::vector<const MeaningQuestion*>;

  Session& session_;
  bool inside_;
  std::vector<Group> groups_;
};

}  // namespace pgsettle
