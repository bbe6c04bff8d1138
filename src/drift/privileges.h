// GRANT and REVOKE for what two states of an object differ in.
#pragma once

#include <string>

#include "drift/kind.h"

namespace pgsettle {

// `phrase`: as DriftKind has it.
void write_privileges(const std::string& phrase, const CatalogObject& from, const CatalogObject& to,
                      ChangeScript& script);

// For an object that was just made, when its owner has what owners have.
void write_new_privileges(const std::string& phrase, const CatalogObject& object,
                          ChangeScript& script);

}  // namespace pgsettle
