#include "settle/spans.h"

#include <algorithm>
#include <functional>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "settle/lossless.h"
#include "settle/privileges.h"

namespace pgsettle {
namespace {

using Span = std::vector<Part*>;  // all with one key, in order

bool is_drop(const Part* part) { return part->subject.action.verb == Verb::drop; }

// What an ALTER has set may not be what the one before it has set: only the whole matters.
bool is_whole(const Part* part) {
  const Action& action = part->subject.action;
  switch (action.verb) {
    case Verb::create:
    case Verb::drop:
    case Verb::comment:
      return true;
    case Verb::alter:
      // OWNER TO also moves privileges from one owner to the next.
      return action.change == Change::set_default || action.change == Change::drop_default;
    default:
      return false;
  }
}

// REVOKE ALL and GRANT SELECT behind it: whether all of them together change nothing.
bool leaves_privileges(const Span& parts) {
  const CatalogObject* object = parts.front()->subject.find();
  if (object == nullptr) return false;
  const std::vector<std::string>& now = object->list("acl");
  const std::set<std::string> before(now.begin(), now.end());
  std::optional<std::set<std::string>> privileges = before;
  for (const Part* part : parts) {
    if (privileges) privileges = privileges_after(part->subject, std::move(*privileges));
  }
  return privileges == before;
}

bool is_privilege(const Part* part) {
  return part->subject.action.verb == Verb::grant || part->subject.action.verb == Verb::revoke;
}

// Whether the last one leaves the object as the database has it.
bool may_be_span(const Span& parts, bool comment_returns) {
  if (std::ranges::all_of(parts, is_privilege)) return leaves_privileges(parts);
  const Part* last = parts.back();
  const bool drops = std::any_of(parts.begin(), parts.end() - 1, is_drop);
  const bool ends_so =
      last->proof.state == ProofState::settled || (last->proof.state == ProofState::same && drops);
  if (!ends_so || !std::ranges::all_of(parts, is_whole)) return false;
  const auto is_known = [](const Part* part) { return part->proof.state != ProofState::unknown; };
  if (!std::ranges::all_of(parts, is_known)) return false;
  const CatalogObject* object = last->subject.find();
  if (object == nullptr || !drops) return true;
  // That it is there says nothing of its definition.
  if (last->subject.action.if_not_exists) return false;
  const auto replaceable = [](const Part* part) {
    return is_replaceable(part->subject.action.kind) && !part->subject.action.cascade;
  };
  return std::ranges::all_of(parts, replaceable) &&
         lost_by_drop(*object, last->subject, comment_returns).empty();
}

class SpanFinder {
 public:
  explicit SpanFinder(std::deque<Step>& steps) : steps_(steps) {
    std::map<std::string, Span> by_key;
    for (Step& step : steps_) {
      for (Part& part : step.parts) by_key[part.key].push_back(&part);
    }
    for (const auto& [key, parts] : by_key) {
      const bool refused = std::ranges::any_of(parts, &Part::no_span);
      if (parts.size() < 2 || refused) continue;
      // A later COMMENT that is settled gives back what a DROP takes.
      const auto comments = by_key.find("comment on " + key);
      const bool returns = comments != by_key.end() &&
                           comments->second.back()->step > parts.back()->step &&
                           comments->second.back()->proof.state == ProofState::settled;
      if (may_be_span(parts, returns)) spans_.push_back(parts);
    }
  }

  void run() {
    for (const Span& span : spans_) {
      for (Part* part : span) part->last = span.back();
    }
    for (bool changed = true; changed;) {
      settle_steps();
      const auto broken = [this](const Span& span) { return is_broken(span); };
      const auto first = std::partition(spans_.begin(), spans_.end(), std::not_fn(broken));
      changed = first != spans_.end();
      for (auto span = first; span != spans_.end(); ++span) {
        for (Part* part : *span) {
          part->last = nullptr;
          part->no_span = true;
        }
      }
      spans_.erase(first, spans_.end());
    }
  }

 private:
  void settle_steps() {
    for (Step& step : steps_) {
      if (step.neutral) continue;
      step.is_settled = step.understood && !step.touched;
      for (const Part& part : step.parts) {
        const bool fine =
            part.proof.state == ProofState::settled || part.last != nullptr || part.skipped;
        step.is_settled = step.is_settled && fine;
      }
    }
  }

  bool is_broken(const Span& span) const {
    const std::size_t first = span.front()->step;
    const std::size_t last = span.back()->step;
    for (std::size_t i = first; i <= last; ++i) {
      const Step& step = steps_[i];
      if (step.is_settled) continue;
      const bool own = std::ranges::any_of(span, [&](const Part* part) { return part->step == i; });
      if (own || sees(step, *span.back())) return true;
    }
    return false;
  }

  // Whether what is sent in between could tell what the object is at the time.
  static bool sees(const Step& step, const Part& part) {
    Footprint footprint = step.rest;
    for (const Part& own : step.parts) footprint.add(own.footprint);
    return footprint.everything || footprint.rows || part.dependencies.touched_by(footprint);
  }

  std::deque<Step>& steps_;
  std::vector<Span> spans_;
};

}  // namespace

void find_spans(std::deque<Step>& steps) { SpanFinder(steps).run(); }

}  // namespace pgsettle
