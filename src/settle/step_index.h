// What the run does to a column, a constraint, a label: to know what another statement takes care
// of.
#pragma once

#include <deque>
#include <set>
#include <string>

#include "settle/judgement.h"

namespace pgsettle {

class StepIndex {
 public:
  explicit StepIndex(const std::deque<JudgedStatement>& steps);

  // Whether a statement other than CREATE TABLE adds, drops, renames or alters it.
  bool changes_column(const QualifiedName& table, const std::string& column) const;
  // Whether any statement declares it.
  bool declares_column(const QualifiedName& table, const std::string& column) const;
  bool changes_constraints(const QualifiedName& table) const;
  bool adds_label(const QualifiedName& type, const std::string& label) const;

 private:
  static std::string key(const QualifiedName& owner, const std::string& name) {
    return owner.schema + "." + owner.name + " " + name;
  }

  std::set<std::string> changed_columns_;
  std::set<std::string> declared_columns_;
  std::set<std::string> changed_constraints_;
  std::set<std::string> labels_;
};

}  // namespace pgsettle
