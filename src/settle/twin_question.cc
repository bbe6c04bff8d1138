#include "settle/twin_question.h"

#include <set>
#include <string>
#include <string_view>
#include <utility>

namespace pgsettle {

TwinRound::TwinRound(Session& session, const std::vector<Twin>& twins, bool inside)
    : session_(session), inside_(inside) {
  Group shared;
  std::set<std::string_view> keys;
  for (const Twin& twin : twins) {
    if (!keys.insert(twin.key).second) continue;
    if (twin.stands_alone) {
      groups_.push_back({&twin});
    } else {
      shared.push_back(&twin);
    }
  }
  if (!shared.empty()) groups_.push_back(std::move(shared));
}

void TwinRound::send() {
  for (const Group& group : groups_) send(group);
}

void TwinRound::send(const Group& group) {
  const std::size_t start = session_.pending();
  session_.send(inside_ ? "SAVEPOINT pgsettle_twin" : "BEGIN");
  session_.send("SET LOCAL lock_timeout = '1s'");
  const std::vector<std::string>* settings = nullptr;
  for (const Twin* twin : group) {
    if (settings == nullptr || *settings != twin->settings) {
      // The one before may have set more.
      if (settings != nullptr && settings->size() > 1) {
        session_.send("SET LOCAL timezone TO DEFAULT");
      }
      for (const std::string& sql : twin->settings) session_.send(sql);
    }
    settings = &twin->settings;
    for (const std::string& sql : twin->make) session_.send(sql);
  }
  session_.send("SET LOCAL search_path = ''");
  before_.push_back(session_.pending() - start);
  for (const Twin* twin : group) session_.send(twin->question, Results::keep);
  session_.sync();
  if (inside_) session_.send("ROLLBACK TO SAVEPOINT pgsettle_twin");
  session_.send(inside_ ? "RELEASE SAVEPOINT pgsettle_twin" : "ROLLBACK");
  session_.sync();
}

void TwinRound::receive(Answers& answers) {
  std::vector<Group> again;
  for (const Group& group : groups_) {
    for (; before_.front() > 0; --before_.front()) session_.wait();
    before_.pop_front();
    for (const Twin* twin : group) {
      const Answer answer = session_.wait();
      if (answer.status == AnswerStatus::done && answer.result.size() == 1) {
        answers[twin->key] = answer.result[0][0].value_or("") == "t";
      } else if (group.size() > 1) {
        again.push_back({twin});
      }
    }
    for (int i = inside_ ? 2 : 1; i > 0; --i) session_.wait();
  }
  groups_ = std::move(again);
}

}  // namespace pgsettle
