#include "settle/prover.h"

namespace pgsettle::provers {
namespace {

bool claims(const Action& action) { return action.verb == Verb::comment; }

Proof prove(const PlacedAction& subject) {
  const auto* comment = subject.action.as<CommentDetails>();
  const CatalogObject* object = subject.find();
  if (comment == nullptr || object == nullptr) return unknown();
  // COMMENT ON TABLE of a view is an error.
  if (object->kind != subject.action.kind && !is_routine(object->kind)) return unknown();
  const bool equal =
      comment->text ? object->comment == comment->text : !object->comment.has_value();
  return equal ? same("same comment") : would_change("the comment differs");
}

}  // namespace

extern const Prover comment{.id = "comment", .claims = claims, .prove = prove};

}  // namespace pgsettle::provers
