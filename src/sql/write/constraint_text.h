// A constraint as ALTER TABLE ... ADD CONSTRAINT takes it, of what it is declared with.
#pragma once

#include <string>

#include "sql/action/action.h"

namespace pgsettle {

// "CHECK (a > 0)", "FOREIGN KEY (a) REFERENCES public.t (id) ON DELETE CASCADE".
std::string constraint_text(ConstraintType type, const Declaration& declared);

}  // namespace pgsettle
