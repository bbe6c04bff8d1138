#include "settle/plan.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <set>
#include <unordered_map>

#include "base/text_diff.h"
#include "settle/aspects.h"
#include "settle/facts.h"
#include "settle/name_completion.h"
#include "settle/prover.h"
#include "sql/write/quoting.h"

namespace pgsettle {
namespace {

const Answers no_answers;

constexpr std::int64_t page_size = 8192;

// An action with what the catalog knows of its object.
struct Planned {
  PlacedAction subject;
  ObjectId key;
  bool exists;      // before the run
  bool exists_now;  // when the statement's turn comes
};

// Whether PlacedAction::find() sees all objects of the kind.
bool is_read_wholly(ObjectKind kind) {
  return is_relation(kind) || kind == ObjectKind::column || kind == ObjectKind::constraint ||
         kind == ObjectKind::trigger || kind == ObjectKind::policy || kind == ObjectKind::rule;
}

bool counts(const Action& action) {
  return action.verb != Verb::call && action.verb != Verb::session && action.verb != Verb::control;
}

// The server leaves it out when it is sent.
bool is_skipped(const Planned& planned) {
  const Action& action = planned.subject.action;
  // What is temporary may be made by code.
  if (action.object.schema == "pg_temp" || action.owner.schema == "pg_temp") return false;
  if (action.if_not_exists) return planned.exists_now;
  return action.if_exists && !planned.exists_now && is_read_wholly(action.kind);
}

std::int64_t bytes_of(const CatalogObject& relation) {
  return std::max<std::int64_t>(relation.relation.pages, 0) * page_size;  // -1: never counted
}

class Planner {
 public:
  explicit Planner(const PlanSources& sources) : sources_(sources) {}

  Plan make() {
    for (const Script& script : sources_.scripts) {
      plan_.scripts.push_back(PlannedScript{.script = &script});
    }
    for (const PlacedStatement& placed : sources_.statements) {
      script_ = &plan_.scripts[placed.script];
      take(placed);
    }
    for (PlannedScript& script : plan_.scripts) send_sessions(script);
    join_replacements();
    return std::move(plan_);
  }

 private:
  void take(const PlacedStatement& placed) {
    const Statement& statement = *placed.statement;
    const Decision& decision = sources_.settlement.of(statement);
    PlannedStatement& planned =
        script_->statements.emplace_back(PlannedStatement{.statement = &statement});
    planned.reason = decision.reason;
    planned.superseded_by = decision.superseded_by;
    planned.must_send_before = decision.must_send_before;
    // What is read while it runs is sent, whatever was told before.
    const bool live = script_->script->results_matter;
    if (decision.only_session) {
      planned.mark = PlanMark::session;
      planned.sent = live;
    } else if (live && decision.verdict != Verdict::run) {
      planned.mark = PlanMark::opaque;
      planned.sent = true;
      planned.superseded_by = nullptr;
    } else if (decision.verdict == Verdict::ask_again) {
      planned.asked_again = true;
    } else if (decision.verdict == Verdict::run) {
      planned.sent = true;
      planned.mark = PlanMark::opaque;
      const Names names(sources_.facts, placed.scope);
      const std::vector<Planned> actions = actions_of(placed, names);
      describe_change(planned, actions);
      describe_locks(planned, actions, names);
    }
  }

  // Those of the code that only guards its statements count as if they stood alone.
  std::vector<Planned> actions_of(const PlacedStatement& placed, const Names& names) const {
    const Analysis& analysis = *placed.analysis;
    std::vector<Planned> list;
    const auto add = [&](const Action& action) {
      if (!counts(action)) return;
      const PlacedAction subject = place_action(action, {}, sources_.facts, names, no_answers);
      ObjectId key = object_id(subject);
      const bool exists = subject.find() != nullptr;
      const bool now = made_.contains(key) || (exists && !dropped_.contains(key));
      list.push_back(
          {.subject = subject, .key = std::move(key), .exists = exists, .exists_now = now});
    };
    for (const Action& action : analysis.actions) add(action);
    if (analysis.code && analysis.code->is_complete()) {
      for (const CodeStatement& inner : analysis.code->statements) {
        for (const Action& action : inner.actions) add(action);
      }
    }
    return list;
  }

