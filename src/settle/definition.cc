#include "settle/definition.h"

#include <fmt/format.h>

#include "sql/write/quoting.h"

namespace pgsettle {
namespace {

// pg_get_constraintdef() leaves out the parameters of the index of a key.
std::string constraint_definition(const CatalogObject& constraint) {
  std::string text = constraint.definition;
  const auto& facts = constraint.as<catalog::Constraint>();
  const catalog::Texts& options = facts.index_options;
  const bool key =
      facts.type == catalog::Contype::primary_key || facts.type == catalog::Contype::unique;
  if (options.empty() || !key) return text;
  std::string list;
  for (const std::string& option : options) {
    const std::size_t equals = option.find('=');
    list += fmt::format("{}{} = {}", list.empty() ? "" : ", ", option.substr(0, equals),
                        quote_literal(option.substr(equals + 1)));
  }
  return text.insert(text.rfind(')') + 1, fmt::format(" WITH ({})", list));
}

std::string definition(const PlacedAction& subject, const CatalogObject& object) {
  switch (subject.action.kind) {
    case ObjectKind::constraint:
      return fmt::format("ALTER TABLE {} ADD CONSTRAINT {} {}", quote_name(subject.owner),
                         quote_identifier(object.name.name), constraint_definition(object));
    case ObjectKind::view:
      return fmt::format("CREATE VIEW {} AS {}", quote_name(object.name), object.definition);
    default:
      return object.definition;
  }
}

// What is not part of the definition's text but would come out otherwise.
bool is_plain(const CatalogObject& object, bool state_follows) {
  if (object.kind == ObjectKind::trigger) {
    const auto& trigger = object.as<catalog::Trigger>();
    return (state_follows || trigger.enabled == catalog::Enabled::origin) && !trigger.clones_differ;
  }
  if (object.kind == ObjectKind::rule) {
    return object.as<catalog::Rule>().enabled == catalog::Enabled::origin;
  }
  if (object.kind == ObjectKind::index)
    return object.as<catalog::Index>().valid && !object.relation.moved;
  return true;
}

}  // namespace

Proof prove_definition(const PlacedAction& subject) {
  const Action& action = subject.action;
  if (action.temporary || action.unnamed) return unknown();
  const CatalogObject* object = subject.find();
  if (object == nullptr) return would_change("not there yet");
  if (object->kind != action.kind) return unknown("something else has the name");
  // REPLACE keeps what the definition does not say; a trigger's state it does not keep.
  const bool replaces_state =
      !action.or_replace || action.kind == ObjectKind::trigger || action.kind == ObjectKind::rule;
  // REPLACE forgets ALTER ... DEPENDS ON EXTENSION.
  if (object->needs_extension) return would_change("it depends on an extension");
  if (replaces_state && !is_plain(*object, subject.state_follows)) return would_change("differs");
  // A view's options are not part of its text.
  const bool whole = object->kind != ObjectKind::view || object->options.empty();
  if (!whole || !says_one_of(subject, {definition(subject, *object)})) {
    if (auto difference = differs(subject, *object)) return std::move(*difference);
  }
  return same("same definition");
}

}  // namespace pgsettle
