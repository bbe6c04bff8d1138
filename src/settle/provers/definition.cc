// CREATE of what the catalog can write out again: routines, triggers, policies, rules, views,
// indexes, constraints.
#include <fmt/format.h>

#include "settle/lossless.h"
#include "settle/prover.h"
#include "sql/write/quoting.h"

namespace pgsettle::provers {
namespace {

bool claims(const Action& action) {
  return action.verb == Verb::create && !action.if_not_exists && is_replaceable(action.kind);
}

// pg_get_constraintdef() leaves out the parameters of the index of a key.
std::string constraint_definition(const CatalogObject& constraint) {
  std::string text(constraint.get("definition"));
  const std::string_view type = constraint.get("type");
  const auto& options = constraint.list("index_options");
  if (options.empty() || (type != "p" && type != "u")) return text;
  std::string list;
  for (const std::string& option : options) {
    const std::size_t equals = option.find('=');
    list += fmt::format("{}{} = {}", list.empty() ? "" : ", ", option.substr(0, equals),
                        quote_literal(option.substr(equals + 1)));
  }
  return text.insert(text.rfind(')') + 1, fmt::format(" WITH ({})", list));
}

std::string definition(const Subject& subject, const CatalogObject& object) {
  switch (subject.action.kind) {
    case ObjectKind::constraint:
      return fmt::format("ALTER TABLE {} ADD CONSTRAINT {} {}", quote_name(subject.owner),
                         quote_identifier(object.name.name), constraint_definition(object));
    case ObjectKind::view:
      return fmt::format("CREATE VIEW {} AS {}", quote_name(object.name), object.get("definition"));
    default:
      return std::string(object.get("definition"));
  }
}

// What is not part of the definition's text but would come out otherwise.
bool is_plain(const CatalogObject& object, bool state_follows) {
  if (object.kind == ObjectKind::trigger) {
    return (state_follows || object.get("enabled") == "O") && !object.is("clones_differ");
  }
  if (object.kind == ObjectKind::rule) return object.get("enabled") == "O";
  if (object.kind == ObjectKind::index) return object.is("valid") && !object.is("moved");
  return true;
}

Proof prove(const Subject& subject) {
  const Action& action = subject.action;
  if (action.temporary || action.unnamed) return unknown();
  const CatalogObject* object = subject.find();
  if (object == nullptr) return pending("not there yet");
  if (object->kind != action.kind) return unknown("something else has the name");
  // REPLACE keeps what the definition does not say; a trigger's state it does not keep.
  const bool replaces_state =
      !action.or_replace || action.kind == ObjectKind::trigger || action.kind == ObjectKind::rule;
  // REPLACE forgets ALTER ... DEPENDS ON EXTENSION.
  if (object->is("needs_extension")) return pending("it depends on an extension");
  if (replaces_state && !is_plain(*object, subject.state_follows)) return pending("differs");
  // A view's options are not part of its text.
  const bool whole = object->kind != ObjectKind::view || object->list("options").empty();
  if (!whole || !says_one_of(subject, {definition(subject, *object)})) {
    if (auto difference = differs(subject, *object)) return std::move(*difference);
  }
  return action.or_replace ? settled("same definition") : same();
}

}  // namespace

extern const Prover definition{
    .id = "definition", .claims = claims, .prove = prove, .reads_definition = true};

}  // namespace pgsettle::provers
