#include "settle/steps.h"

#include <algorithm>
#include <set>
#include <utility>
#include <variant>

#include "settle/code_guard.h"
#include "settle/needs.h"
#include "settle/sub_commands.h"
#include "settle/subject_key.h"
#include "sql/fallback/statement_words.h"
#include "sql/parse/normal_form.h"

namespace pgsettle {
namespace {

// Rows may change between the question and the statement.
bool reads_rows(const std::string& question, const Facts& facts, const Place& place) {
  return std::ranges::any_of(names_in(question), [&](const std::string& name) {
    return facts.relation(place.relation({.schema = {}, .name = name})) != nullptr;
  });
}

// Does by itself what no action says.
bool calls_unknown(const Statement& statement, const Facts& facts, const Place& place) {
  const auto names = called_names_in(statement.sql());
  return std::ranges::any_of(names, [&](const std::string& name) {
    const QualifiedName found = place.routine({.schema = {}, .name = name});
    return !found.schema.empty() && !(found.schema != "?" && facts.routines(found).empty());
  });
}

// Without ONLY, where that means nothing.
std::string without_only(std::string_view sql, const Action& action, const Facts& facts,
                         const Place& place) {
  const StatementWords words(sql, 6);
  const std::size_t only = words.is(2, "if") ? 4 : 2;
  if (!words.is(0, {"alter", "table"}) || !words.is(only, "only")) return std::string(sql);
  const CatalogObject* table = facts.relation(place.relation(action.owner));
  if (table == nullptr || table->is("partitioned") || table->is("has_children")) {
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

class StepReader {
 public:
  StepReader(const StepSources& sources, const Statement* from)
      : sources_(sources), from_(from), place_(sources.facts) {}

  std::deque<Step> read() {
    for (std::size_t i = 0; i < sources_.scripts.size(); ++i) {
      if (!sources_.shared_session || i == 0) begin_session();
      for (const ScriptItem& item : sources_.scripts[i].items) {
        if (const auto* statement = std::get_if<Statement>(&item)) {
          if (statement == from_) from_ = nullptr;
          take(*statement, i);
        } else if (!std::holds_alternative<Echo>(item)) {
          begin_session();  // \connect
        }
      }
    }
    forbid_spans();
    return std::move(steps_);
  }

 private:
  void begin_session() {
    place_ = Place(sources_.facts);
    if (defaults_change_) place_.forget();
  }

  // Whether a session that begins behind the action begins otherwise than the one that was asked.
  bool changes_defaults(const Part& part) const {
    const Action& action = part.subject.action;
    const bool of_role = action.kind == ObjectKind::role;
    const bool stores = action.verb == Verb::alter && action.change == Change::settings &&
                        (of_role || action.kind == ObjectKind::database);
    // Without a name it is CURRENT_USER, SESSION_USER or ALL.
    const bool of_others = of_role && !action.object.name.empty() &&
                           action.object.name != sources_.facts.session().user;
    return stores && !of_others && part.proof.state != ProofState::settled;
  }

  // The last definition of a script may be undone by a ROLLBACK.
  void forbid_spans() {
    std::set<std::size_t> scripts;
    for (const Step& step : steps_) {
      if (step.rolls_back) scripts.insert(step.script);
    }
    for (Step& step : steps_) {
      if (!scripts.contains(step.script)) continue;
      for (Part& part : step.parts) part.no_span = true;
    }
  }

  void take(const Statement& statement, std::size_t script) {
    const Analysis& analysis = sources_.analyses.of(statement);
    if (from_ == nullptr) {
      Step& step =
          steps_.emplace_back(Step{.statement = &statement, .script = script, .place = place_});
      fill(step, analysis);
    }
    for (const Action& action : analysis.actions) place_.follow(action);
  }

  void fill(Step& step, const Analysis& analysis) {
    const Statement& statement = *step.statement;
    const std::size_t index = steps_.size() - 1;
    step.neutral = statement.effect.nature == Nature::session ||
                   statement.effect.nature == Nature::transaction ||
                   is_set_config(statement, analysis);
    if (step.neutral) {
      step.is_settled = true;
      step.rolls_back = statement.effect.kind.starts_with("rollback");
      return;
    }
    if (analysis.code) {
      add_code(step, *analysis.code, index);
    } else {
      add_parts(step, analysis.actions, statement.sql(), nullptr, index);
      step.understood = !analysis.problem && !analysis.actions.empty() && !statement.unresolved &&
                        statement.result_use == ResultUse::none;
      if (!step.understood) step.rest = {.everything = true, .rows = true};
      if (statement.effect.nature == Nature::data &&
          calls_unknown(statement, sources_.facts, place_)) {
        step.rest = {.everything = true, .rows = true};
      }
    }
    if (std::ranges::any_of(step.parts, [&](const Part& part) { return changes_defaults(part); })) {
      defaults_change_ = true;
    }
    if (!place_.known()) {
      step.understood = false;
      step.rest = {.everything = true, .rows = true};
    }
    explain(step);
    if (place_.known()) return;
    step.reason = defaults_change_ ? "its session begins with what is stored before it"
                                   : "what the session was set to cannot be followed";
  }

  void add_code(Step& step, const CodeBlock& code, std::size_t index) {
    step.rest = {.everything = true, .rows = true};
    if (!is_simple(code, step.statement->sql())) return;
    const auto questions = questions_of(code, step.statement->sql());
    const bool all_denied = !questions.empty() && step.place.is_first_role() &&
                            std::ranges::all_of(questions, [&](const std::string& question) {
                              const auto found = sources_.answers.find(
                                  Question{step.place.path_setting(), question}.key());
                              return found != sources_.answers.end() && !found->second &&
                                     !reads_rows(question, sources_.facts, step.place);
                            });
    for (const CodeStatement& inner : code.statements) {
      add_parts(step, inner.actions, inner.sql, &inner, index);
    }
    step.understood = !step.parts.empty();
    if (all_denied) {
      for (Part& part : step.parts) {
        part.proof = settled("its condition is false");
        part.dependencies.catalog = true;
      }
    }
    // Sent, it does what its statements do.
    if (step.understood) step.rest = {};
  }

  void add_parts(Step& step, const std::vector<Action>& actions, std::string_view sql,
                 const CodeStatement* code, std::size_t index) {
    std::vector<std::string> forms;
    std::vector<std::string> texts;
    if (actions.size() > 1) texts = sub_commands(sql, actions.size());
    const bool compares = std::ranges::any_of(actions, [](const Action& action) {
      const Prover* prover = prover_of(action);
      return prover != nullptr && prover->reads_definition;
    });
    if (compares) {
      forms = normal_forms(without_only(sql, actions.front(), sources_.facts, place_),
                           place_.completion());
    }
    for (std::size_t i = 0; i < actions.size(); ++i) {
      const bool own_form = forms.size() == actions.size();
      const std::string_view form = own_form ? std::string_view(forms[i]) : std::string_view();
      Subject subject =
          make_subject(actions[i], form, sources_.facts, step.place, sources_.answers);
      if (actions.size() == 1) subject.sql = sql;
      if (!texts.empty()) subject.sql = step.texts.emplace_back(std::move(texts[i]));
      add_part(step, std::move(subject), sql, code, index);
    }
  }

  void add_part(Step& step, Subject subject, std::string_view sql, const CodeStatement* code,
                std::size_t index) {
    Part part = {.subject = subject,
                 .key = property_key(subject),
                 .proof = prove(subject),
                 .dependencies = dependencies_of(subject, sql),
                 .footprint = footprint_of(subject),
                 .step = index};
    const bool creates = subject.action.verb == Verb::create;
    if (code != nullptr && creates && is_caught(*code, subject.action) &&
        subject.find() != nullptr) {
      part.proof = settled("exists");
    }
    part.subject.form = {};  // goes with the caller
    step.parts.push_back(std::move(part));
  }

  static void explain(Step& step) {
    for (Part& part : step.parts) {
      // What a CREATE ... AS that is skipped would have called.
      part.skipped = part.subject.action.verb == Verb::call && step.parts.size() > 1 &&
                     step.parts.front().subject.action.if_not_exists;
      const bool worse = part.proof.state != ProofState::settled && !part.skipped;
      if (step.reason.empty() || worse) step.reason = part.proof.reason;
    }
  }

  const StepSources& sources_;
  const Statement* from_;
  Place place_;
  bool defaults_change_ = false;  // by what is sent before
  std::deque<Step> steps_;
};

}  // namespace

std::deque<Step> read_steps(const StepSources& sources, const Statement* from) {
  return StepReader(sources, from).read();
}

}  // namespace pgsettle
