#include "settle/judge.h"

#include <algorithm>
#include <utility>

#include "settle/aspects.h"
#include "settle/code_guard.h"
#include "settle/name_completion.h"
#include "settle/needs.h"
#include "settle/sub_commands.h"
#include "sql/fallback/names_in.h"
#include "sql/fallback/statement_words.h"
#include "sql/parse/code_outcome.h"

namespace pgsettle {
namespace {

// Does by itself what no action says.
bool calls_unknown(std::string_view sql, const Facts& facts, const Names& names) {
  const auto called = called_names_in(sql);
  return std::ranges::any_of(called, [&](const QualifiedName& routine) {
    const QualifiedName found = names.routine(routine);
    const bool is_none = found.schema != "?" && facts.routines(found).empty() &&
                         !facts.is_system_name(NameSpace::routine, routine.name);
    return !is_none && !changes_only_rows(routine, facts, names);
  });
}

bool writes_rows(const Action& action) {
  return action.verb == Verb::insert || action.verb == Verb::update || action.verb == Verb::erase ||
         action.verb == Verb::merge;
}

// Without ONLY, where that means nothing.
std::string without_only(std::string_view sql, const Action& action, const Facts& facts,
                         const Names& names) {
  const StatementWords words(sql, 6);
  const std::size_t only = words.is(2, "if") ? 4 : 2;
  if (!words.is(0, {"alter", "table"}) || !words.is(only, "only")) return std::string(sql);
  const CatalogObject* table = facts.relation(names.relation(action.owner));
  if (table == nullptr || table->relation.partitioned || table->relation.has_children) {
    return std::string(sql);
  }
  const auto begin = static_cast<std::size_t>(words[only].text.data() - sql.data());
  return std::string(sql).erase(begin, words[only].text.size());
}

// SELECT set_config('search_path', ...), which is a SET.
bool is_set_config(const Statement& statement, const Analysis& analysis) {
  if (analysis.actions.size() != 1 || statement.result_use != ResultUse::none) return false;
  const StatementWords words(statement.sql());
  const std::size_t name = words.is(1, "pg_catalog") ? 3 : 1;
  if (!words.complete() || !words.is(0, "select") || !words.is(name, "set_config")) return false;
  for (std::size_t i = name + 1; i < words.size(); ++i) {
    const bool parenthesis = words[i].text == "(" || words[i].text == ")";
    if (words[i].depth == 0 && !parenthesis) return false;
  }
  return true;
}

// Whether the text of the condition is true now; nullopt: cannot be told. The server was asked as
// who the session began as, about the catalog and nothing else.
std::optional<bool> answer_to(const CodeCondition& condition, const JudgedStatement& judged,
                              const JudgeSources& sources) {
  const Names& names = judged.names;
  if (!names.is_first_role() || !names.searches_system_first()) return std::nullopt;
  const Question question = {names.scope().local_settings(), condition.text};
  const auto found = sources.answers.find(question.key());
  return found != sources.answers.end() ? std::optional(found->second) : std::nullopt;
}

// Whether the test is about the object of the action, whichever objects come and go.
bool is_about(const ExistenceTest& test, const PlacedAction& placed) {
  const Names& names = placed.names;
  if (name_space(test.kind) != name_space(placed.action.kind)) return false;
  if (is_member(test.kind)) {
    const bool of_type =
        test.kind == ObjectKind::enum_value || test.kind == ObjectKind::domain_constraint;
    const QualifiedName owner = of_type ? names.type(test.owner) : names.relation(test.owner);
    return owner == placed.owner && test.object.name == placed.object.name;
  }
  if (test.object.name != placed.object.name) return false;
  if (!is_named_in_schema(placed.action.kind)) return true;
  // Once it is dropped, the name could mean an object of a later schema of the path.
  const bool only_there = names.path().size() == 1 && names.path()[0] == placed.object.schema;
  return test.object.schema.empty() ? only_there : test.object.schema == placed.object.schema;
}

bool hangs_on_object(const CodeStatement& code, const PlacedAction& placed) {
  if (code.conditions.size() != 1 || !code.ways_out.empty()) return false;
  const auto& test = code.conditions[0].existence;
  if (!test || !is_about(*test, placed)) return false;
  if (placed.action.verb == Verb::create) return test->absent;
  return placed.action.verb == Verb::drop && !test->absent && test->exact;
}

class Judge {
 public:
  explicit Judge(const JudgeSources& sources) : sources_(sources) {}

