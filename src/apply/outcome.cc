#include "apply/outcome.h"

#include <algorithm>
#include <array>
#include <set>
#include <string>
#include <string_view>
#include <utility>

namespace pgsettle {
namespace {

// "already exists, skipping": duplicate_table, _column, _schema, _object
// (PostgreSQL documentation, appendix "Error Codes").
bool says_exists(const ServerMessage& notice) {
  constexpr std::array<std::string_view, 4> codes = {"42P07", "42701", "42P06", "42710"};
  return std::ranges::find(codes, notice.sqlstate) != codes.end();
}

// "does not exist, skipping" comes from a dozen functions and has no SQLSTATE of its own. What else
// a guarded DROP or ALTER says at this level comes from these: what CASCADE takes along, and what
// is merged with or renamed for something that exists.
bool says_missing(const ServerMessage& notice) {
  constexpr std::array<std::string_view, 4> others = {"reportDependentObjects", "ATExecAddColumn",
                                                      "MergeWithExistingConstraint",
                                                      "ATExecAddIndexConstraint"};
  return notice.sqlstate == "00000" &&
         std::ranges::find(others, notice.source_function) == others.end();
}

// The statement's own notice: event triggers and functions that it calls speak with a context.
bool skips(const Effect& effect, const ServerMessage& notice) {
  if (notice.severity != "NOTICE" || !notice.context.empty()) return false;
  if (effect.guard == Guard::if_not_exists) return says_exists(notice);
  return effect.guard == Guard::if_exists && (says_exists(notice) || says_missing(notice));
}

bool skipped_everything(const Effect& effect, const Answer& answer) {
  const auto skipped = std::ranges::count_if(
      answer.notices, [&](const ServerMessage& notice) { return skips(effect, notice); });
  // ALTER TABLE IF EXISTS of a table that is not there skips all of its actions with one notice.
  const bool no_table = std::ranges::any_of(answer.notices, [&](const ServerMessage& notice) {
    return skips(effect, notice) && notice.source_function == "ProcessUtilitySlow";
  });
  return skipped >= effect.parts || (no_table && !effect.drops);
}

}  // namespace

Outcome outcome_of(const Effect& effect, const Answer& answer) {
  if (answer.status == AnswerStatus::failed) return Outcome::failed;
  if (answer.status == AnswerStatus::skipped) return Outcome::not_run;
  switch (effect.nature) {
    case Nature::data:
      return answer.rows == 0 ? Outcome::unchanged : Outcome::applied;
    case Nature::definition:
      return skipped_everything(effect, answer) ? Outcome::unchanged : Outcome::applied;
    case Nature::opaque:
    case Nature::session:
    case Nature::transaction:
      return Outcome::ran;
  }
  return Outcome::ran;
}

void find_replacements(ScriptResult& script) {
  constexpr std::string_view drop = "drop_";
  constexpr std::string_view create = "create_";
  std::set<std::pair<std::string, std::string>> dropped;  // type, object
  for (StatementResult& result : script.statements) {
    const Effect& effect = result.statement->effect;
    if (result.outcome != Outcome::applied) continue;
    if (effect.drops) {
      dropped.emplace(effect.kind.substr(drop.size()), effect.object);
    } else if (effect.kind.starts_with(create)) {
      result.replaced =
          effect.or_replace || dropped.contains({effect.kind.substr(create.size()), effect.object});
    }
  }
}

}  // namespace pgsettle
