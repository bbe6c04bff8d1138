#include "settle/convergence.h"

#include <algorithm>

#include "settle/step_index.h"
#include "settle/table_convergence.h"
#include "sql/write/quoting.h"

namespace pgsettle {
namespace {

// Labels that the file has and the database has not.
void compare_labels(const StepIndex& index, const Step& step, const Part& part,
                    std::vector<Divergence>& list) {
  const auto* type = part.subject.action.as<TypeDefinition>();
  const CatalogObject* object = part.subject.find();
  if (type == nullptr || type->labels.empty() || object == nullptr) return;
  const std::vector<std::string>& there = object->list("labels");
  const std::string name = sql_name(part.subject.object);
  if (there.empty()) {
    list.push_back({step.statement, name + " is there, but it is no enum", ""});
    return;
  }
  std::string after;
  for (const std::string& label : type->labels) {
    const bool known = std::ranges::find(there, label) != there.end();
    if (!known && !index.adds_label(part.subject.object, label)) {
      const std::string place = after.empty() ? "" : " AFTER " + quote_literal(after);
      list.push_back({step.statement, "enum " + name + " has no label " + quote_literal(label),
                      "ALTER TYPE " + name + " ADD VALUE IF NOT EXISTS " + quote_literal(label) +
                          place + ";"});
    }
    after = label;
  }
}

void compare_index(const Step& step, const Part& part, std::vector<Divergence>& list) {
  const CatalogObject* there = part.subject.facts.relation(part.subject.object);
  if (there == nullptr) return;
  const std::string name = sql_name(part.subject.object);
  if (there->kind != ObjectKind::index) {
    list.push_back({step.statement, name + " is there, but it is no index", ""});
  } else if (there->get("valid") == "false" && part.proof.first.empty()) {
    list.push_back({step.statement, "index " + name + " is invalid: building it has failed once",
                    "DROP INDEX CONCURRENTLY IF EXISTS " + name + ";  -- and run this again"});
  } else if (there->owner != part.subject.owner) {
    list.push_back(
        {step.statement, "index " + name + " is there, but on " + sql_name(there->owner), ""});
  }
}

}  // namespace

std::vector<Divergence> find_divergences(const std::deque<Step>& steps) {
  const StepIndex index(steps);
  std::vector<Divergence> list;
  for (const Step& step : steps) {
    if (step.neutral || !step.place.known() || step.touched) continue;
    for (const Part& part : step.parts) {
      const Action& action = part.subject.action;
      if (action.verb != Verb::create || part.subject.find() == nullptr) continue;
      if (action.kind == ObjectKind::index && action.if_not_exists) {
        compare_index(step, part, list);
      } else if (action.kind == ObjectKind::type && step.is_settled) {
        compare_labels(index, step, part, list);
      } else if (action.kind == ObjectKind::table && action.if_not_exists && step.is_settled) {
        compare_table(index, step, part, list);
      }
    }
  }
  return list;
}

}  // namespace pgsettle