  void describe_change(PlannedStatement& planned, const std::vector<Planned>& actions) {
    const Nature nature = planned.statement->effect.nature;
    const bool guarded = planned.statement->effect.kind == "do" && !actions.empty();
    // What variables make of it, the run will tell.
    if (planned.statement->unresolved || (nature != Nature::definition && !guarded)) return;
    if (!planned.must_send_before.empty()) {
      planned.mark = PlanMark::change;
      return;
    }
    if (!actions.empty() && std::ranges::all_of(actions, is_skipped)) {
      planned.mark = PlanMark::skipped;
      return;
    }
    bool creates = !actions.empty();
    bool drops = !actions.empty();
    std::vector<std::string> members;
    for (const Planned& each : actions) {
      if (is_skipped(each)) continue;
      const Action& action = each.subject.action;
      creates = creates && action.verb == Verb::create && !each.exists_now;
      drops = drops && action.verb == Verb::drop;
      // ALTER TABLE names a column or constraint that it changes as if it were the table's object.
      const bool part = is_member(action.kind) || (!action.owner.empty() && !action.object.empty());
      if (guarded || part) members.push_back(member(action, guarded));
      note_object(each, *planned.statement);
      add_body_change(planned, each);
    }
    planned.mark = creates ? PlanMark::create : (drops ? PlanMark::drop : PlanMark::change);
    const bool says_it = !guarded && planned.statement->effect.kind != "alter_table";
    if (!says_it) planned.members = fmt::format("{}", fmt::join(members, ", "));
  }

  static std::string member(const Action& action, bool guarded) {
    if (guarded) return describe(action);
    if (!is_member(action.kind)) return sql_identifier(action.object.name);
    if (action.unnamed) return fmt::format("{} without a name", name(action.kind));
    return fmt::format("{} {}", name(action.kind), sql_identifier(action.object.name));
  }

  void note_object(const Planned& each, const Statement& statement) {
    if (each.subject.action.verb == Verb::create) {
      made_.insert(each.key);
      dropped_.erase(each.key);
      if (each.exists) creates_.emplace(each.key, &statement);
    } else if (each.subject.action.verb == Verb::drop) {
      made_.erase(each.key);
      if (each.exists) dropped_.insert(each.key);
      drops_[&statement].push_back(each.key);
    }
  }

  static void add_body_change(PlannedStatement& planned, const Planned& each) {
    const auto* made = each.subject.action.as<RoutineDefinition>();
    const CatalogObject* there = each.subject.find();
    if (made == nullptr || there == nullptr || !there->has<catalog::Routine>()) return;
    if (made->body_range.size() == 0 || there->as<catalog::Routine>().parsed) return;
    planned.body_change = unified_diff(there->as<catalog::Routine>().source, made->body,
                                       "the database", planned.statement->source->path());
  }

  void describe_locks(PlannedStatement& planned, const std::vector<Planned>& actions,
                      const Names& names) const {
    for (const Planned& each : actions) {
      const CatalogObject* rebuilt =
          planned.must_send_before.empty() ? nullptr : each.subject.find();
      const bool waits = !each.subject.action.concurrently;
      if (rebuilt != nullptr && waits) add_lock(planned, LockMode::access_exclusive, *rebuilt);
      if (is_skipped(each) && planned.must_send_before.empty()) continue;
      for (const RelationLock& lock : locks_of(each.subject.action)) {
        const CatalogObject* there = sources_.facts.relation(names.relation(lock.relation));
        if (there == nullptr) continue;  // nobody waits for what is not there yet
        add_lock(planned, lock.mode, *there);
        planned.work = std::max(planned.work, work_of(each.subject.action));
      }
    }
  }

