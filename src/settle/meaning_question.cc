#include "settle/meaning_question.h"

#include <fmt/format.h>

#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <tuple>
#include <utility>

namespace pgsettle {
namespace {

// Stands behind each expression of an EXPLAIN.
constexpr std::string_view separator = "'pgsettle: end of expression'::text";
// A SELECT has at most 1664 columns (MaxTupleAttributeNumber in src/include/access/htup_details.h).
constexpr std::size_t most_in_a_statement = 400;

std::string statement_of(const std::vector<const MeaningQuestion*>& group) {
  std::vector<std::string> columns;
  for (const MeaningQuestion* question : group) {
    if (question->second.empty()) {
      columns.push_back(question->first);
    } else {
      columns.push_back(
          fmt::format("{}, {}, {}, {}", question->first, separator, question->second, separator));
    }
  }
  const bool explained = !group.front()->second.empty();
  return fmt::format("{}SELECT {}{}", explained ? "EXPLAIN (VERBOSE, COSTS OFF) " : "",
                     fmt::join(columns, ", "), group.front()->from);
}

// The start of the transaction has three names (src/backend/utils/adt/timestamp.c).
std::string_view without_synonym(std::string_view output) {
  return output == "CURRENT_TIMESTAMP" || output == "transaction_timestamp()" ? "now()" : output;
}

// The expressions that EXPLAIN says the statement puts out; empty: its answer is not understood.
std::vector<std::string> outputs_of(const Answer& answer) {
  std::string text;
  for (const ResultRow& row : answer.result) text += row[0].value_or("") + "\n";
  constexpr std::string_view label = "  Output: ";
  std::size_t at = text.find(label);
  if (at == std::string::npos) return {};
  at += label.size();
  const std::string behind = fmt::format(", {}", separator);
  std::vector<std::string> outputs;
  for (std::size_t end = 0; (end = text.find(behind, at)) != std::string::npos;) {
    outputs.push_back(text.substr(at, end - at));
    at = end + behind.size() + 2;  // ", "
  }
  return outputs;
}

void read(const Answer& answer, const std::vector<const MeaningQuestion*>& group,
          Answers& answers) {
  if (answer.status != AnswerStatus::done || answer.result.empty()) return;
  if (group.front()->second.empty()) {
    for (std::size_t i = 0; i < group.size(); ++i) {
      answers[group[i]->key] = answer.result[0][i].value_or("") == "t";
    }
    return;
  }
  const std::vector<std::string> outputs = outputs_of(answer);
  if (outputs.size() != 2 * group.size()) return;
  for (std::size_t i = 0; i < group.size(); ++i) {
    answers[group[i]->key] = without_synonym(outputs[2 * i]) == without_synonym(outputs[2 * i + 1]);
  }
}

}  // namespace

MeaningRound::MeaningRound(Session& session, const std::vector<MeaningQuestion>& questions,
                           bool inside)
    : session_(session), inside_(inside) {
  std::set<std::string_view> keys;
  std::map<std::tuple<std::vector<std::string>, std::string, bool>, std::size_t> places;
  for (const MeaningQuestion& question : questions) {
    if (!keys.insert(question.key).second) continue;
    const auto [place, is_new] = places.try_emplace(
        {question.settings, question.from, question.second.empty()}, groups_.size());
    if (!is_new && groups_[place->second].size() == most_in_a_statement) {
      place->second = groups_.size();
    }
    if (place->second == groups_.size()) groups_.emplace_back();
    groups_[place->second].push_back(&question);
  }
}

void MeaningRound::send() {
  session_.send(inside_ ? "SAVEPOINT pgsettle_meaning" : "BEGIN READ ONLY");
  session_.send("SET LOCAL transaction_read_only = on");
  session_.send("SET LOCAL lock_timeout = '1s'");
  session_.send("SAVEPOINT pgsettle_question");
  for (const Group& group : groups_) {
    for (const std::string& setting : group.front()->settings) session_.send(setting);
    session_.send(statement_of(group), Results::keep);
    session_.sync();
    session_.send("ROLLBACK TO SAVEPOINT pgsettle_question");
  }
  session_.send(inside_ ? "ROLLBACK TO SAVEPOINT pgsettle_meaning" : "ROLLBACK");
  if (inside_) session_.send("RELEASE SAVEPOINT pgsettle_meaning");
  session_.sync();
}

void MeaningRound::receive(Answers& answers) {
  for (int i = 0; i < 4; ++i) session_.wait();
  std::vector<Group> again;
  for (const Group& group : groups_) {
    for (std::size_t i = group.front()->settings.size(); i > 0; --i) session_.wait();
    read(session_.wait(), group, answers);
    session_.wait();
    if (group.size() == 1) continue;
    for (const MeaningQuestion* question : group) {
      if (!answers.contains(question->key)) again.push_back({question});
    }
  }
  for (int i = inside_ ? 2 : 1; i > 0; --i) session_.wait();
  groups_ = std::move(again);
}

}  // namespace pgsettle
