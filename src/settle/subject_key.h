// Names for what an action is about, under which the actions of a run are brought together.
#pragma once

#include <string>

#include "settle/prover.h"

namespace pgsettle {

// The object, whatever is done with it: "trigger tg on public.t".
std::string subject_key(const Subject& subject);

// The part of the database that is changed: the object, its comment, its privileges, ...
std::string property_key(const Subject& subject);

}  // namespace pgsettle
