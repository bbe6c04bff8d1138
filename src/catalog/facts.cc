#include "catalog/facts.h"

namespace pgsettle::catalog {

std::string_view word(Persistence value) {
  switch (value) {
    case Persistence::none:
      return "";
    case Persistence::permanent:
      return "LOGGED";
    case Persistence::unlogged:
      return "UNLOGGED";
    case Persistence::temporary:
      return "TEMPORARY";
  }
  return "";
}

std::string_view word(ReplicaIdentity value) {
  switch (value) {
    case ReplicaIdentity::primary_key:
      return "DEFAULT";
    case ReplicaIdentity::nothing:
      return "NOTHING";
    case ReplicaIdentity::full:
      return "FULL";
    case ReplicaIdentity::index:
      return "USING INDEX";
  }
  return "";
}

std::string_view word(Storage value) {
  switch (value) {
    case Storage::plain:
      return "PLAIN";
    case Storage::external:
      return "EXTERNAL";
    case Storage::main:
      return "MAIN";
    case Storage::extended:
      return "EXTENDED";
  }
  return "";
}

std::string_view word(Compression value) {
  switch (value) {
    case Compression::none:
      return "";
    case Compression::pglz:
      return "pglz";
    case Compression::lz4:
      return "lz4";
  }
  return "";
}

std::string_view word(Identity value) {
  switch (value) {
    case Identity::none:
      return "";
    case Identity::always:
      return "ALWAYS";
    case Identity::by_default:
      return "BY DEFAULT";
  }
  return "";
}

std::string_view word(Generated value) {
  switch (value) {
    case Generated::none:
      return "";
    case Generated::stored:
      return "STORED";
    case Generated::virtual_:
      return "VIRTUAL";
  }
  return "";
}

std::string_view word(Enabled value) {
  switch (value) {
    case Enabled::origin:
      return "ENABLE";
    case Enabled::disabled:
      return "DISABLE";
    case Enabled::replica:
      return "ENABLE REPLICA";
    case Enabled::always:
      return "ENABLE ALWAYS";
  }
  return "";
}

std::string_view word(Contype value) {
  switch (value) {
    case Contype::none:
      return "";
    case Contype::check:
      return "CHECK";
    case Contype::foreign_key:
      return "FOREIGN KEY";
    case Contype::not_null:
      return "NOT NULL";
    case Contype::primary_key:
      return "PRIMARY KEY";
    case Contype::unique:
      return "UNIQUE";
    case Contype::trigger:
      return "TRIGGER";
    case Contype::exclusion:
      return "EXCLUDE";
  }
  return "";
}

std::string_view word(Typtype value) {
  switch (value) {
    case Typtype::none:
      return "";
    case Typtype::base:
      return "base";
    case Typtype::composite:
      return "composite";
    case Typtype::domain:
      return "domain";
    case Typtype::enumeration:
      return "enum";
    case Typtype::multirange:
      return "multirange";
    case Typtype::pseudo:
      return "pseudo";
    case Typtype::range:
      return "range";
  }
  return "";
}

}  // namespace pgsettle::catalog
