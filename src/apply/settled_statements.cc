#include "apply/settled_statements.h"

#include <algorithm>
#include <ranges>
#include <utility>

#include "base/error.h"
#include "settle/ask.h"

namespace pgsettle {

void SettledStatements::ask(bool inside, const Statement* from) {
  stale_ = false;
  const auto start = clock_.now();
  if (from != nullptr) ++asked_again_;
  AskOptions options = {.inside = inside,
                        .before = session_facts_ ? &*session_facts_ : nullptr,
                        .twins = {},
                        .from = from,
                        .settlement = &settlement_};
  // What was sent since may have made other answers of them: of the options of a view, which its
  // definition does not say, or of the columns that * stands for.
  if (!inside && from == nullptr) options.twins = std::move(twins_);
  twins_.clear();
  try {
    Asked asked = ask_server(session_, settler_, options);
    if (!session_facts_) {
      session_facts_ = asked.facts.session();
      limit_ = asked.limit;
    }
    settlement_ = std::move(asked.settlement);
    twins_ = std::move(asked.twins);
    waiting_ = static_cast<std::size_t>(std::ranges::count(
        settlement_.decisions | std::views::values, Verdict::ask_again, &Decision::verdict));
  } catch (const Error& error) {
    if (error.code() == ErrorCode::connection) throw;
    settlement_ = Settlement();
    problem_ = error.message();
  }
  if (from != nullptr) time_spent_ += clock_.now() - start;
}

}  // namespace pgsettle
