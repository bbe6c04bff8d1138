// Statements that make the same thing several times in a run: DROP and CREATE, CREATE OR REPLACE
// here and again there. Only how it ends counts, when nothing in between could have seen it.
//
// A redefinition is all actions of a run on one aspect, in order. None of them is sent when
//  - played one after the other on the database as it is, none of them fails, and the last one that
//    defines the aspect is proven `same`: so all of them together leave what is there;
//  - a DROP among them takes nothing with it that the run does not give back (loss.h);
//  - no other statement from the first of them to the last can tell the difference: one that is
//  sent
//    neither sees what is redefined nor touches what these proofs read, and the proof of one that
//    is not sent reads nothing of what is redefined. That proof was made of the database as it is,
//    while under psql the statement would meet the aspect in an earlier state;
//  - no statement in between is to be decided again: asking in the midst would see only half of it.
#pragma once

#include <deque>

#include "settle/judgement.h"

namespace pgsettle {

// Sets JudgedStatement::is_settled and JudgedAction::last, given JudgedStatement::touched; what was
// refused once stays refused.
void find_redefinitions(Judgements& statements);

}  // namespace pgsettle
