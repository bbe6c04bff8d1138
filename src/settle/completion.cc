#include "settle/completion.h"

#include <fmt/format.h>

#include <algorithm>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "settle/name_completion.h"
#include "settle/sub_commands.h"
#include "sql/fallback/statement_words.h"

namespace pgsettle {
namespace {

// `insertion` before the first of the words outside of parentheses that `stops`, or at the end.
template <typename Stops>
std::string insert_before(const std::string& sql, std::string_view insertion, const Stops& stops) {
  const StatementWords words(sql);
  std::size_t word = 0;
  while (word < words.size() && (words[word].depth > 0 || !stops(words, word))) ++word;
  const auto offset = word < words.size()
                          ? static_cast<std::size_t>(words[word].text.data() - sql.data())
                          : sql.size();
  return fmt::format("{} {} {}", sql.substr(0, offset), insertion, sql.substr(offset));
}

// The attributes of ALTER FUNCTION could stand in CREATE FUNCTION, too, but before a body that is
// not quoted.
std::string with_attributes(const std::string& create, std::string_view alter) {
  const std::string_view attributes = alter.substr(head_of_alter(alter).size());
  return insert_before(create, attributes, [](const StatementWords& words, std::size_t i) {
    return words.is(i, "return") || words.is(i, {"begin", "atomic"});
  });
}

// The list of ALTER VIEW ... SET (...) could stand behind WITH in CREATE VIEW.
std::string with_options(const std::string& create, std::string_view alter) {
  std::string_view list = alter.substr(head_of_alter(alter).size());
  const StatementWords words(list);
  if (!words.is(0, "set") || words.size() < 2 || words[1].text != "(") return {};
  list.remove_prefix(static_cast<std::size_t>(words[1].text.data() - list.data()));
  return insert_before(create, fmt::format("WITH {}", list),
                       [](const StatementWords& view, std::size_t i) { return view.is(i, "as"); });
}

// ADD CONSTRAINT ... NOT VALID with VALIDATE CONSTRAINT behind it.
std::string validated(const std::string& create) {
  const StatementWords words(create);
  const std::size_t size = words.size();
  if (size < 2 || !words.is(size - 2, {"not", "valid"})) return {};
  return create.substr(0, static_cast<std::size_t>(words[size - 2].text.data() - create.data()));
}

bool is_state_of(const PlacedAction& later, const PlacedAction& creation,
                 const CatalogObject& object) {
  if (later.action.verb != Verb::alter) return false;
  switch (later.action.change) {
    case Change::routine_attributes:
      return is_routine(object.kind) && later.find() == &object;
    case Change::settings:
      return object.kind == ObjectKind::view && later.object.name.empty() &&
             later.find_owner() == &object;
    case Change::enable_trigger:
    case Change::disable_trigger:
      return object.kind == ObjectKind::trigger && later.owner == creation.owner &&
             later.object.name == object.name.name;
    case Change::other:  // VALIDATE CONSTRAINT and the like
      return object.kind == ObjectKind::constraint && later.owner == creation.owner &&
             later.object.name == object.name.name && later.action.cost == AlterCost::validation;
    default:
      return false;
  }
}

bool may_be_completed(const JudgedAction& part) {
  const PlacedAction& subject = part.placed;
  if (subject.action.verb != Verb::create || part.proof.state != ProofState::would_change ||
      subject.sql.empty()) {
    return false;
  }
  const ObjectKind kind = subject.action.kind;
  return (kind == ObjectKind::view || kind == ObjectKind::trigger ||
          kind == ObjectKind::constraint || is_routine(kind)) &&
         subject.find() != nullptr;
}

// As it would stand with what the followers say; empty: it cannot be written so.
std::string completed_text(const JudgedAction& part, const std::vector<JudgedAction*>& followers) {
  std::string text(part.placed.sql);
  for (const JudgedAction* follower : followers) {
    if (text.empty() || follower->placed.sql.empty()) return {};
    if (part.placed.action.kind == ObjectKind::view) {
      text = with_options(text, follower->placed.sql);
    } else if (part.placed.action.kind == ObjectKind::constraint) {
      text = validated(text);
    } else if (is_routine(part.placed.action.kind)) {
      text = with_attributes(text, follower->placed.sql);
    }
  }
  return text;
}

void complete(JudgedAction& part, JudgedStatement& judged, std::vector<JudgedAction*> followers) {
  const auto is_settled = [](const JudgedAction* f) { return f->proof.state == ProofState::same; };
  if (followers.empty() || !std::ranges::all_of(followers, is_settled)) return;
  const std::string& text = judged.texts.emplace_back(completed_text(part, followers));
  if (text.empty()) return;
  const std::vector<std::string> forms =
      normal_forms_of(text, Spelling::script, judged.names, part.placed.facts);
  PlacedAction subject = part.placed;
  subject.sql = text;
  subject.state_follows = true;
  if (forms.size() == 1) subject.form = forms[0];
  part.completed = prove(subject);
  part.followers = std::move(followers);
}

}  // namespace

void complete_definitions(Judgements& statements) {
  std::vector<JudgedAction*> alterations;
  for (JudgedStatement& judged : statements) {
    for (JudgedAction& part : judged.actions) {
      if (part.placed.action.verb == Verb::alter) alterations.push_back(&part);
    }
  }
  for (JudgedStatement& judged : statements) {
    for (JudgedAction& part : judged.actions) {
      if (alterations.empty() || !may_be_completed(part)) continue;
      const CatalogObject& object = *part.placed.find();
      std::vector<JudgedAction*> followers;
      std::ranges::copy_if(alterations, std::back_inserter(followers),
                           [&](const JudgedAction* later) {
                             return later->statement > part.statement &&
                                    is_state_of(later->placed, part.placed, object);
                           });
      complete(part, judged, std::move(followers));
    }
  }
}

}  // namespace pgsettle
