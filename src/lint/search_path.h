// Which schema an unqualified name means, and which names are temporary.
#pragma once

#include <functional>
#include <set>
#include <string>
#include <vector>

#include "lint/occurrence.h"
#include "sql/action/action.h"

namespace pgsettle {

class SearchPath {
 public:
  // Obeys SET search_path and set_config().
  void follow(const Action& action);

  // What is created goes to the first schema of the path; what is named is looked for in all of
  // them, with `known` telling what the scripts have declared.
  QualifiedName resolve(const QualifiedName& name, Verb verb,
                        const std::function<bool(const QualifiedName&)>& known) const;

  // Whether the action concerns a temporary relation; remembers those that are created.
  bool note_temporary(const Occurrence& occurrence);

 private:
  std::vector<std::string> schemas_ = {"public"};
  std::set<std::string> temporary_;
};

}  // namespace pgsettle
