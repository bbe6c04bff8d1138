// Whether the object that a CREATE finds is as the CREATE declares it: what differs, with the SQL
// that would remedy it. One file for the parts of a table, one for its constraints, one for other
// objects; convergence.h is what the rest of settle/ sees.
#pragma once

#include <string>
#include <vector>

#include "catalog/kind.h"
#include "settle/definition_comparison.h"
#include "settle/judgement.h"
#include "settle/meaning.h"
#include "settle/settlement.h"
#include "settle/step_index.h"

namespace pgsettle {

struct Agreement {
  std::vector<Divergence> differences = {};
  // Of something the server has not said whether it differs.
  bool unknown = false;
  // What would tell.
  std::vector<MeaningQuestion> questions = {};
  std::vector<Twin> twins = {};

  // More answers would tell more.
  bool is_open() const { return !questions.empty() || !twins.empty(); }
};

// What the comparisons of one CREATE share.
class AgreementFinder {
 public:
  AgreementFinder(const JudgedAction& part, const StepIndex& index)
      : subject_(part.placed), part_(part), index_(index), meanings_(subject_, result_.questions) {}

  // The object of the action is there. See agreement_of().
  Agreement run();

 private:
  void compare_object(const CatalogObject& there);

  // table_convergence.cc
  void compare_table(const CatalogObject& table);
  void compare_table_itself(const CatalogObject& table);
  std::vector<std::string> key_types() const;
  std::string remedy_of_table(const CatalogObject& table, const PropertyDifference& difference);
  void compare_parents(const CatalogObject& table);
  void find_undeclared(const QualifiedName& table);
  std::string added_column(const Column& column) const;

  // column_convergence.cc
  void compare_column(const Column& column, const CatalogObject& there, bool open);
  void say_column(const Column& column, const CatalogObject& there,
                  const std::vector<PropertyDifference>& differences);
  void say_property(const Column& column, const CatalogObject& there,
                    const PropertyDifference& difference);
  void say_default(const Column& column, const CatalogObject& there,
                   const PropertyDifference& difference);
  void say_identity(const Column& column, const CatalogObject& there,
                    const PropertyDifference& difference);
  std::string regenerated(const Column& column, const CatalogObject& there) const;

  // constraint_convergence.cc
  // `missing`: columns that the table has not yet, which bring their constraints with them.
  void compare_constraints(const std::vector<ConstraintDefinition>& declared,
                           const QualifiedName& owner, const std::vector<std::string>& missing);
  std::vector<const CatalogObject*> candidates(const ConstraintDefinition& declared,
                                               const QualifiedName& owner,
                                               const std::string& name) const;
  void compare_constraint(const ConstraintDefinition& declared, const QualifiedName& owner,
                          const std::string& usual_name);
  void say_constraint(const ConstraintDefinition& declared, const CatalogObject& there,
                      const DefinitionComparison& comparison);
  void add_constraint(const ConstraintDefinition& declared, const QualifiedName& owner,
                      const std::string& name);
  Declaration completed(const ConstraintDefinition& constraint) const;
  DefinitionComparison compare_with(const ConstraintDefinition& constraint,
                                    const CatalogObject& there);

  // object_convergence.cc
  void compare_index(const CatalogObject& index);
  void compare_sequence(const CatalogObject& sequence);
  void compare_domain(const CatalogObject& domain);
  void compare_type(const CatalogObject& type);
  void compare_labels(const CatalogObject& type, const TypeDefinition& definition);
  void compare_attributes(const CatalogObject& type, const TypeDefinition& definition);
  void compare_view(const CatalogObject& view);
  // An object that can only be dropped and made anew.
  void compare_whole(const CatalogObject& object, const QualifiedName& row);
  void compare_extension(const CatalogObject& extension);
  void compare_schema(const CatalogObject& schema);

  void say(std::string message, std::string remedy);
  // The statements that make `to` of `from`.
  std::string remedy(const CatalogObject& from, const CatalogObject& to) const;
  std::string made_anew(const CatalogObject& object) const;
  // Names in the script's words mean what they mean there.
  std::string in_place(std::string sql) const;
  std::function<bool(Property)> left_out(Member member) const;

  Agreement result_;
  const PlacedAction& subject_;
  const JudgedAction& part_;
  const StepIndex& index_;
  Meanings meanings_;
};

// "has the predicate a > 0, not a > 1; is not UNIQUE"
std::string in_words(const std::vector<PropertyDifference>& differences);

std::string render(const Remedy& remedy);

}  // namespace pgsettle
