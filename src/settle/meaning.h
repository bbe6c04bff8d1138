// Whether a type or an expression of a script means what the catalog's words mean. A literal, a
// type or a condition can be spelled in many ways; only the server knows which of them are the
// same. So the server is asked to plan, not to run, a SELECT of both, and its two answers are
// compared: both went through the same analysis, and constants are folded in both.
// (EXPLAIN VERBOSE writes expressions by ruleutils.c, types with their modifiers.)
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "settle/prover.h"

namespace pgsettle {

// Whether two expressions are the same, or, without a second one, whether the first is true.
struct MeaningQuestion {
  std::string key = {};                    // of the answer; has all that it rests on
  std::vector<std::string> settings = {};  // statements for search_path and time zone
  std::string from = {};                   // the FROM clause whose columns they read; empty: none
  std::string first = {};
  std::string second = {};
};

enum class Truth { yes, no, unknown };

// Where an expression stands: what it is converted to, and whose row it reads.
struct ExpressionPlace {
  std::string type = {};    // empty: it keeps its own
  QualifiedName row = {};   // empty: it reads none
  std::string column = {};  // of the row's relation, whose default it is
  std::string value = {};   // of a domain's check: the type of VALUE
};

// Compares what the action of a subject says with what the catalog says. What only the server can
// tell is looked up among the answers, and put to `open` when it is not there yet: then it is
// unknown.
class Meanings {
 public:
  Meanings(const PlacedAction& subject, std::vector<MeaningQuestion>& open)
      : subject_(subject), open_(open) {}

  Truth same_type(const std::string& declared, const std::string& found) const;
  Truth same_expression(const std::string& declared, const std::string& found,
                        const ExpressionPlace& place) const;
  // Of two lists of constants, in any order.
  Truth same_values(const std::string& declared, const std::string& found,
                    const std::string& type) const;
  // Of a SELECT of one boolean.
  Truth ask(const std::string& query) const { return look_up({.first = "(" + query + ")"}); }

 private:
  Truth look_up(MeaningQuestion question) const;

  const PlacedAction& subject_;
  std::vector<MeaningQuestion>& open_;
};

}  // namespace pgsettle
