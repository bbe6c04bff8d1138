// Decides for every statement of a run whether it must be sent. Knows no server: a function of the
// run, of what the catalog says (facts) and of what the server has answered (answers).
//
// Why what is not sent need not be sent. Let "every" be the run that sends all statements, and
// "ours" the one that leaves some out. Both begin with the same database. The claim: behind each
// statement that is part of no open redefinition both databases are equal, so both runs end alike.
//
// 1. A statement is left out when its proof says that executing it changes nothing: what it is
// about
//    is as it says (`same`), or it would do nothing (`would_skip`). The proof is made of the facts,
//    which were read before the run, or in its midst (Verdict::ask_again).
// 2. The proof holds when the statement's turn comes, if nothing executed since has changed what
// the
//    proof has read. Reads lists that, Changes what an executed statement may change, and both err
//    on the side of more: an aspect, a name, whatever a condition may have asked, everything.
//    follow_changes() compares them in the order of the run. A condition that the server has
//    answered reads the whole catalog; a condition that reads rows is not relied on.
// 3. A redefinition (redefinition.h) is left out as a whole. While it is open the two databases
// differ
//    in what it redefines, so no statement in between may tell the difference: not one that is
//    sent, and not the proof of one that is not sent. At its end both have the same object, since
//    only `same` ends a redefinition; `would_skip` does not, as that says nothing of the
//    definition.
// 4. What cannot be told is `unknown`, and is sent. So is what follows a setting that cannot be
//    followed, code that does more than its statements under their conditions, and each action of a
//    script that rolls back, for its redefinitions may be undone in the midst.
// 5. Asked again in the midst of the run, the settler judges what is still to come by new facts.
// Those
//    of a redefinition that were left out before and whose end is still to come are carried along.
//    If the redefinition does not end as it should any more, they are sent before its next action.
// 6. What other sessions do between the question and the statement is not covered, as little as it
// is
//    for a statement that psql has sent a moment before.
#pragma once

#include <deque>
#include <set>
#include <span>

#include "catalog/catalog_query.h"
#include "run/placed_statement.h"
#include "schema/analyses.h"
#include "schema/script.h"
#include "settle/facts.h"
#include "settle/judgement.h"
#include "settle/needs.h"
#include "settle/settlement.h"

namespace pgsettle {

class Settler {
 public:
  // Both outlive the settler.
  Settler(std::span<const Script> scripts, const Analyses& analyses, const RunMode& mode);

  // In the order of the run.
  const std::deque<PlacedStatement>& statements() const { return statements_; }
  // The names whose objects decide() has to know.
  const CatalogNames& names() const { return names_; }
  // The conditions that a server should answer, from outside of any code.
  const std::set<Question>& questions() const { return questions_; }

  // The statements from `from` on (nullptr: all), with the database as `facts` say; facts and
  // answers outlive what is returned. `before`: the settlement that the statements before `from`
  // were sent or left out by; nullptr: there is none.
  Judgements judge(const Facts& facts, const Answers& answers, const Statement* from = nullptr,
                   const Settlement* before = nullptr) const;
  // What is to be sent of them.
  Settlement decide(const Judgements& judgements) const;

 private:
  std::set<const Statement*> left_open(const Settlement& before, const Statement& from) const;

  std::span<const Script> scripts_;
  std::deque<PlacedStatement> statements_;
  CatalogNames names_;
  std::set<Question> questions_;
};

}  // namespace pgsettle
