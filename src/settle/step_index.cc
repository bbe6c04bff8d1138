#include "settle/step_index.h"

namespace pgsettle {

StepIndex::StepIndex(const std::deque<JudgedStatement>& steps) {
  for (const JudgedStatement& step : steps) {
    for (const JudgedAction& part : step.actions) {
      const PlacedAction& subject = part.placed;
      const Action& action = subject.action;
      if (const auto* table = action.as<RelationDefinition>(); table != nullptr) {
        for (const Column& column : table->columns) {
          declared_columns_.insert(key(subject.object, column.name));
        }
      }
      if (subject.owner.empty()) continue;
      if (action.kind == ObjectKind::constraint || action.kind == ObjectKind::index) {
        changed_constraints_.insert(key(subject.owner, ""));
      } else if (action.kind == ObjectKind::enum_value) {
        labels_.insert(key(subject.owner, action.object.name));
      } else if (action.verb != Verb::comment && action.verb != Verb::grant) {
        changed_columns_.insert(key(subject.owner, action.object.name));
        if (!action.new_name.empty()) changed_columns_.insert(key(subject.owner, action.new_name));
      }
    }
  }
}

bool StepIndex::changes_column(const QualifiedName& table, const std::string& column) const {
  return changed_columns_.contains(key(table, column));
}

bool StepIndex::declares_column(const QualifiedName& table, const std::string& column) const {
  return declared_columns_.contains(key(table, column)) || changes_column(table, column);
}

bool StepIndex::changes_constraints(const QualifiedName& table) const {
  return changed_constraints_.contains(key(table, ""));
}

bool StepIndex::adds_label(const QualifiedName& type, const std::string& label) const {
  return labels_.contains(key(type, label));
}

}  // namespace pgsettle