  void take(const PlacedStatement& placed, bool carried) {
    Scope scope = placed.scope;
    const bool outdated = changed_defaults_ && placed.session > *changed_defaults_;
    if (outdated) scope.known = false;
    judged_ = &list_.emplace_back(JudgedStatement{.statement = placed.statement,
                                                  .script = placed.script,
                                                  .names = Names(sources_.facts, std::move(scope)),
                                                  .in_transaction = placed.in_transaction,
                                                  .carried = carried});
    fill(*placed.analysis);
    if (outdated) judged_->reason = "its session begins with what is stored before it";
    if (!changed_defaults_ && std::ranges::any_of(judged_->actions, [&](const JudgedAction& each) {
          return changes_defaults(each);
        })) {
      changed_defaults_ = placed.session;
    }
  }

  Judgements finish() {
    forbid_redefinitions();
    return std::move(list_);
  }

 private:
  // Whether a session that begins behind the action begins otherwise than the one that was asked.
  bool changes_defaults(const JudgedAction& judged) const {
    const Action& action = judged.placed.action;
    const bool of_role = action.kind == ObjectKind::role;
    const bool stores = action.verb == Verb::alter && action.change == Change::settings &&
                        (of_role || action.kind == ObjectKind::database);
    // Without a name it is CURRENT_USER, SESSION_USER or ALL.
    const bool of_others = of_role && !action.object.name.empty() &&
                           action.object.name != sources_.facts.session().user;
    return stores && !of_others && !judged.does_nothing();
  }

  // The last definition of a transaction that is rolled back is not the last one. A ROLLBACK to a
  // savepoint is taken for one of the whole transaction.
  void forbid_redefinitions() {
    for (std::size_t i = 0; i < list_.size(); ++i) {
      if (!list_[i].rolls_back) continue;
      for (std::size_t j = i;
           j-- > 0 && list_[j].in_transaction && list_[j].script == list_[i].script;) {
        for (JudgedAction& action : list_[j].actions) action.no_redefinition = true;
      }
    }
  }

  void fill(const Analysis& analysis) {
    const Statement& statement = *judged_->statement;
    judged_->only_session = statement.effect.nature == Nature::session ||
                            statement.effect.nature == Nature::transaction ||
                            is_set_config(statement, analysis);
    if (judged_->only_session) {
      judged_->is_settled = true;
      judged_->rolls_back = statement.effect.kind.starts_with("rollback");
      return;
    }
    if (analysis.code) {
      add_code(*analysis.code);
    } else {
      add_actions(analysis.actions, statement.sql(), nullptr);
      judged_->understood = !analysis.problem && !analysis.actions.empty() &&
                            !statement.unresolved && statement.result_use == ResultUse::none;
      const bool calls = statement.effect.nature == Nature::data &&
                         calls_unknown(statement.sql(), sources_.facts, judged_->names);
      if (!judged_->understood || calls) judged_->rest = all_changes();
    }
    if (!judged_->names.known()) {
      judged_->understood = false;
      judged_->rest = all_changes();
    }
    explain();
    if (!judged_->names.known()) judged_->reason = "what the session was set to cannot be followed";
  }

  // Code that does nothing but its statements under its conditions does nothing when none of them
  // would: each is either not reached or changes nothing when it is.
  void add_code(const CodeBlock& code) {
    judged_->rest = all_changes();
    if (!code.is_complete()) return;
    actions_before_.assign(1, 0);
    for (const CodeStatement& inner : code.statements) {
      add_actions(inner.actions, inner.sql, &inner);
      actions_before_.push_back(judged_->actions.size());
    }
    // A condition that is not answered may fail.
    const bool answered = evaluates_all(
        code, [&](const CodeCondition& condition) { return answer_inside(condition); });
    judged_->understood = answered && !judged_->actions.empty();
    // Sent, it does what its statements do, and what routines do that its INSERTs and the like
    // call.
    const auto calls = [&](const CodeStatement& inner) {
      return std::ranges::any_of(inner.actions, writes_rows) &&
             calls_unknown(inner.sql, sources_.facts, judged_->names);
    };
    const bool known = std::ranges::none_of(code.statements, calls);
    if (known && !judged_->actions.empty()) judged_->rest = {};
  }

  void add_actions(const std::vector<Action>& actions, std::string_view sql,
                   const CodeStatement* code) {
    std::vector<std::string> forms;
    std::vector<std::string> texts;
    if (actions.size() > 1) texts = sub_commands(sql, actions.size());
    const bool compares = std::ranges::any_of(actions, [](const Action& action) {
      const Prover* prover = prover_of(action);
      return prover != nullptr && prover->reads_definition;
    });
    const Names& names = judged_->names;
    if (compares) {
      forms = normal_forms_of(without_only(sql, actions.front(), sources_.facts, names),
                              Spelling::script, names, sources_.facts);
    }
    for (std::size_t i = 0; i < actions.size(); ++i) {
      const bool own_form = forms.size() == actions.size();
      const std::string_view form = own_form ? std::string_view(forms[i]) : std::string_view();
      PlacedAction placed = place_action(actions[i], form, sources_.facts, names, sources_.answers);
      if (actions.size() == 1) placed.sql = sql;
      if (!texts.empty()) placed.sql = judged_->texts.emplace_back(std::move(texts[i]));
      add_action(placed, sql, code);
    }
  }

