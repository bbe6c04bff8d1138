#include "settle/twin_question.h"

#include <deque>
#include <set>
#include <string>
#include <string_view>

namespace pgsettle {
namespace {

using Group = std::vector<const Twin*>;

// What is built in one transaction: the first that fails takes the rest with it.
class Asker {
 public:
  Asker(Session& session, bool inside) : session_(session), inside_(inside) {}

  void ask(const std::vector<Group>& groups) {
    for (const Group& group : groups) send(group);
    for (const Group& group : groups) receive(group);
    while (session_.pending() > 0) session_.wait();
  }

  const Answers& answers() const { return answers_; }

 private:
  void send(const Group& group) {
    const std::size_t start = session_.pending();
    session_.send(inside_ ? "SAVEPOINT pgsettle_twin" : "BEGIN");
    session_.send("SET LOCAL lock_timeout = '1s'");
    const std::vector<std::string>* settings = nullptr;
    for (const Twin* twin : group) {
      if (settings == nullptr || *settings != twin->settings) {
        // The one before may have set more.
        if (settings != nullptr && settings->size() > 1)
          session_.send("SET LOCAL timezone TO DEFAULT");
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

  void receive(const Group& group) {
    for (std::size_t i = before_.front(); i > 0; --i) session_.wait();
    before_.pop_front();
    for (const Twin* twin : group) {
      const Answer answer = session_.wait();
      if (answer.status == AnswerStatus::done && answer.result.size() == 1) {
        answers_[twin->key] = answer.result[0][0].value_or("") == "t";
      }
    }
    for (int i = inside_ ? 2 : 1; i > 0; --i) session_.wait();
  }

  Session& session_;
  bool inside_;
  Answers answers_;
  std::deque<std::size_t> before_;  // of a group: its answers before those to its questions
};

}  // namespace

Answers ask_twins(Session& session, const std::vector<Twin>& twins, bool inside) {
  std::vector<Group> groups(1);
  std::set<std::string_view> keys;
  for (const Twin& twin : twins) {
    if (!keys.insert(twin.key).second) continue;
    if (twin.stands_alone) {
      groups.push_back({&twin});
    } else {
      groups.front().push_back(&twin);
    }
  }
  const Group shared = groups.front();
  if (shared.empty()) groups.erase(groups.begin());
  Asker asker(session, inside);
  asker.ask(groups);
  std::vector<Group> again;
  for (const Twin* twin : shared) {
    if (!asker.answers().contains(twin->key)) again.push_back({twin});
  }
  if (shared.size() > 1) asker.ask(again);
  return asker.answers();
}

}  // namespace pgsettle
