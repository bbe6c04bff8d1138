#include "settle/ask.h"

#include <fmt/format.h>

#include <initializer_list>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "base/text.h"
#include "settle/convergence.h"
#include "settle/meaning_question.h"
#include "settle/twin_question.h"
#include "sql/write/quoting.h"

namespace pgsettle {
namespace {

// Why no twins can be built; empty: they can.
std::string refusal(const SessionFacts& session) {
  if (session.standby) return "this is a standby, where nothing can be written";
  if (!session.temporary) {
    return fmt::format("role {} may not make temporary tables here", sql_identifier(session.user));
  }
  if (session.event_triggers) return "event triggers would see it";
  return {};
}

class Asker {
 public:
  Asker(Session& session, const Settler& settler, const AskOptions& options)
      : session_(session), settler_(settler), options_(options) {}

  Asked run() {
    ProbeResult found = probe(session_, settler_, options_.inside, options_.before);
    answers_ = std::move(found.answers);
    answers_.insert(options_.twins.begin(), options_.twins.end());
    asked_.facts = std::move(found.facts);
    judge();
    while (ask()) {
    }
    asked_.settlement.divergences = convergence_.divergences();
    return std::move(asked_);
  }

 private:
  // What will not converge is said once, of all statements.
  bool is_first() const { return options_.from == nullptr; }

  void judge() {
    judgements_ = settler_.judge(asked_.facts, answers_, options_.from, options_.settlement);
    asked_.settlement = settler_.decide(judgements_);
    look();
  }

  void look() {
    if (is_first()) convergence_.look(judgements_);
  }

  // Whether there was something to ask that was not asked before: what has no answer yet will have
  // none.
  bool ask() {
    std::vector<MeaningQuestion> questions = convergence_.questions();
    std::vector<Twin> twins = asked_.settlement.twins;
    for (Twin& twin : convergence_.twins()) twins.push_back(std::move(twin));
    keep_new(questions);
    keep_new(twins);
    const std::string why = twins.empty() ? "" : refusal(asked_.facts.session());
    if (!why.empty()) {
      asked_.limit = fmt::format("{} cannot be compared as the server writes it: {}",
                                 counted(twins.size(), "definition"), why);
      twins.clear();
    }
    if (questions.empty() && twins.empty()) return false;
    MeaningRound meanings(session_, questions, options_.inside);
    TwinRound copies(session_, twins, options_.inside);
    while (meanings.is_open() || copies.is_open()) go_round({&meanings, &copies});
    answers_.insert(asked_.twins.begin(), asked_.twins.end());
    // No proof rests on meanings.
    if (twins.empty()) {
      look();
    } else {
      judge();
    }
    return true;
  }

  template <typename Asked>
  void keep_new(std::vector<Asked>& list) {
    std::erase_if(list, [this](const Asked& each) { return keys_.contains(each.key); });
    for (const Asked& each : list) keys_.insert(each.key);
  }

  void go_round(std::initializer_list<QuestionRound*> rounds) {
    std::vector<QuestionRound*> sent;
    for (QuestionRound* round : rounds) {
      if (!round->is_open()) continue;
      round->send();
      sent.push_back(round);
    }
    for (QuestionRound* round : sent) round->receive(asked_.twins);
  }

  Session& session_;
  const Settler& settler_;
  const AskOptions& options_;
  Answers answers_;
  Judgements judgements_;
  Convergence convergence_;
  std::set<std::string> keys_;  // of what was asked
  Asked asked_;
};

}  // namespace

Asked ask_server(Session& session, const Settler& settler, const AskOptions& options) {
  return Asker(session, settler, options).run();
}

}  // namespace pgsettle
