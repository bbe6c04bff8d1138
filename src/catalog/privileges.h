// GRANT and REVOKE for what two states of an object differ in.
#pragma once

#include <string>

#include "catalog/kind.h"

namespace pgsettle {

// `sql_reference`: as CatalogKind has it.
void write_privileges(const std::string& sql_reference, const CatalogObject& from,
                      const CatalogObject& to, Remedy& remedy);

// For an object that was just made, when its owner has what owners have.
void write_new_privileges(const std::string& sql_reference, const CatalogObject& object,
                          Remedy& remedy);

}  // namespace pgsettle
