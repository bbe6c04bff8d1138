#include "settle/redefinition.h"

#include <algorithm>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "settle/aspects.h"
#include "settle/loss.h"
#include "settle/privilege_targets.h"
#include "settle/privileges.h"
#include "sql/action/replacement.h"

namespace pgsettle {
namespace {

using Actions = std::vector<JudgedAction*>;

struct Redefinition {
  Actions actions;  // all on one aspect, in order
  // Behind them; what they give back is needed.
  Actions followers;
};

bool is_drop(const JudgedAction* action) { return action->placed.action.verb == Verb::drop; }

// What an ALTER has set may not be what the one before it has set: only the whole matters.
bool is_whole(const JudgedAction* judged) {
  const Action& action = judged->placed.action;
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

bool is_privilege(const JudgedAction* judged) {
  const Action& action = judged->placed.action;
  const bool grants = action.verb == Verb::grant || action.verb == Verb::revoke;
  return grants && action.kind != ObjectKind::role;
}

// What GRANTs and REVOKEs make of privileges, one after the other.
std::optional<Privileges> privileges_behind(const Actions& actions,
                                            std::optional<Privileges> start) {
  for (const JudgedAction* action : actions) {
    if (start) start = privileges_after(action->placed, std::move(*start));
  }
  return start;
}

// REVOKE ALL and GRANT SELECT behind it: whether all of them together change nothing.
bool leave_privileges(const Actions& actions) {
  const std::optional<Privileges> now = privileges_before(actions.front()->placed);
  return now && privileges_behind(actions, now) == now;
}

// Whether they give the object, made anew, the privileges that it has.
bool give_back_privileges(const Actions& actions, const Aspect& key, const CatalogObject& object) {
  auto then =
      privileges_behind(actions, privileges_from(key, object.fresh_acl.value_or(catalog::Texts())));
  if (!then) return false;
  std::erase_if(*then, [&](const PrivilegeEntry& entry) { return entry.target != key; });
  return *then == privileges_from(key, object.acl);
}

// Plays the actions on an object that is there or not, and tells whether they surely leave it as it
// is now.
class Play {
 public:
  explicit Play(bool is_there) : was_there_(is_there), exists_(is_there) {}

  // False: it may fail, or what it does cannot be told.
  bool execute(const JudgedAction& judged) {
    switch (judged.placed.action.verb) {
      case Verb::drop:
        return drop(judged);
      case Verb::create:
        return create(judged);
      default:
        definer_ = &judged;
        return judged.reach == Reach::always;
    }
  }

  bool leaves_what_was() const {
    if (exists_ != was_there_) return false;
    return !exists_ || definer_ == nullptr || definer_->end().state == ProofState::same;
  }

 private:
  bool drop(const JudgedAction& judged) {
    const bool tolerates = judged.placed.action.if_exists || judged.reach == Reach::by_object;
    if (judged.reach == Reach::sometimes || (!exists_ && !tolerates)) return false;
    exists_ = false;
    touched_ = true;
    return true;
  }

  bool create(const JudgedAction& judged) {
    if (exists_ && judged.placed.action.or_replace && judged.reach == Reach::always) {
      const bool replaces = can_replace(judged);
      definer_ = &judged;
      touched_ = true;
      return replaces;
    }
    // A condition that was found false stays so while nothing is touched.
    if (exists_) return judged.tolerates_object() || (judged.not_reached && !touched_);
    if (judged.reach == Reach::sometimes) return false;
    exists_ = true;
    definer_ = &judged;
    return true;
  }

  // OR REPLACE may refuse what is not as it was.
  bool can_replace(const JudgedAction& judged) const {
    const Action& action = judged.placed.action;
    const bool is_there = judged.proof.state == ProofState::same ||
                          judged.end().state == ProofState::same;  // but for attributes
    if (definer_ == nullptr && is_there) return true;
    switch (action.kind) {
      case ObjectKind::trigger:
      case ObjectKind::rule:
        return true;
      case ObjectKind::function:
      case ObjectKind::procedure: {
        if (definer_ != nullptr) return refusal_to_replace(definer_->placed.action, action).empty();
        const CatalogObject* there = judged.placed.find();
        if (there == nullptr) return false;
        const Analysis found = analyse(there->definition);
        return found.actions.size() == 1 &&
               refusal_to_replace(found.actions.front(), action).empty();
      }
      default:
        return false;
    }
  }

  bool was_there_;
  bool exists_;
  bool touched_ = false;
  const JudgedAction* definer_ = nullptr;  // nullptr: the object is the one that was there
};

bool leave_object(const Actions& actions, bool is_there) {
  Play play(is_there);
  return std::ranges::all_of(actions,
                             [&](const JudgedAction* each) { return play.execute(*each); }) &&
         play.leaves_what_was();
}

// Whether they leave what the database has, with nothing lost.
bool may_be_left_out(const Redefinition& redefinition, const KeptByRun& kept) {
  const Actions& actions = redefinition.actions;
  if (std::ranges::all_of(actions, is_privilege)) return leave_privileges(actions);
  if (!std::ranges::all_of(actions, is_whole)) return false;
  const auto is_known = [](const JudgedAction* action) {
    return action->proof.state != ProofState::unknown;
  };
  if (!std::ranges::all_of(actions, is_known)) return false;
  const PlacedAction& last = actions.back()->placed;
  const CatalogObject* object = last.find();
  const bool drops = std::ranges::any_of(actions, is_drop);
  const bool of_object = actions.back()->aspect.kind == AspectKind::object;
  // Of a comment or default there is always one, if only none.
  if (!leave_object(actions, of_object ? object != nullptr : true)) return false;
  if (object == nullptr || !drops || !of_object) return true;
  // Nothing depends on it, as lost_by_drop() sees to.
  const auto replaceable = [](const JudgedAction* judged) {
    const Action& action = judged->placed.action;
    return is_replaceable(action.kind) &&
           !(action.cascade && action.kind == ObjectKind::constraint);
  };
  return std::ranges::all_of(actions, replaceable) && lost_by_drop(*object, last, kept).empty();
}

class Finder {
 public:
  explicit Finder(Judgements& statements) : statements_(statements) {
    for (JudgedStatement& judged : statements_) {
      for (JudgedAction& action : judged.actions) {
        by_aspect_[action.aspect].push_back(&action);
        if (is_privilege(&action)) grants_.push_back(&action);
      }
    }
    for (const auto& [aspect, actions] : by_aspect_) consider(aspect, actions);
  }

  void run() {
    for (const Redefinition& redefinition : found_) {
      for (JudgedAction* action : redefinition.actions) action->last = redefinition.actions.back();
    }
    for (bool changed = true; changed;) {
      settle_statements();
      const auto broken = [this](const Redefinition& each) { return is_broken(each); };
      const auto first = std::partition(found_.begin(), found_.end(), std::not_fn(broken));
      changed = first != found_.end();
      for (auto each = first; each != found_.end(); ++each) {
        for (JudgedAction* action : each->actions) {
          action->last = nullptr;
          action->no_redefinition = true;
        }
      }
      found_.erase(first, found_.end());
    }
  }

 private:
  void consider(const Aspect& aspect, const Actions& actions) {
    // What an action needs sent before it is of no use without the action.
    const auto is_refused = [](const JudgedAction* action) {
      return action->no_redefinition || !action->proof.must_send_before.empty();
    };
    const bool refused = std::ranges::any_of(actions, is_refused);
    if ((actions.size() < 2 && actions.back()->followers.empty()) || refused) return;
    Redefinition redefinition = {.actions = actions, .followers = actions.back()->followers};
    const KeptByRun kept = kept_by_run(aspect, redefinition);
    if (may_be_left_out(redefinition, kept)) {
      found_.push_back(std::move(redefinition));
    } else {
      explain(*actions.back(), kept);
    }
  }

  void settle_statements() {
    for (JudgedStatement& judged : statements_) {
      if (judged.only_session) continue;
      judged.is_settled = judged.understood && !judged.touched;
      for (const JudgedAction& action : judged.actions) {
        const bool fine = action.does_nothing() || action.last != nullptr || action.skipped;
        judged.is_settled = judged.is_settled && fine;
      }
    }
  }

  bool is_broken(const Redefinition& redefinition) const {
    const std::size_t first = redefinition.actions.front()->statement;
    std::size_t last = redefinition.actions.back()->statement;
    for (const JudgedAction* follower : redefinition.followers) {
      last = std::max(last, follower->statement);
    }
    const auto is_among = [](const Actions& actions, std::size_t statement) {
      return std::ranges::any_of(
          actions, [&](const JudgedAction* action) { return action->statement == statement; });
    };
    const Changes own = changes_within(redefinition);
    const std::size_t end = redefinition.actions.back()->statement;
    for (std::size_t i = first; i <= last; ++i) {
      const JudgedStatement& judged = statements_[i];
      const bool is_own = is_among(redefinition.actions, i) || is_among(redefinition.followers, i);
      if (is_own && !judged.is_settled) return true;
      if (is_own || judged.only_session) continue;
      if (judged.is_settled ? rests_on(judged, redefinition, own, i > end)
                            : tells_the_difference(judged, redefinition, own)) {
        return true;
      }
    }
    return false;
  }

  // What differs between the first action and the last from what the proofs were made of. Taking a
  // named constraint away changes nothing else of its table that a proof reads: what depends on it
  // would have refused the DROP.
  static Changes changes_within(const Redefinition& redefinition) {
    Changes own;
    for (const JudgedAction* action : redefinition.actions) {
      Changes changes = action->changes;
      if (action->placed.action.kind == ObjectKind::constraint && !action->placed.action.unnamed) {
        changes.names.erase(action->placed.owner.name);
        changes.prefixes.erase(action->placed.owner.name);
      }
      own.add(changes);
    }
    return own;
  }

  // Whether the proof of a statement in between reads what is redefined. `ended`: the object is as
  // it was, and only what followers give back is missing still.
  static bool rests_on(const JudgedStatement& judged, const Redefinition& redefinition,
                       const Changes& own, bool ended) {
    const ObjectId& object = redefinition.actions.front()->aspect.object;
    const bool drops = std::ranges::any_of(redefinition.actions, is_drop);
    Changes missing = own;
    if (ended) {
      missing = {};
      if (drops) {
        missing.aspects = {{object, AspectKind::comment}, {object, AspectKind::privileges}};
      }
      for (const JudgedAction* follower : redefinition.followers) {
        missing.aspects.insert(follower->aspect);
      }
    }
    return std::ranges::any_of(judged.actions, [&](const JudgedAction& action) {
      const Verb verb = action.placed.action.verb;
      const bool of_definition =
          verb != Verb::comment && verb != Verb::grant && verb != Verb::revoke;
      // A comment or privilege stays when the object is only replaced.
      if (!drops && !of_definition && action.aspect.object == object) return false;
      Reads read = action.last != nullptr ? action.reads_if_dropped : action.reads;
      if (ended && action.asks_existence) read.catalog = false;
      return read.touched_by(missing);
    });
  }

  // Whether a statement in between that is sent sees what is redefined, or changes what is relied
  // on.
  static bool tells_the_difference(const JudgedStatement& judged, const Redefinition& redefinition,
                                   const Changes& own) {
    if (judged.verdict == Verdict::ask_again) return true;
    const Changes changes = judged.changes();
    return changes.everything || changes.rows ||
           std::ranges::any_of(judged.actions,
                               [&](const JudgedAction& action) {
                                 return action.reads_if_dropped.touched_by(own);
                               }) ||
           std::ranges::any_of(redefinition.actions, [&](const JudgedAction* action) {
             return action->reads_if_dropped.touched_by(changes);
           });
  }

  // Why what is there already is dropped and made anew.
  void explain(const JudgedAction& last, const KeptByRun& kept) {
    const CatalogObject* object = last.placed.find();
    if (last.end().state != ProofState::same || object == nullptr) return;
    const std::string loss = lost_by_drop(*object, last.placed, kept);
    if (!loss.empty()) statements_[last.statement].reason = "same definition, but " + loss;
  }

  // What later statements give back of what a DROP takes.
  KeptByRun kept_by_run(const Aspect& aspect, Redefinition& redefinition) const {
    KeptByRun kept;
    const JudgedAction* last = redefinition.actions.back();
    const CatalogObject* object = last->placed.find();
    const bool drops = std::ranges::any_of(redefinition.actions, is_drop);
    if (object == nullptr || !drops || aspect.kind != AspectKind::object) return kept;
    const Actions comments = behind(*last, {aspect.object, AspectKind::comment});
    if (object->comment.has_value() && !comments.empty()) {
      kept.comment = comments.back()->proof.state == ProofState::same;
      redefinition.followers.push_back(comments.back());
    }
    if (has_other_privileges(*object)) {
      const Aspect privileges = {aspect.object, AspectKind::privileges};
      const Actions grants = grants_behind(*last, privileges);
      kept.privileges = give_back_privileges(grants, privileges, *object);
      redefinition.followers.insert(redefinition.followers.end(), grants.begin(), grants.end());
    }
    return kept;
  }

  // Those of all objects of a schema are among them.
  Actions grants_behind(const JudgedAction& last, const Aspect& privileges) const {
    Actions list;
    std::ranges::copy_if(grants_, std::back_inserter(list), [&](const JudgedAction* action) {
      if (action->statement <= last.statement) return false;
      const auto targets = privilege_targets(action->placed);
      return targets && std::ranges::any_of(*targets, [&](const PrivilegeTarget& target) {
               return target.key == privileges;
             });
    });
    return list;
  }

  Actions behind(const JudgedAction& last, const Aspect& aspect) const {
    Actions list;
    const auto found = by_aspect_.find(aspect);
    if (found == by_aspect_.end()) return list;
    std::ranges::copy_if(found->second, std::back_inserter(list), [&](const JudgedAction* action) {
      return action->statement > last.statement;
    });
    return list;
  }

  Judgements& statements_;
  std::map<Aspect, Actions> by_aspect_;
  Actions grants_;
  std::vector<Redefinition> found_;
};

}  // namespace

void find_redefinitions(Judgements& statements) { Finder(statements).run(); }

}  // namespace pgsettle
