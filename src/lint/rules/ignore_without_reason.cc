#include "lint/rule.h"

namespace pgsettle::rules {

// Found while the script is read, not by a check of its own.
extern const Rule ignore_without_reason{
    .id = "ignore-without-reason",
    .group = RuleGroup::script,
    .severity = Severity::error,
    .summary = "a data-loss rule ignored without a reason",
    .why =
        "Who reads the script must see that the loss is meant. Until there is a reason the finding "
        "stays.",
    .bad = "-- pgsettle: ignore destructive-drop\nDROP TABLE IF EXISTS old;",
    .good =
        "-- pgsettle: ignore destructive-drop: moved to archive.old in 2024\nDROP TABLE IF EXISTS "
        "old;",
};

}  // namespace pgsettle::rules
