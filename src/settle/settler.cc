#include "settle/settler.h"

#include <algorithm>
#include <set>
#include <variant>

#include "settle/convergence.h"
#include "settle/needs.h"
#include "settle/spans.h"
#include "settle/steps.h"

namespace pgsettle {
namespace {

// What a sent statement may have changed makes what was read of it worthless.
// `midway`: something was sent before the first of them.
void follow_changes(std::deque<Step>& steps, bool midway) {
  Footprint changed;
  bool sent = false;
  for (Step& step : steps) {
    if (step.is_settled && !step.neutral && !step.touched) {
      const bool touched = std::ranges::any_of(
          step.parts, [&](const Part& part) { return part.dependencies.touched_by(changed); });
      if (touched) {
        step.touched = true;
        step.is_settled = false;
        step.verdict = changed.everything ? Verdict::ask_again : Verdict::run;
        step.reason = "may be changed by what is sent before it";
      }
    }
    if (step.rolls_back && (midway || sent)) changed.everything = true;
    if (step.is_settled) continue;
    sent = true;
    changed.add(step.rest);
    for (const Part& part : step.parts) changed.add(part.footprint);
  }
}

std::size_t count_settled(const std::deque<Step>& steps) {
  return static_cast<std::size_t>(std::ranges::count(steps, true, &Step::is_settled));
}

}  // namespace

Settler::Settler(std::span<const Script> scripts, const Analyses& analyses, bool shared_session)
    : scripts_(scripts), analyses_(analyses), shared_session_(shared_session) {
  for (const Script& script : scripts) {
    for (const ScriptItem& item : script.items) {
      const auto* statement = std::get_if<Statement>(&item);
      if (statement == nullptr) continue;
      insert_names(*statement, analyses.of(*statement), names_);
      insert_questions(*statement, analyses.of(*statement), questions_);
    }
  }
  names_.erase("");
}

Settlement Settler::decide(const Facts& facts, const Answers& answers,
                           const Statement* from) const {
  Settlement settlement;
  std::deque<Step> steps = read_steps({scripts_, analyses_, facts, answers, shared_session_}, from);
  for (std::size_t before = steps.size() + 1; before != count_settled(steps);) {
    find_spans(steps);
    before = count_settled(steps);
    follow_changes(steps, from != nullptr);
  }
  settlement.divergences = find_divergences(steps);
  // What is read while it runs is sent.
  const bool live = std::ranges::any_of(scripts_, &Script::results_matter);
  settlement.everything_is_settled_ = !live && count_settled(steps) == steps.size();
  std::set<std::string> made;
  for (const Step& step : steps) {
    Decision decision = {.verdict = step.is_settled ? Verdict::settled : step.verdict,
                         .reason = step.reason,
                         .holds_back = step.neutral};
    // Only the first who makes it: then it is there.
    const bool alone = !step.is_settled && step.parts.size() == 1;
    if (alone && made.insert(step.parts[0].key).second) decision.first = step.parts[0].proof.first;
    for (const Part& part : step.parts) {
      if (part.proof.twin && !step.touched) settlement.twins.push_back(*part.proof.twin);
      if (step.is_settled && part.last != nullptr && part.proof.state == ProofState::pending &&
          part.subject.action.verb != Verb::drop) {
        decision.superseded_by = steps[part.last->step].statement;
      }
    }
    settlement.decisions.emplace(step.statement, std::move(decision));
  }
  return settlement;
}

const Decision& Settlement::of(const Statement& statement) const {
  static const Decision run;
  const auto found = decisions.find(&statement);
  return found != decisions.end() ? found->second : run;
}

}  // namespace pgsettle