  void add_action(const PlacedAction& placed, std::string_view sql, const CodeStatement* code) {
    JudgedAction& judged = judged_->actions.emplace_back(
        JudgedAction{.placed = placed,
                     .aspect = aspect_of(placed),
                     .proof = prove(placed),
                     .reads = reads_of(placed, placed.action.if_not_exists ? "" : sql),
                     .reads_if_dropped = reads_of(placed, sql),
                     .changes = changes_of(placed),
                     .statement = list_.size() - 1});
    if (code != nullptr) guard(judged, *code);
    judged.placed.form = {};  // goes with the caller
  }

  // The answer holds where the condition stands in its code only when nothing in front of it in the
  // code does anything.
  std::optional<bool> answer_inside(const CodeCondition& condition) const {
    if (condition.statements_before >= actions_before_.size()) return std::nullopt;
    const std::size_t before = actions_before_[condition.statements_before];
    for (std::size_t i = 0; i < before; ++i) {
      if (!judged_->actions[i].does_nothing()) return std::nullopt;
    }
    return answer_to(condition, *judged_, sources_);
  }

  // What is skipped for its condition, or whose failure a handler takes, does nothing; the object
  // may be as declared all the same.
  void guard(JudgedAction& judged, const CodeStatement& code) {
    const PlacedAction& placed = judged.placed;
    judged.caught = is_caught(code, placed.action, placed.find());
    judged.not_reached = is_reached(code, [&](const CodeCondition& condition) {
                           return answer_inside(condition);
                         }) == Reached::no;
    if (hangs_on_object(code, placed)) {
      judged.reach = Reach::by_object;
      judged.reach_is_exact = code.conditions[0].existence->exact;
    } else if (!code.conditions.empty() || !code.ways_out.empty()) {
      judged.reach = Reach::sometimes;
    }
    judged.asks_existence =
        code.ways_out.empty() &&
        std::ranges::all_of(code.conditions, [](const CodeCondition& condition) {
          return condition.existence.has_value();
        });
    if (judged.not_reached) judged.reads.catalog = judged.reads_if_dropped.catalog = true;
    if (judged.proof.state == ProofState::same) return;
    if (judged.not_reached) {
      judged.proof.state = ProofState::would_skip;
      judged.proof.reason = "its condition is false";
    } else if (judged.caught && placed.find() != nullptr) {
      judged.proof.state = ProofState::would_skip;
      judged.proof.reason = "exists";
    }
  }

  void explain() {
    for (JudgedAction& action : judged_->actions) {
      // What a CREATE ... AS that is skipped would have called.
      action.skipped = action.placed.action.verb == Verb::call && judged_->actions.size() > 1 &&
                       judged_->actions.front().placed.action.if_not_exists;
      const bool worse = !action.does_nothing() && !action.skipped;
      if (judged_->reason.empty() || worse) judged_->reason = action.proof.reason;
    }
  }

  const JudgeSources& sources_;
  // The session whose statements store what later sessions begin with.
  std::optional<std::size_t> changed_defaults_;
  JudgedStatement* judged_ = nullptr;
  // How many of its actions stand in front of each statement of its code.
  std::vector<std::size_t> actions_before_;
  Judgements list_;
};

}  // namespace

bool JudgedAction::does_nothing() const {
  if (proof.state == ProofState::would_skip) return true;
  if (proof.state != ProofState::same) return false;
  const bool makes = placed.action.verb == Verb::create;
  return !makes || placed.action.or_replace || tolerates_object() || not_reached;
}

Changes JudgedStatement::changes() const {
  Changes all = rest;
  for (const JudgedAction& action : actions) all.add(action.changes);
  return all;
}

Judgements judge_statements(const JudgeSources& sources, const Statement* from,
                            const std::set<const Statement*>& carried) {
  Judge judge(sources);
  for (const PlacedStatement& placed : sources.statements) {
    if (placed.statement == from) from = nullptr;
    const bool is_carried = from != nullptr && carried.contains(placed.statement);
    if (from == nullptr || is_carried) judge.take(placed, is_carried);
  }
  return judge.finish();
}

}  // namespace pgsettle
