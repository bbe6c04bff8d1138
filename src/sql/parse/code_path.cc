#include "sql/parse/code_path.h"

#include <algorithm>
#include <span>
#include <utility>

namespace pgsettle {
namespace {

using Conditions = std::vector<CodeCondition>;

// Of the conditions of a way those that are not among `held` anyway; nothing when one of them
// failed, so that the way was not taken.
std::optional<Conditions> open_conditions(const Conditions& way, const Conditions& held) {
  Conditions open;
  for (const CodeCondition& condition : way) {
    const auto known = std::ranges::find(held, condition.evaluation, &CodeCondition::evaluation);
    if (known == held.end()) {
      open.push_back(condition);
    } else if (known->negated != condition.negated) {
      return std::nullopt;
    }
  }
  return open;
}

}  // namespace

void CodePath::enter(std::string label, Frame kind, bool guarded) {
  frames_.push_back(
      {.label = std::move(label), .kind = kind, .guarded = guarded, .first_way = ways_.size()});
}

void CodePath::end_body() {
  OpenFrame& frame = frames_.back();
  if (!frame.guarded) return;
  // Whether a way out of the body was reached depends on whether the body had failed before.
  for (Way& way : std::span(ways_).subspan(frame.first_way)) way.certain = false;
  frame.guarded = false;
}

void CodePath::leave() {
  frames_.pop_back();
  std::erase_if(ways_, [&](const Way& way) { return way.target >= frames_.size(); });
}

bool CodePath::is_straight() const {
  return conditions_.empty() && std::ranges::none_of(frames_, &OpenFrame::guarded);
}

bool CodePath::leave_labelled(std::string_view label) {
  for (std::size_t i = frames_.size(); i > 0; --i) {
    const OpenFrame& frame = frames_[i - 1];
    if (label.empty() ? frame.kind != Frame::loop : frame.label != label) continue;
    leave_to(i - 1);
    return true;
  }
  return false;
}

void CodePath::leave_to(std::size_t target) {
  const auto is_handler = [](const CodeCondition& condition) {
    return condition.kind == CodeConditionKind::handler;
  };
  // The code is not complete then; what follows is better judged as if nothing had failed.
  if (std::ranges::any_of(conditions_, is_handler)) return;
  Way taken = {.conditions = conditions_, .target = target, .certain = true};
  for (const Way& way : ways_) {
    if (way.target <= target) continue;
    const auto open = open_conditions(way.conditions, taken.conditions);
    if (!open) continue;
    if (open->empty()) return;  // never reached
    taken.certain = taken.certain && way.certain && open->size() == 1;
    if (open->size() == 1) taken.conditions.push_back(open->front().denied());
  }
  ways_.push_back(std::move(taken));
}

std::optional<CodePath::Place> CodePath::place() const {
  Place place = {.conditions = conditions_};
  for (const Way& way : ways_) {
    auto open = open_conditions(way.conditions, place.conditions);
    if (!open) continue;
    place.certain = place.certain && way.certain;
    if (open->empty()) {
      if (way.certain) return std::nullopt;
    } else if (open->size() == 1) {
      place.conditions.push_back(open->front().denied());
    } else {
      place.ways_out.push_back(std::move(*open));
    }
  }
  std::ranges::stable_sort(place.conditions, {}, &CodeCondition::evaluation);
  return place;
}

}  // namespace pgsettle
