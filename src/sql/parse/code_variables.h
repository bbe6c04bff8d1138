// The variables of PL/pgSQL code, and what is known of their values. Private to sql/.
#pragma once

#include <map>
#include <nlohmann/json.hpp>
#include <optional>
#include <set>
#include <string>
#include <string_view>

#include "sql/parse/code_condition.h"

namespace pgsettle {

// A condition that only reads the catalog and is true or false, never NULL; nothing: `expression`
// is not known to be one.
std::optional<CodeCondition> boolean_answer(const std::string& expression,
                                            const std::set<std::string>& variables);

class CodeVariables {
 public:
  // A PLpgSQL_function.
  explicit CodeVariables(const nlohmann::json& function);

  // Every name that means a variable somewhere in the code: declared ones, parameters, FOUND.
  const std::set<std::string>& names() const { return names_; }

  // Why making the variables may fail or do something; empty: it does nothing.
  const std::string& obstacle() const { return obstacle_; }

  // Whether the variable is a boolean that one place of the code sets, its declaration apart.
  bool is_boolean_set_once(const std::string& name) const;
  std::string name_of(std::size_t number) const;

  // From here on the variable has the value that the condition had when it was evaluated.
  void set(const std::string& name, CodeCondition condition);
  // The value of the variable is not known from here on.
  void forget(const std::string& name) { values_.erase(name); }
  // The variable is set from a query over the catalog, in whatever way.
  void note_catalog(const std::string& name) { from_catalog_.insert(name); }

  // The condition whose value `v` or `NOT v` is; nothing: `expression` is something else.
  std::optional<CodeCondition> value_of(std::string_view expression) const;
  // Whether the expression reads a variable that note_catalog() was told of.
  bool asks_catalog(std::string_view expression) const;

 private:
  void declare(const nlohmann::json& datum);
  void count_settings(const nlohmann::json& node);

  struct Variable {
    std::string name;
    bool boolean = false;
    std::size_t settings = 0;
  };
  std::vector<Variable> variables_;  // by PL/pgSQL's number
  std::set<std::string> names_;
  std::set<std::string> from_catalog_;
  std::map<std::string, CodeCondition> values_;
  std::string obstacle_;
};

}  // namespace pgsettle
