// What the script of a generated case has made so far; a later statement builds on it.
#pragma once

#include <string>
#include <vector>

namespace pgsettle {

// All names are identifiers as SQL has them: quoted if need be, without a schema.
struct GeneratedColumn {
  std::string name;
  std::string type;
  // Nothing but ALTER TABLE and indexes uses it, so its type can be changed.
  bool is_free = false;
};

struct GeneratedRelation {
  std::string kind;  // TABLE, VIEW, MATERIALIZED VIEW
  std::string name;
  std::vector<GeneratedColumn> columns = {};
  bool is_partitioned = false;
  bool is_starred = false;  // a view has SELECT * of it: no type may change, no column go
  bool is_altered = false;  // columns change type or go: no SELECT * of it
  bool is_closed = false;   // dropped without CASCADE by the next run: nothing may depend on it
  bool is_of_role = false;  // made under SET ROLE: its owner must stay
};

struct GeneratedRoutine {
  std::string keyword;  // FUNCTION, PROCEDURE, AGGREGATE
  std::string name;
  std::string arguments = {};  // their types, e.g. "integer, text"
  std::string call = {};    // the arguments of a call with one argument of the column type, or none
  std::string result = {};  // type; "trigger" makes it a trigger function
  bool is_immutable = false;
  bool is_closed = false;
  bool is_of_role = false;
};

// What belongs to a relation and is named with it.
struct GeneratedPart {
  std::string kind;  // TRIGGER, POLICY, CONSTRAINT, RULE
  std::string name;
  std::string relation;
};

struct GeneratedType {
  std::string kind;  // TYPE, DOMAIN
  std::string name;
  std::vector<std::string> labels = {};  // of an enum
};

struct GeneratedModel {
  std::vector<GeneratedRelation> relations;
  std::vector<GeneratedRoutine> routines;
  std::vector<GeneratedPart> parts;
  std::vector<GeneratedType> types;
  std::vector<std::string> indexes;
  std::vector<std::string> sequences;
};

}  // namespace pgsettle