  void add_lock(PlannedStatement& planned, LockMode mode, const CatalogObject& relation) const {
    PlannedLock& lock = planned.lock;
    if (mode < lock.mode) return;
    if (mode > lock.mode) lock = {.mode = mode};
    const std::string text = sql_name(relation.name);
    if (std::ranges::find(lock.relations, text) != lock.relations.end()) return;
    lock.relations.push_back(text);
    lock.bytes += bytes_of(relation);
    // DROP INDEX locks the table, too.
    const bool drops_index =
        relation.kind == ObjectKind::index && mode == LockMode::access_exclusive;
    const CatalogObject* table = drops_index ? sources_.facts.relation(relation.owner) : nullptr;
    if (table != nullptr) add_lock(planned, mode, *table);
  }

  // They go with the first statement behind them that is sent, and a COMMIT with its BEGIN.
  static void send_sessions(PlannedScript& script) {
    const auto sent = [](const PlannedStatement& each) { return each.sent; };
    const bool any = std::ranges::any_of(script.statements, sent);
    bool later = false;
    for (auto at = script.statements.rbegin(); at != script.statements.rend(); ++at) {
      const bool control = at->statement->effect.nature == Nature::transaction;
      if (at->mark == PlanMark::session) {
        at->sent = at->sent || later || (any && control);
      }
      if (!at->sent) at->mark = PlanMark::settled;
      later = later || at->sent;
    }
  }

  void join_replacements() {
    for (PlannedScript& script : plan_.scripts) {
      for (PlannedStatement& planned : script.statements) {
        if (planned.mark != PlanMark::drop) continue;
        const std::vector<ObjectId>& keys = drops_[planned.statement];
        const auto comes_again = [&](const ObjectId& key) { return creates_.contains(key); };
        if (keys.empty() || !std::ranges::all_of(keys, comes_again)) continue;
        const auto made = creates_.find(keys.front());
        planned.replaced_by = made->second;
        for (const ObjectId& key : keys) mark_as_change(*creates_.at(key), planned.lock);
      }
    }
  }

  void mark_as_change(const Statement& statement, const PlannedLock& of_drop) {
    for (PlannedScript& script : plan_.scripts) {
      const auto found =
          std::ranges::find(script.statements, &statement, &PlannedStatement::statement);
      if (found == script.statements.end()) continue;
      found->mark = PlanMark::change;
      if (of_drop.mode > found->lock.mode) found->lock = of_drop;
    }
  }

  const PlanSources& sources_;
  Plan plan_;
  PlannedScript* script_ = nullptr;
  // Keys of objects, as of the statement at hand.
  std::set<ObjectId> made_;
  std::set<ObjectId> dropped_;
  std::map<ObjectId, const Statement*> creates_;  // of what is there already
  std::unordered_map<const Statement*, std::vector<ObjectId>> drops_;
};

}  // namespace

std::string_view name(PlanMark mark) {
  switch (mark) {
    case PlanMark::settled:
      return "settled";
    case PlanMark::session:
      return "session";
    case PlanMark::skipped:
      return "skip";
    case PlanMark::opaque:
      return "run";
    case PlanMark::create:
      return "create";
    case PlanMark::change:
      return "change";
    case PlanMark::drop:
      return "drop";
  }
  return "";
}

std::size_t Plan::count(PlanMark mark) const {
  std::size_t number = 0;
  for (const PlannedScript& script : scripts) {
    number += static_cast<std::size_t>(
        std::ranges::count_if(script.statements, [&](const PlannedStatement& each) {
          return each.mark == mark && each.replaced_by == nullptr;
        }));
  }
  return number;
}

std::size_t Plan::count_statements() const {
  std::size_t number = 0;
  for (const PlannedScript& script : scripts) number += script.statements.size();
  return number;
}

bool Plan::has_changes() const {
  return count(PlanMark::create) + count(PlanMark::change) + count(PlanMark::drop) > 0;
}

bool sends_nothing(const Plan& plan) {
  return std::ranges::none_of(plan.scripts, [](const PlannedScript& script) {
    return std::ranges::any_of(script.statements, &PlannedStatement::sent);
  });
}

Plan make_plan(const PlanSources& sources) { return Planner(sources).make(); }

}  // namespace pgsettle
