// What CREATE OR REPLACE FUNCTION|PROCEDURE refuses (ProcedureCreate() in
// src/backend/catalog/pg_proc.c).
#pragma once

#include <string>

#include "sql/action/action.h"

namespace pgsettle {

// Why a routine that was made by `old` cannot be replaced by `now`, with the same arguments; empty:
// it can. "its return type was changed (42P13)"
std::string refusal_to_replace(const Action& old, const Action& now);

}  // namespace pgsettle
