// What an action is about, as a value under which the actions of a run are brought together.
#pragma once

#include "run/aspect.h"
#include "settle/prover.h"

namespace pgsettle {

// The object, whatever is done with it.
ObjectId object_id(const PlacedAction& placed);
ObjectId object_id(const CatalogObject& object);

// The part of the database that is changed: the object, its comment, its privileges, ...
Aspect aspect_of(const PlacedAction& placed);

}  // namespace pgsettle
