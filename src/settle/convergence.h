// What IF NOT EXISTS and guards hide: the object is there, but not as the script has it, and no run
// will ever change that.
#pragma once

#include <map>
#include <optional>
#include <vector>

#include "settle/agreement.h"
#include "settle/judgement.h"
#include "settle/settlement.h"

namespace pgsettle {

// Whether the object of a CREATE, ADD COLUMN or ADD CONSTRAINT is as declared: it is when there are
// no differences and nothing is unknown. Nothing: the object is not there, or objects of its kind
// are not compared. What other statements of the run take care of is left out.
std::optional<Agreement> agreement_of(const JudgedAction& part, const StepIndex& index);

// What will not converge of a run.
class Convergence {
 public:
  // Looks at the CREATEs that are settled by their name, or by a guard. Again, when more answers
  // are there: then only at what was open. The facts must be the same.
  void look(const Judgements& judgements);

  // In the order of the run, as far as it is known.
  std::vector<Divergence> divergences() const;
  // What would tell more.
  std::vector<MeaningQuestion> questions() const;
  std::vector<Twin> twins() const;

 private:
  std::vector<const Action*> order_;
  std::map<const Action*, Agreement> agreements_;
};

}  // namespace pgsettle
