#include "settle/settler.h"

#include <algorithm>
#include <variant>

#include "settle/code_guard.h"
#include "settle/convergence.h"
#include "settle/spans.h"
#include "settle/steps.h"

namespace pgsettle {
namespace {

const Statement* statement_of(const ScriptItem& item) { return std::get_if<Statement>(&item); }

void insert_names(const Action& action, std::set<std::string>& names) {
  for (const std::string* name :
       {&action.object.name, &action.owner.name, &action.new_name, &action.object.schema}) {
    if (!name->empty()) names.insert(*name);
  }
  const auto* constraint = action.as<ConstraintDefinition>();
  if (constraint != nullptr) names.insert(constraint->references.name);
}

// What a sent statement may have changed makes what was read of it worthless.
void follow_changes(std::deque<Step>& steps) {
  Footprint changed;
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
    if (step.is_settled) continue;
    changed.add(step.rest);
    for (const Part& part : step.parts) changed.add(part.footprint);
  }
}

std::size_t count_settled(const std::deque<Step>& steps) {
  return static_cast<std::size_t>(std::ranges::count(steps, true, &Step::is_settled));
}

}  // namespace

Settler::Settler(std::span<const Script> scripts, const Analyses& analyses, bool shared_session)
    : scripts_(scripts), analyses_(analyses), shared_session_(shared_session) {}

std::set<std::string> Settler::names() const {
  std::set<std::string> names;
  for (const Script& script : scripts_) {
    for (const ScriptItem& item : script.items) {
      const Statement* statement = statement_of(item);
      if (statement == nullptr) continue;
      const Analysis& analysis = analyses_.of(*statement);
      bool definition = false;
      const auto take = [&](const Action& action) {
        insert_names(action, names);
        const Prover* prover = prover_of(action);
        definition = definition || (prover != nullptr && prover->reads_definition);
        if (action.verb != Verb::create && action.verb != Verb::drop) return;
        if (is_routine(action.kind)) names.merge(std::set<std::string>(names_of_types(action)));
      };
      for (const Action& action : analysis.actions) take(action);
      if (analysis.code) {
        for (const CodeStatement& inner : analysis.code->statements) {
          for (const Action& action : inner.actions) take(action);
        }
      }
      const bool data = statement->effect.nature == Nature::data;
      if (definition) {
        for (const std::string& name : names_in(statement->sql())) names.insert(name);
      } else if (data) {
        for (const std::string& name : called_names_in(statement->sql())) names.insert(name);
      }
    }
  }
  names.erase("");
  return names;
}

std::set<std::string> Settler::questions() const {
  std::set<std::string> questions;
  for (const Script& script : scripts_) {
    for (const ScriptItem& item : script.items) {
      const Statement* statement = statement_of(item);
      if (statement == nullptr) continue;
      const Analysis& analysis = analyses_.of(*statement);
      if (!analysis.code) continue;
      for (std::string& text : questions_of(*analysis.code, statement->sql())) {
        questions.insert(std::move(text));
      }
    }
  }
  return questions;
}

Settlement Settler::decide(const Facts& facts, const Answers& answers,
                           const Statement* from) const {
  Settlement settlement;
  std::deque<Step> steps = read_steps({scripts_, analyses_, facts, answers, shared_session_}, from);
  for (std::size_t before = steps.size() + 1; before != count_settled(steps);) {
    find_spans(steps);
    before = count_settled(steps);
    follow_changes(steps);
  }
  settlement.divergences = find_divergences(steps);
  // What is read while it runs is sent.
  const bool live = std::ranges::any_of(scripts_, &Script::results_matter);
  settlement.everything_is_settled_ = !live && count_settled(steps) == steps.size();
  for (const Step& step : steps) {
    Decision decision = {.verdict = step.is_settled ? Verdict::settled : step.verdict,
                         .reason = step.reason,
                         .holds_back = step.neutral};
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
