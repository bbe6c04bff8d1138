#include "settle/ask.h"

#include <fmt/format.h>

#include <utility>

#include "base/text.h"
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

}  // namespace

Asked ask_server(Session& session, const Settler& settler, const AskOptions& options) {
  ProbeResult found = probe(session, settler, options.inside, options.before);
  Answers answers = std::move(found.answers);
  answers.insert(options.twins.begin(), options.twins.end());
  Asked asked = {.facts = std::move(found.facts), .settlement = {}, .twins = {}};
  const auto decide = [&] {
    asked.settlement = settler.decide(asked.facts, answers, options.from, options.settlement);
  };
  decide();
  if (!asked.settlement.questions.empty()) {
    asked.twins = ask_meanings(session, asked.settlement.questions, options.inside);
    answers.insert(asked.twins.begin(), asked.twins.end());
    decide();
  }
  if (asked.settlement.twins.empty()) return asked;
  if (const std::string why = refusal(asked.facts.session()); !why.empty()) {
    asked.limit = fmt::format("{} cannot be compared as the server writes it: {}",
                              counted(asked.settlement.twins.size(), "definition"), why);
    return asked;
  }
  Answers twins = ask_twins(session, asked.settlement.twins, options.inside);
  answers.insert(twins.begin(), twins.end());
  asked.twins.merge(twins);
  decide();
  return asked;
}

}  // namespace pgsettle
