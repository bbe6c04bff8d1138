// What IF NOT EXISTS and guards hide: the object is there, but not as the script has it, and no run
// will ever change that.
#pragma once

#include <deque>

#include "settle/agreement.h"
#include "settle/judgement.h"
#include "settle/settlement.h"

namespace pgsettle {

// Whether the object of a CREATE, ADD COLUMN or ADD CONSTRAINT is as declared: it is when there are
// no differences and nothing is unknown. Nothing: the object is not there, or objects of its kind
// are not compared. What other statements of the run take care of is left out.
std::optional<Agreement> agreement_of(const JudgedAction& part, const StepIndex& index);

// Puts what will not converge into the settlement, with what is to be asked to know more: of
// CREATEs that are settled by their name, or by a guard.
void find_divergences(const std::deque<JudgedStatement>& steps, Settlement& settlement);

}  // namespace pgsettle
