#include "settle/settler.h"

#include <algorithm>
#include <set>
#include <variant>

#include "settle/completion.h"
#include "settle/convergence.h"
#include "settle/place.h"
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
      const auto touched = [&](const Part& part) { return part.dependencies.touched_by(changed); };
      const auto by_condition = [](const Part& part) { return part.dependencies.catalog; };
      if (std::ranges::any_of(step.parts, touched)) {
        step.touched = true;
        step.is_settled = false;
        const bool unsure = changed.everything || std::ranges::any_of(step.parts, by_condition);
        step.verdict = unsure ? Verdict::ask_again : Verdict::run;
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
  std::string set_path;
  for (const Script& script : scripts) {
    if (!shared_session) set_path.clear();
    for (const ScriptItem& item : script.items) {
      const auto* statement = std::get_if<Statement>(&item);
      if (statement == nullptr) continue;
      const Analysis& analysis = analyses.of(*statement);
      insert_names(*statement, analysis, names_);
      insert_questions(*statement, analysis, set_path, questions_);
      for (const Action& action : analysis.actions) {
        if (const auto path = path_setting(action)) set_path = *path;
      }
    }
  }
  names_.names.erase("");
}

Settlement Settler::decide(const Facts& facts, const Answers& answers,
                           const Statement* from) const {
  Settlement settlement;
  std::deque<Step> steps = read_steps({scripts_, analyses_, facts, answers, shared_session_}, from);
  complete_definitions(steps);
  for (std::size_t before = steps.size() + 1; before != count_settled(steps);) {
    find_spans(steps);
    before = count_settled(steps);
    follow_changes(steps, from != nullptr);
  }
  find_divergences(steps, settlement);
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
      for (const Proof* proof : {&part.proof, &part.completed}) {
        if (proof->twin && !step.touched) settlement.twins.push_back(*proof->twin);
      }
      if (step.is_settled && !part.followers.empty()) decision.reason = "same with what follows it";
      if (step.is_settled && part.last != nullptr && part.last != &part &&
          part.proof.state == ProofState::pending && part.subject.action.verb != Verb::drop) {
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
