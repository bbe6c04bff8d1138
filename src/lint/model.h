// The scripts of a schema directory as one model: what they do in order, and the tables they
// declare.
#pragma once

#include <deque>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <span>
#include <string>
#include <vector>

#include "lint/declared_names.h"
#include "lint/occurrence.h"
#include "schema/analyses.h"
#include "schema/script.h"

namespace pgsettle {

struct LintedScript {
  const Script* script;
  bool reported = true;  // false: it was read for context only
  std::deque<LintedStatement> statements = {};
};

// A table, view or the like as all scripts together declare it.
struct DeclaredRelation {
  const Occurrence* created = nullptr;
  std::vector<Column> columns = {};
  std::vector<Key> keys = {};
  // Has columns that are not written in the scripts.
  bool open = false;

  const Column* find_column(std::string_view name) const;
};

class Model {
 public:
  // `scripts` outlive the model.
  Model(std::span<const Script> scripts, const std::vector<bool>& reported)
      : Model(scripts, reported, std::make_shared<Analyses>(scripts, AnalysisDetail::actions)) {}
  Model(std::span<const Script> scripts, const std::vector<bool>& reported,
        std::shared_ptr<const Analyses> analyses);

  const std::deque<LintedScript>& scripts() const { return scripts_; }
  // In the order of execution.
  std::span<Occurrence* const> occurrences() const { return order_; }
  // nullptr: no script declares it.
  const DeclaredRelation* relation(const QualifiedName& name) const;
  // Actions on the same object, in order.
  std::vector<const Occurrence*> on(const Occurrence& occurrence) const;

 private:
  void resolve_all(std::span<const Script> scripts);
  const Occurrence& place(const Action& action, const LintedStatement& statement,
                          const CodeStatement* code, bool called, const Names& names);
  QualifiedName resolve(const Action& action, const QualifiedName& name, NameSpace space,
                        const Names& names) const;
  static NameSpace space_of(ObjectKind kind);
  bool note_temporary(const Action& action);
  void declare(const Occurrence& occurrence);
  const CodeBlock* called_code(const Occurrence& call);

  std::shared_ptr<const Analyses> analyses_;
  DeclaredNames declared_;
  std::set<std::string> temporary_;  // names, of the script that is read
  std::deque<LintedScript> scripts_;
  std::deque<Occurrence> occurrences_;
  std::vector<Occurrence*> order_;
  std::map<QualifiedName, DeclaredRelation> relations_;
  std::map<std::string, std::vector<const Occurrence*>> by_object_;
  // The code of routines that are called, read once.
  std::map<QualifiedName, std::unique_ptr<CodeBlock>> routines_;
};

}  // namespace pgsettle
