#include "lint/rerun.h"

#include <algorithm>
#include <map>
#include <optional>
#include <unordered_map>

#include "lint/model.h"

namespace pgsettle {
namespace {

bool is_guarded(const Occurrence& occurrence) {
  const Action& action = *occurrence.action;
  if (occurrence.is_conditional()) return true;
  if (action.verb == Verb::create) return action.if_not_exists || action.or_replace;
  return action.if_exists;
}

enum class State { unknown, absent, present };

// The states of all objects during one run; a transaction can be undone.
class World {
 public:
  State get(const std::string& key) const {
    const auto found = states_.find(key);
    return found != states_.end() ? found->second : State::unknown;
  }

  void set(const std::string& key, State state) {
    State& current = states_[key];
    if (in_transaction_) undo_.emplace_back(key, current);
    current = state;
  }

  // What belongs to a table or schema goes with it.
  void set_below(const std::string& owner, State state) {
    const auto found = members_.find(owner);
    if (found == members_.end()) return;
    const std::vector<std::string> keys = found->second;
    for (const std::string& key : keys) {
      set(key, state);
      if (key != owner) set_below(key, state);
    }
  }

  void belongs(const std::string& key, const std::string& owner) {
    if (known_members_.emplace(key, owner).second) members_[owner].push_back(key);
  }

  void begin() { in_transaction_ = true; }
  void commit() { end(); }
  void rollback() {
    undo_to(0);
    end();
  }
  void savepoint(const std::string& name) { savepoints_[name] = undo_.size(); }
  void rollback_to(const std::string& name) {
    const auto found = savepoints_.find(name);
    if (found != savepoints_.end()) undo_to(found->second);
  }
  bool in_transaction() const { return in_transaction_; }

 private:
  void undo_to(std::size_t size) {
    for (; undo_.size() > size; undo_.pop_back()) states_[undo_.back().first] = undo_.back().second;
  }
  void end() {
    in_transaction_ = false;
    undo_.clear();
    savepoints_.clear();
  }

  std::unordered_map<std::string, State> states_;
  std::unordered_map<std::string, std::vector<std::string>> members_;
  std::unordered_map<std::string, std::string> known_members_;
  std::vector<std::pair<std::string, State>> undo_;
  std::unordered_map<std::string, std::size_t> savepoints_;
  bool in_transaction_ = false;
};

std::string relation_key(const QualifiedName& name) {
  return "relation " + name.schema + "." + name.name;
}

class Simulation {
 public:
  void run(std::span<Occurrence* const> occurrences, bool second) {
    second_ = second;
    drops_.clear();
    const LintedScript* script = nullptr;
    for (Occurrence* occurrence : occurrences) {
      // A transaction that is left open at the end of a script is not committed.
      if (occurrence->statement->script != script && world_.in_transaction()) world_.rollback();
      script = occurrence->statement->script;
      step(*occurrence);
    }
    if (world_.in_transaction()) world_.rollback();
  }

 private:
  void step(Occurrence& occurrence) {
    const Action& action = *occurrence.action;
    if (const auto* control = action.as<ControlDetails>()) return transaction(*control);
    if (occurrence.temporary) return;
    switch (action.verb) {
      case Verb::create:
        return create(occurrence);
      case Verb::drop:
        return drop(occurrence);
      case Verb::rename:
      case Verb::set_schema:
        return move(occurrence);
      default:
        return;
    }
  }

  void transaction(const ControlDetails& control) {
    switch (control.control) {
      case Control::begin:
        return world_.begin();
      case Control::commit:
        return world_.commit();
      case Control::rollback:
        return world_.rollback();
      case Control::savepoint:
        return world_.savepoint(control.savepoint);
      case Control::rollback_to:
        return world_.rollback_to(control.savepoint);
      default:
        return;
    }
  }

  static std::string key_of(const Occurrence& occurrence) {
    return object_key(*occurrence.action, occurrence.object, occurrence.owner);
  }

  void note(Occurrence& occurrence, Rerun rerun) const {
    if (second_) occurrence.rerun = rerun;
  }

  void create(Occurrence& occurrence) {
    const Action& action = *occurrence.action;
    // PostgreSQL finds another name.
    if (action.unnamed && action.object.empty() && !is_primary_key(action)) return;
    const std::string key = key_of(occurrence);
    const State state = world_.get(key);
    if (second_ && state == State::absent) occurrence.dropped_by = drop_of(key);
    if (state == State::present && !is_guarded(occurrence)) note(occurrence, Rerun::exists);
    world_.set(key, State::present);
    belong(occurrence, key);
    if (state != State::present) add_members(occurrence);
  }

  static bool is_primary_key(const Action& action) {
    const auto* constraint = action.as<ConstraintDefinition>();
    return constraint != nullptr && constraint->type == ConstraintType::primary_key;
  }

  void belong(const Occurrence& occurrence, const std::string& key) {
    if (!occurrence.owner.empty()) world_.belongs(key, relation_key(occurrence.owner));
    if (!occurrence.object.schema.empty()) {
      world_.belongs(key, "schema ." + occurrence.object.schema);
    }
  }

  // Columns and constraints that come with their table.
  void add_members(const Occurrence& occurrence) {
    const auto* table = occurrence.action->as<RelationDefinition>();
    if (table == nullptr) return;
    const auto add = [&](ObjectKind kind, const std::string& name) {
      Action member;
      member.verb = Verb::create;
      member.kind = kind;
      const std::string key = object_key(member, {.schema = {}, .name = name}, occurrence.object);
      world_.set(key, State::present);
      world_.belongs(key, relation_key(occurrence.object));
    };
    for (const Column& column : table->columns) add(ObjectKind::column, column.name);
    for (const std::string& name : table->constraint_names) add(ObjectKind::constraint, name);
  }

  const Occurrence* drop_of(const std::string& key) const {
    const auto found = drops_.find(key);
    return found != drops_.end() ? found->second : nullptr;
  }

  void drop(Occurrence& occurrence) {
    const std::string key = key_of(occurrence);
    drops_[key] = &occurrence;
    const State state = world_.get(key);
    if (state == State::absent && !is_guarded(occurrence)) note(occurrence, Rerun::missing);
    world_.set(key, State::absent);
    world_.set_below(key, State::absent);
    belong(occurrence, key);
  }

  void move(Occurrence& occurrence) {
    const Action& action = *occurrence.action;
    QualifiedName target = occurrence.object;
    (action.verb == Verb::rename ? target.name : target.schema) = action.new_name;
    const std::string from = key_of(occurrence);
    const std::string to = object_key(action, target, occurrence.owner);
    if (from == to) return;  // SET SCHEMA to where it is
    const State source = world_.get(from);
    if (source == State::absent) {
      if (!is_guarded(occurrence)) note(occurrence, Rerun::missing);
      return;
    }
    // IF EXISTS does not help when there is a new one under the old name.
    if (world_.get(to) == State::present && !occurrence.is_conditional()) {
      note(occurrence, Rerun::collides);
    }
    world_.set(from, State::absent);
    world_.set_below(from, State::absent);
    world_.set(to, State::present);
  }

  World world_;
  std::unordered_map<std::string, const Occurrence*> drops_;  // of this run
  bool second_ = false;
};

}  // namespace

void simulate_rerun(std::span<Occurrence* const> occurrences) {
  Simulation simulation;
  simulation.run(occurrences, false);
  simulation.run(occurrences, true);
}

}  // namespace pgsettle
