#include "settle/settler.h"

#include <algorithm>
#include <map>
#include <string>
#include <utility>

#include "settle/completion.h"
#include "settle/judge.h"
#include "settle/redefinition.h"

namespace pgsettle {
namespace {

const Reads& reads(const JudgedAction& action) {
  return action.last != nullptr ? action.reads_if_dropped : action.reads;
}

// What a sent statement may have changed makes what was read of it worthless.
// `midway`: something was sent before the first of them.
void follow_changes(Judgements& statements, bool midway) {
  Changes changed;
  bool sent = false;
  for (JudgedStatement& judged : statements) {
    if (judged.is_settled && !judged.only_session && !judged.touched) {
      const auto touched = [&](const JudgedAction& action) {
        return reads(action).touched_by(changed);
      };
      const auto by_condition = [](const JudgedAction& action) { return action.reads.catalog; };
      if (std::ranges::any_of(judged.actions, touched)) {
        judged.touched = true;
        judged.is_settled = false;
        const bool unsure = changed.everything || std::ranges::any_of(judged.actions, by_condition);
        judged.verdict = unsure ? Verdict::ask_again : Verdict::run;
        judged.reason = "may be changed by what is sent before it";
      }
    }
    if (judged.rolls_back && (midway || sent)) changed.everything = true;
    if (judged.is_settled) continue;
    sent = true;
    changed.add(judged.changes());
  }
}

std::size_t count_settled(const Judgements& statements) {
  return static_cast<std::size_t>(
      std::ranges::count(statements, true, &JudgedStatement::is_settled));
}

// Of a statement that is not sent although its action alone would change something: the later one
// that makes the same object otherwise.
const Statement* superseded_by(const JudgedAction& action, const Judgements& statements) {
  if (action.last == nullptr || action.last == &action) return nullptr;
  const bool differs = action.proof.state == ProofState::would_change;
  if (!differs || action.placed.action.verb == Verb::drop) return nullptr;
  return statements[action.last->statement].statement;
}

// A twin of what exists in any case is only of use where the object is dropped before.
bool is_worth_building(const JudgedAction& action, const std::set<Aspect>& dropped) {
  return action.proof.state != ProofState::would_skip || dropped.contains(action.aspect);
}

class Decider {
 public:
  explicit Decider(const Judgements& statements) : statements_(statements) {
    for (const JudgedStatement& judged : statements_) {
      for (const JudgedAction& action : judged.actions) {
        if (action.placed.action.verb == Verb::drop) dropped_.insert(action.aspect);
      }
    }
  }

  void decide(Settlement& settlement) {
    for (const JudgedStatement& judged : statements_) {
      if (judged.carried) {
        if (!judged.is_settled) carry(judged);
        continue;
      }
      add_twins(judged, settlement.twins);
      settlement.decisions.emplace(judged.statement, decision_of(judged));
    }
  }

 private:
  Decision decision_of(const JudgedStatement& judged) {
    Decision decision = {.verdict = judged.is_settled ? Verdict::settled : judged.verdict,
                         .reason = judged.reason,
                         .only_session = judged.only_session};
    for (const JudgedAction& action : judged.actions) {
      const auto due = due_.find(action.aspect);
      if (due != due_.end()) {
        decision.must_send_before.push_back(due->second);
        due_.erase(due);
      }
      if (!judged.is_settled) continue;
      if (!action.followers.empty()) decision.reason = "same with what follows it";
      if (const Statement* later = superseded_by(action, statements_)) {
        decision.superseded_by = later;
      }
      if (action.last != nullptr && action.last->statement != action.statement) {
        decision.redefined_by = statements_[action.last->statement].statement;
      }
    }
    // Only the first who makes it: then it is there.
    const bool alone = !judged.is_settled && judged.actions.size() == 1;
    if (alone && made_.insert(judged.actions[0].aspect).second) {
      const std::string& first = judged.actions[0].proof.must_send_before;
      if (!first.empty()) decision.must_send_before.push_back(first);
    }
    return decision;
  }

  // Its turn is over; it goes before the next one on the same object.
  void carry(const JudgedStatement& judged) {
    for (const JudgedAction& action : judged.actions) {
      due_.insert_or_assign(action.aspect, std::string(judged.statement->sql()));
    }
  }

  void add_twins(const JudgedStatement& judged, std::vector<Twin>& twins) const {
    if (judged.touched) return;
    for (const JudgedAction& action : judged.actions) {
      for (const Proof* proof : {&action.proof, &action.completed}) {
        if (proof->twin && is_worth_building(action, dropped_)) twins.push_back(*proof->twin);
      }
    }
  }

  const Judgements& statements_;
  std::set<Aspect> dropped_;
  std::set<Aspect> made_;
  std::map<Aspect, std::string> due_;
};

}  // namespace

Settler::Settler(std::span<const Script> scripts, const Analyses& analyses, const RunMode& mode)
    : scripts_(scripts), statements_(place_statements(scripts, analyses, mode)) {
  for (const PlacedStatement& placed : statements_) {
    insert_names(*placed.statement, *placed.analysis, names_);
    insert_questions(placed, questions_);
  }
  names_.names.erase("");
}

std::set<const Statement*> Settler::left_open(const Settlement& before,
                                              const Statement& from) const {
  std::set<const Statement*> open;
  std::set<const Statement*> passed;
  for (const PlacedStatement& placed : statements_) {
    if (placed.statement == &from) break;
    passed.insert(placed.statement);
    if (before.of(*placed.statement).redefined_by != nullptr) open.insert(placed.statement);
  }
  std::erase_if(open, [&](const Statement* statement) {
    return passed.contains(before.of(*statement).redefined_by);
  });
  return open;
}

Judgements Settler::judge(const Facts& facts, const Answers& answers, const Statement* from,
                          const Settlement* before) const {
  std::set<const Statement*> carried;
  if (from != nullptr && before != nullptr) carried = left_open(*before, *from);
  Judgements judgements = judge_statements({statements_, facts, answers}, from, carried);
  complete_definitions(judgements);
  for (std::size_t settled = judgements.size() + 1; settled != count_settled(judgements);) {
    find_redefinitions(judgements);
    settled = count_settled(judgements);
    follow_changes(judgements, from != nullptr);
  }
  return judgements;
}

Settlement Settler::decide(const Judgements& judgements) const {
  Settlement settlement;
  // What is read while it runs is sent.
  const bool live = std::ranges::any_of(scripts_, &Script::results_matter);
  settlement.everything_is_settled_ = !live && count_settled(judgements) == judgements.size();
  Decider(judgements).decide(settlement);
  return settlement;
}

const Decision& Settlement::of(const Statement& statement) const {
  static const Decision run;
  const auto found = decisions.find(&statement);
  return found != decisions.end() ? found->second : run;
}

}  // namespace pgsettle
