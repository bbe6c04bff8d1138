#include "settle/convergence.h"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>
#include <optional>
#include <utility>

#include "sql/write/quoting.h"

namespace pgsettle {
namespace {

bool is_compared(const Action& action) {
  switch (action.kind) {
    case ObjectKind::table:
    case ObjectKind::foreign_table:
    case ObjectKind::index:
    case ObjectKind::sequence:
    case ObjectKind::materialized_view:
    case ObjectKind::type:
    case ObjectKind::domain:
    case ObjectKind::column:
    case ObjectKind::attribute:
    case ObjectKind::constraint:
    case ObjectKind::domain_constraint:
    case ObjectKind::statistics:
    case ObjectKind::schema:
    case ObjectKind::extension:
      return action.verb == Verb::create && !action.or_replace && !action.temporary &&
             !action.unnamed;
    default:
      return false;
  }
}

// The statements between CREATE and the object that make another one of it.
bool is_remade(const PlacedAction& subject, const StepIndex& index) {
  switch (subject.action.kind) {
    case ObjectKind::column:
    case ObjectKind::attribute:
      return index.replaces(
          {.object = subject.owner, .kind = Member::Kind::column, .name = subject.object.name});
    case ObjectKind::constraint:
    case ObjectKind::domain_constraint:
      return index.replaces(
          {.object = subject.owner, .kind = Member::Kind::constraint, .name = subject.object.name});
    default:
      return index.replaces({.object = subject.object});
  }
}

}  // namespace

std::string in_words(const std::vector<PropertyDifference>& differences) {
  std::vector<std::string> list;
  for (const PropertyDifference& each : differences) list.push_back(in_words(each));
  return fmt::format("{}", fmt::join(list, "; "));
}

std::string render(const Remedy& remedy) {
  std::string text;
  for (const Remedy::Line& line : remedy.lines()) {
    if (!text.empty()) text += '\n';
    text += line.note ? "-- " + line.text : line.text + ";";
  }
  return text;
}

void AgreementFinder::say(std::string message, std::string remedy) {
  result_.differences.push_back({nullptr, std::move(message), std::move(remedy)});
}

std::string AgreementFinder::remedy(const CatalogObject& from, const CatalogObject& to) const {
  const CatalogKind* kind = kind_of(from);
  if (kind == nullptr || kind->change == nullptr) return {};
  std::vector<CatalogObject> objects;
  if (const CatalogObject* owner = subject_.facts.relation(from.owner)) objects.push_back(*owner);
  Remedy remedy;
  kind->change({.from = from, .to = to}, Catalog(std::move(objects)), remedy);
  return in_place(render(remedy));
}

std::string AgreementFinder::in_place(std::string sql) const {
  if (sql.empty() || subject_.names.is_first_path()) return sql;
  std::vector<std::string> path;
  for (const std::string& schema : subject_.names.path_with_system())
    path.push_back(sql_identifier(schema));
  return fmt::format("SET search_path = {};\n{}",
                     path.empty() ? "''" : fmt::format("{}", fmt::join(path, ", ")), sql);
}

std::function<bool(Property)> AgreementFinder::left_out(Member member) const {
  return [this, member = std::move(member)](Property property) {
    return index_.sets(member, property);
  };
}

Agreement AgreementFinder::run() {
  const CatalogObject& there = *subject_.find();
  const ObjectKind kind = subject_.action.kind;
  if (is_relation(kind) && there.kind != kind) {
    const std::string found =
        kind == ObjectKind::index ? "no index" : fmt::format("a {}", name(there.kind));
    say(fmt::format("{} is there, but it is {}", sql_name(subject_.object), found), "");
  } else {
    compare_object(there);
  }
  return std::move(result_);
}

void AgreementFinder::compare_object(const CatalogObject& there) {
  switch (subject_.action.kind) {
    case ObjectKind::table:
    case ObjectKind::foreign_table:
      return compare_table(there);
    case ObjectKind::column: {
      const auto* column = subject_.action.as<Column>();
      const bool first =
          column != nullptr && index_.declaration_of(subject_.owner, column->name) == &part_;
      if (first) compare_column(*column, there, false);
      return;
    }
    case ObjectKind::constraint:
    case ObjectKind::domain_constraint: {
      const auto* constraint = subject_.action.as<ConstraintDefinition>();
      if (constraint != nullptr && constraint->using_index.empty()) {
        compare_constraint(*constraint, subject_.owner, constraint->key.name);
      }
      return;
    }
    case ObjectKind::index:
      return compare_index(there);
    case ObjectKind::sequence:
      return compare_sequence(there);
    case ObjectKind::domain:
      return compare_domain(there);
    case ObjectKind::type:
      return compare_type(there);
    case ObjectKind::materialized_view:
      return compare_view(there);
    case ObjectKind::statistics:
      return compare_whole(there, subject_.owner);
    case ObjectKind::schema:
      return compare_schema(there);
    case ObjectKind::extension:
      return compare_extension(there);
    default:
      return;
  }
}

std::optional<Agreement> agreement_of(const JudgedAction& part, const StepIndex& index) {
  const PlacedAction& subject = part.placed;
  if (!is_compared(subject.action) || subject.find() == nullptr) return std::nullopt;
  if (is_remade(subject, index)) return std::nullopt;
  return AgreementFinder(part, index).run();
}

void Convergence::look(const Judgements& judgements) {
  const StepIndex index(judgements);
  order_.clear();
  for (const JudgedStatement& judged : judgements) {
    if (judged.only_session || !judged.names.known() || judged.touched) continue;
    for (const JudgedAction& part : judged.actions) {
      // What is not settled is sent, and the server says what is wrong with it.
      const bool index_there =
          part.placed.action.kind == ObjectKind::index && part.placed.action.if_not_exists;
      if (!part.tolerates_object() || (!judged.is_settled && !index_there)) continue;
      order_.push_back(&part.placed.action);
      const auto known = agreements_.find(&part.placed.action);
      if (known != agreements_.end() && !known->second.is_open()) continue;
      Agreement agreement = agreement_of(part, index).value_or(Agreement());
      for (Divergence& each : agreement.differences) each.statement = judged.statement;
      agreements_.insert_or_assign(&part.placed.action, std::move(agreement));
    }
  }
}

std::vector<Divergence> Convergence::divergences() const {
  std::vector<Divergence> all;
  for (const Action* action : order_)
    std::ranges::copy(agreements_.at(action).differences, std::back_inserter(all));
  return all;
}

std::vector<MeaningQuestion> Convergence::questions() const {
  std::vector<MeaningQuestion> all;
  for (const Action* action : order_)
    std::ranges::copy(agreements_.at(action).questions, std::back_inserter(all));
  return all;
}

std::vector<Twin> Convergence::twins() const {
  std::vector<Twin> all;
  for (const Action* action : order_)
    std::ranges::copy(agreements_.at(action).twins, std::back_inserter(all));
  return all;
}

}  // namespace pgsettle
