// COMMENT ON everything.
#include "property/generated_writer.h"

namespace pgsettle {
namespace {

std::string commented(GeneratedWriter& w) {
  const GeneratedModel& model = w.model;
  switch (w.dice.below(9)) {
    case 0:
      return "SCHEMA " + w.schema;
    case 1:
      if (model.routines.empty()) break;
      {
        const GeneratedRoutine& routine = w.dice.one_of(model.routines);
        return fmt::format("{} {}({})", routine.keyword, w.at(routine.name), routine.arguments);
      }
    case 2:
    case 3:
      if (model.parts.empty()) break;
      {
        const GeneratedPart& part = w.dice.one_of(model.parts);
        return fmt::format("{} {} ON {}", part.kind, part.name, w.at(part.relation));
      }
    case 4:
      if (!model.indexes.empty()) return "INDEX " + w.at(w.dice.one_of(model.indexes));
      break;
    case 5:
      if (!model.types.empty()) {
        const GeneratedType& type = w.dice.one_of(model.types);
        return type.kind + ' ' + w.at(type.name);
      }
      break;
    case 6:
      if (!model.sequences.empty()) return "SEQUENCE " + w.at(w.dice.one_of(model.sequences));
      break;
    case 7:
      if (!model.relations.empty()) {
        const GeneratedRelation& relation = w.dice.one_of(model.relations);
        return relation.kind + ' ' + w.at(relation.name);
      }
      break;
    default:
      break;
  }
  const GeneratedRelation& table = w.table();
  return fmt::format("COLUMN {}.{}", w.at(table.name), w.dice.one_of(table.columns).name);
}

void comment(GeneratedWriter& w) {
  const std::string object = commented(w);
  const std::size_t times = w.dice.chance(12) ? 2 : 1;
  for (std::size_t i = 0; i < times; ++i)
    w.say(fmt::format("COMMENT ON {} IS {}", object, w.text()));
}

}  // namespace

std::vector<WeightedFragment> comment_fragments() { return {{22, comment}}; }

}  // namespace pgsettle
