#include "settle/convergence.h"

#include <algorithm>

#include "settle/step_index.h"
#include "settle/table_convergence.h"
#include "sql/write/quoting.h"

namespace pgsettle {
namespace {

// Labels that the file has and the database has not.
void compare_labels(const StepIndex& index, const JudgedStatement& step, const JudgedAction& part,
                    std::vector<Divergence>& list) {
  const auto* type = part.placed.action.as<TypeDefinition>();
  const CatalogObject* object = part.placed.find();
  if (type == nullptr || type->labels.empty() || object == nullptr) return;
  const std::vector<std::string>& there = object->as<catalog::Type>().labels;
  const std::string name = sql_name(part.placed.object);
  if (there.empty()) {
    list.push_back({step.statement, name + " is there, but it is no enum", ""});
    return;
  }
  std::string after;
  for (const std::string& label : type->labels) {
    const bool known = std::ranges::find(there, label) != there.end();
    if (!known && !index.adds_label(part.placed.object, label)) {
      const std::string place = after.empty() ? "" : " AFTER " + quote_literal(after);
      list.push_back({step.statement, "enum " + name + " has no label " + quote_literal(label),
                      "ALTER TYPE " + name + " ADD VALUE IF NOT EXISTS " + quote_literal(label) +
                          place + ";"});
    }
    after = label;
  }
}

void compare_index(const JudgedStatement& step, const JudgedAction& part,
                   std::vector<Divergence>& list) {
  const CatalogObject* there = part.placed.facts.relation(part.placed.object);
  if (there == nullptr) return;
  const std::string name = sql_name(part.placed.object);
  if (there->kind != ObjectKind::index) {
    list.push_back({step.statement, name + " is there, but it is no index", ""});
  } else if (there->has<catalog::Index>() && !there->as<catalog::Index>().valid &&
             part.proof.must_send_before.empty()) {
    list.push_back({step.statement, "index " + name + " is invalid: building it has failed once",
                    "DROP INDEX CONCURRENTLY IF EXISTS " + name + ";  -- and run this again"});
  } else if (there->owner != part.placed.owner) {
    list.push_back(
        {step.statement, "index " + name + " is there, but on " + sql_name(there->owner), ""});
  }
}

}  // namespace

std::vector<Divergence> find_divergences(const std::deque<JudgedStatement>& steps) {
  const StepIndex index(steps);
  std::vector<Divergence> list;
  for (const JudgedStatement& step : steps) {
    if (step.only_session || !step.names.known() || step.touched) continue;
    for (const JudgedAction& part : step.actions) {
      const Action& action = part.placed.action;
      if (action.verb != Verb::create || part.placed.find() == nullptr) continue;
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
