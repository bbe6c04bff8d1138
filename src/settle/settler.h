// Decides for every statement of a run whether it must be sent.
#pragma once

#include <memory>
#include <set>
#include <span>
#include <string>
#include <vector>

#include "catalog/catalog_query.h"
#include "schema/analyses.h"
#include "schema/script.h"
#include "settle/facts.h"
#include "settle/needs.h"
#include "settle/settlement.h"
#include "settle/step.h"
#include "settle/twin.h"

namespace pgsettle {

class Settler {
 public:
  // Both outlive the settler. `shared_session`: what a script sets holds for those behind it.
  Settler(std::span<const Script> scripts, const Analyses& analyses, bool shared_session);

  // The names whose objects decide() has to know.
  const CatalogNames& names() const { return names_; }
  // The conditions that a server should answer, from outside of any code.
  const std::set<Question>& questions() const { return questions_; }

  // What is to be sent from `from` on (nullptr: all), with the database as `facts` say. Statements
  // before `from` only tell where it stands.
  Settlement decide(const Facts& facts, const Answers& answers,
                    const Statement* from = nullptr) const;

 private:
  std::span<const Script> scripts_;
  const Analyses& analyses_;
  bool shared_session_;
  CatalogNames names_;
  std::set<Question> questions_;
};

}  // namespace pgsettle
