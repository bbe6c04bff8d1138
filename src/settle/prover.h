// Proves that an action would change nothing: one file in provers/ for each kind of action.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "run/names.h"
#include "settle/facts.h"
#include "settle/name_completion.h"
#include "settle/twin.h"
#include "sql/action/action.h"

namespace pgsettle {

enum class ProofState {
  same,          // what the action is about is as it says; where it makes an object that is there,
                 // executing it may fail all the same
  would_skip,    // executing it does nothing, though what it says may differ from what is there
  would_change,  // executing it changes something
  unknown,       // cannot be told: it is executed
};

struct Proof {
  ProofState state = ProofState::unknown;
  std::string reason = {};  // "exists", "same definition", "not there yet"
  // What would tell.
  std::optional<Twin> twin = {};
  // A statement that must be sent before it; empty: none.
  std::string must_send_before = {};

  // Executing it changes nothing. Of a CREATE without a guard only when the object is not there.
  bool changes_nothing() const {
    return state == ProofState::same || state == ProofState::would_skip;
  }
};

inline Proof same(std::string reason) { return {ProofState::same, std::move(reason), {}, {}}; }
inline Proof would_skip(std::string reason) {
  return {ProofState::would_skip, std::move(reason), {}, {}};
}
inline Proof would_change(std::string reason) {
  return {ProofState::would_change, std::move(reason), {}, {}};
}
inline Proof unknown(std::string reason = "cannot be told") {
  return {ProofState::unknown, std::move(reason), {}, {}};
}

// An action in its place. Everything it points to outlives it.
struct PlacedAction {
  const Action& action;
  QualifiedName object;  // with its schema when it exists or is to be created
  QualifiedName owner;
  // The action's normal form; empty when it has none of its own.
  std::string_view form;
  const Facts& facts;
  const Names& names;
  const Answers& answers;
  std::string_view sql = {};   // as a statement of its own; empty: it cannot be told
  bool state_follows = false;  // a later statement says whether it is enabled

  // What the action is about; nullptr: it is not there.
  const CatalogObject* find() const;
  // Executing it does nothing harmful when the object is there: IF NOT EXISTS or OR REPLACE.
  bool may_meet_object() const { return action.if_not_exists || action.or_replace; }
  // Of a routine, as the catalog writes them; what is not known stays as it is.
  std::vector<std::string> argument_types() const;
  // The relation it belongs to.
  const CatalogObject* find_owner() const { return facts.relation(owner); }
};

// With the schemas that the names' scope gives them.
PlacedAction place_action(const Action& action, std::string_view form, const Facts& facts,
                          const Names& names, const Answers& answers);

// Nothing, when a twin has told that the object is what the action says; else what differs, with
// the twin that may still tell.
std::optional<Proof> differs(const PlacedAction& subject, const CatalogObject& object);

// Whether the action says what one of these statements says, which the catalog vouches for.
bool says_one_of(const PlacedAction& subject, const std::vector<std::string>& truths,
                 Spelling spelling = Spelling::catalog);

struct Prover {
  std::string_view id;
  bool (*claims)(const Action&);
  Proof (*prove)(const PlacedAction&);
  // Its proof compares definitions, so the names in the statement's text matter.
  bool reads_definition = false;
};

namespace provers {
// Every file of provers/, ordered by id. At most one claims an action.
std::span<const Prover* const> all();
}  // namespace provers

// Says unknown for what no prover claims.
Proof prove(const PlacedAction& subject);
// nullptr: none.
const Prover* prover_of(const Action& action);

}  // namespace pgsettle
