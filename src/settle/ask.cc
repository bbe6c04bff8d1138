#include "settle/ask.h"

#include <utility>

#include "settle/twin_question.h"

namespace pgsettle {
namespace {

// An event trigger would see them.
bool may_build_twins(const SessionFacts& session) {
  return session.temporary && !session.standby && !session.event_triggers;
}

}  // namespace

Asked ask_server(Session& session, const Settler& settler, const AskOptions& options) {
  ProbeResult found = probe(session, settler, options.inside, options.before);
  Answers answers = std::move(found.answers);
  answers.insert(options.twins.begin(), options.twins.end());
  Asked asked = {.facts = std::move(found.facts), .settlement = {}, .twins = {}};
  asked.settlement = settler.decide(asked.facts, answers, options.from);
  if (asked.settlement.twins.empty() || !may_build_twins(asked.facts.session())) return asked;
  asked.twins = ask_twins(session, asked.settlement.twins, options.inside);
  answers.insert(asked.twins.begin(), asked.twins.end());
  asked.settlement = settler.decide(asked.facts, answers, options.from);
  return asked;
}

}  // namespace pgsettle
