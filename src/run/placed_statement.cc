#include "run/placed_statement.h"

#include <variant>

#include "sql/read/script_reader.h"

namespace pgsettle {
namespace {

bool is_one_transaction(const Script& script, const RunMode& mode) {
  return mode.single_transaction ||
         (!script.directives.no_transaction && !script.manages_transactions);
}

}  // namespace

std::deque<PlacedStatement> place_statements(std::span<const Script> scripts,
                                             const Analyses& analyses, const RunMode& mode) {
  std::deque<PlacedStatement> list;
  ScopeFollower follower(false);
  std::size_t session = 0;
  for (std::size_t i = 0; i < scripts.size(); ++i) {
    const bool one = is_one_transaction(scripts[i], mode);
    const auto begin_session = [&] {
      follower = ScopeFollower(one);
      ++session;
    };
    if (i == 0 || !mode.shared_session) {
      begin_session();
    } else if (!mode.single_transaction) {
      follower.begin_script(one);
    }
    for (const ScriptItem& item : scripts[i].items) {
      if (const auto* statement = std::get_if<Statement>(&item)) {
        const Analysis& analysis = analyses.of(*statement);
        list.push_back({.statement = statement,
                        .analysis = &analysis,
                        .script = i,
                        .session = session,
                        .scope = follower.scope(),
                        .in_transaction = follower.in_transaction()});
        follower.follow(*statement, analysis.actions);
      } else if (!std::holds_alternative<Echo>(item)) {
        begin_session();  // \connect
      }
    }
  }
  return list;
}

}  // namespace pgsettle
