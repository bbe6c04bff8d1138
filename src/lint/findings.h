// What the rules found.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "lint/model.h"
#include "lint/rule.h"
#include "sql/read/diagnostic.h"
#include "sql/read/fix.h"

namespace pgsettle {

struct Finding {
  const Rule* rule;
  // diagnostic.id is the rule's id; its severity may have been changed by the configuration.
  Diagnostic diagnostic;
  std::optional<Fix> fix = {};
  // The whole statement, for directives that stand before it.
  Range statement = {};
};

class Findings {
 public:
  explicit Findings(const Rule& rule, std::vector<Finding>& list) : rule_(rule), list_(list) {}

  // `message`: lower case, no full stop; `hint`: a sentence that says what to write instead.
  void add(const Occurrence& occurrence, std::string message, std::string hint = {},
           std::optional<Fix> fix = {});
  void add(const LintedStatement& statement, Range range, std::string message,
           std::string hint = {}, std::optional<Fix> fix = {});

 private:
  const Rule& rule_;
  std::vector<Finding>& list_;
};

}  // namespace pgsettle
