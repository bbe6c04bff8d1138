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
#include "settle/privilege_targets.h"
#include "settle/privileges.h"

namespace pgsettle {
namespace {

using Parts = std::vector<Part*>;

struct Span {
  Parts parts;  // all with one key, in order
  // Behind them; what they give back is needed.
  Parts followers;
};

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

bool is_privilege(const Part* part) {
  const Action& action = part->subject.action;
  const bool grants = action.verb == Verb::grant || action.verb == Verb::revoke;
  return grants && action.kind != ObjectKind::role;
}

// What GRANTs and REVOKEs make of privileges, one after the other.
std::optional<Privileges> privileges_behind(const Parts& parts, std::optional<Privileges> start) {
  for (const Part* part : parts) {
    if (start) start = privileges_after(part->subject, std::move(*start));
  }
  return start;
}

// REVOKE ALL and GRANT SELECT behind it: whether all of them together change nothing.
bool leave_privileges(const Parts& parts) {
  const std::optional<Privileges> now = privileges_before(parts.front()->subject);
  return now && privileges_behind(parts, now) == now;
}

// Whether they give the object, made anew, the privileges that it has.
bool give_back_privileges(const Parts& parts, const std::string& key, const CatalogObject& object) {
  auto then = privileges_behind(parts, privileges_from(key, object.list("fresh_acl")));
  if (!then) return false;
  std::erase_if(*then, [&](const std::string& entry) { return !entry.starts_with(key + "\n"); });
  return *then == privileges_from(key, object.list("acl"));
}

// What the last part of a span is, with all that follows it.
ProofState end_of(const Part* last) {
  return last->followers.empty() ? last->proof.state : last->completed.state;
}

// Whether the last one leaves the object as the database has it.
bool may_be_span(const Span& span, const GivenBack& later) {
  const Parts& parts = span.parts;
  if (std::ranges::all_of(parts, is_privilege)) return leave_privileges(parts);
  const Part* last = parts.back();
  const bool drops = std::any_of(parts.begin(), parts.end() - 1, is_drop);
  const ProofState end = end_of(last);
  const bool ends_so = end == ProofState::settled || (end == ProofState::same && drops);
  if (!ends_so || !std::ranges::all_of(parts, is_whole)) return false;
  const auto is_known = [](const Part* part) { return part->proof.state != ProofState::unknown; };
  if (!std::ranges::all_of(parts, is_known)) return false;
  const CatalogObject* object = last->subject.find();
  if (object == nullptr || !drops) return true;
  // That it is there says nothing of its definition.
  if (last->subject.action.if_not_exists) return false;
  // Nothing depends on it, as lost_by_drop() sees to.
  const auto replaceable = [](const Part* part) {
    const Action& action = part->subject.action;
    return is_replaceable(action.kind) &&
           !(action.cascade && action.kind == ObjectKind::constraint);
  };
  return std::ranges::all_of(parts, replaceable) &&
         lost_by_drop(*object, last->subject, later).empty();
}

class SpanFinder {
 public:
  explicit SpanFinder(std::deque<Step>& steps) : steps_(steps) {
    for (Step& step : steps_) {
      for (Part& part : step.parts) {
        by_key_[part.key].push_back(&part);
        if (is_privilege(&part)) grants_.push_back(&part);
      }
    }
    for (const auto& [key, parts] : by_key_) {
      const bool refused = std::ranges::any_of(parts, &Part::no_span);
      if ((parts.size() < 2 && parts.back()->followers.empty()) || refused) continue;
      Span span = {.parts = parts, .followers = parts.back()->followers};
      const GivenBack later = given_back(key, span);
      if (may_be_span(span, later)) {
        spans_.push_back(std::move(span));
      } else {
        explain(*parts.back(), later);
      }
    }
  }

  void run() {
    for (const Span& span : spans_) {
      for (Part* part : span.parts) part->last = span.parts.back();
    }
    for (bool changed = true; changed;) {
      settle_steps();
      const auto broken = [this](const Span& span) { return is_broken(span); };
      const auto first = std::partition(spans_.begin(), spans_.end(), std::not_fn(broken));
      changed = first != spans_.end();
      for (auto span = first; span != spans_.end(); ++span) {
        for (Part* part : span->parts) {
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
    const std::size_t first = span.parts.front()->step;
    std::size_t last = span.parts.back()->step;
    for (const Part* follower : span.followers) last = std::max(last, follower->step);
    const auto is_own = [](const Parts& parts, std::size_t step) {
      return std::ranges::any_of(parts, [&](const Part* part) { return part->step == step; });
    };
    for (std::size_t i = first; i <= last; ++i) {
      const Step& step = steps_[i];
      if (step.is_settled) continue;
      if (is_own(span.parts, i) || is_own(span.followers, i)) return true;
      if (sees(step, *span.parts.back())) return true;
    }
    return false;
  }

  // Whether what is sent in between could tell what the object is at the time.
  static bool sees(const Step& step, const Part& part) {
    Footprint footprint = step.rest;
    for (const Part& own : step.parts) footprint.add(own.footprint);
    return footprint.everything || footprint.rows || part.dependencies.touched_by(footprint);
  }

  // Why what is there already is dropped and made anew.
  void explain(const Part& last, const GivenBack& later) {
    const CatalogObject* object = last.subject.find();
    if (end_of(&last) != ProofState::same || object == nullptr) return;
    const std::string loss = lost_by_drop(*object, last.subject, later);
    if (!loss.empty()) steps_[last.step].reason = "same definition, but " + loss;
  }

  // What later statements give back of what a DROP takes.
  GivenBack given_back(const std::string& key, Span& span) const {
    GivenBack later;
    const Part* last = span.parts.back();
    const CatalogObject* object = last->subject.find();
    if (object == nullptr || !std::ranges::any_of(span.parts, is_drop)) return later;
    const Parts comments = behind(*last, "comment on " + key);
    if (object->has("comment") && !comments.empty()) {
      later.comment = comments.back()->proof.state == ProofState::settled;
      span.followers.push_back(comments.back());
    }
    if (has_other_privileges(*object)) {
      const std::string privileges = "privileges of " + key;
      const Parts grants = grants_behind(*last, privileges);
      later.privileges = give_back_privileges(grants, privileges, *object);
      span.followers.insert(span.followers.end(), grants.begin(), grants.end());
    }
    return later;
  }

  // Those of all objects of a schema are among them.
  Parts grants_behind(const Part& last, const std::string& privileges) const {
    Parts list;
    std::ranges::copy_if(grants_, std::back_inserter(list), [&](const Part* part) {
      if (part->step <= last.step) return false;
      const auto targets = privilege_targets(part->subject);
      return targets && std::ranges::any_of(*targets, [&](const PrivilegeTarget& target) {
               return target.key == privileges;
             });
    });
    return list;
  }

  Parts behind(const Part& last, const std::string& key) const {
    Parts list;
    const auto found = by_key_.find(key);
    if (found == by_key_.end()) return list;
    std::ranges::copy_if(found->second, std::back_inserter(list),
                         [&](const Part* part) { return part->step > last.step; });
    return list;
  }

  std::deque<Step>& steps_;
  std::map<std::string, Parts> by_key_;
  Parts grants_;
  std::vector<Span> spans_;
};

}  // namespace

void find_spans(std::deque<Step>& steps) { SpanFinder(steps).run(); }

}  // namespace pgsettle
