// How objects of a kind are compared, and with which statements one is made, changed and dropped:
// one file in kinds/ each.
#pragma once

#include <set>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "catalog/object.h"
#include "drift/snapshot.h"

namespace pgsettle {

// When in a script a statement comes.
enum class Phase {
  extension,
  schema,
  type,
  routine,  // before the tables, whose defaults may call them
  sequence,
  table,
  column,
  late_routine,  // those that name a table
  view,
  key,  // keys and checks, before what refers to them
  constraint,
  trigger,
  property,  // comments, owners
  privilege,
};

// Takes the statements in any order.
class ChangeScript {
 public:
  void add(Phase phase, std::string statement);
  // What can only be said.
  void note(Phase phase, std::string text);

  struct Line {
    Phase phase;
    std::string text;
    bool note = false;
  };
  const std::vector<Line>& lines() const { return lines_; }

 private:
  std::vector<Line> lines_;
};

// From one state of an object to another.
struct ObjectChange {
  const CatalogObject& from;
  const CatalogObject& to;
  std::set<std::string, std::less<>> attributes;  // those that differ

  bool has(std::string_view attribute) const { return attributes.contains(attribute); }
};

struct DriftKind {
  std::string_view id;
  bool (*claims)(const CatalogObject&);
  // What is compared beside owner, comment and acl.
  std::span<const std::string_view> attributes;
  // "TABLE public.t": as DROP, COMMENT ON and GRANT ... ON name it.
  std::string (*phrase)(const CatalogObject&);
  Phase (*phase)(const CatalogObject&);
  // With all that its attributes say. `all`: what it will stand among.
  void (*create)(const CatalogObject&, const Snapshot& all, ChangeScript&);
  void (*change)(const ObjectChange&, const Snapshot& all, ChangeScript&);
  // What the CREATE of what it is part of leaves out; nullptr: nothing.
  void (*complete)(const CatalogObject&, ChangeScript&) = nullptr;
  std::string (*drop)(const CatalogObject&) = nullptr;  // nullptr: DROP phrase
  bool holds_data = false;                              // which a DROP would lose
  bool has_owner = true;
};

// A sequence of a column has the owner of the table.
inline bool has_own_owner(const DriftKind& kind, const CatalogObject& object) {
  return kind.has_owner && !object.has("owned_by");
}

namespace drift_kinds {
// Every file of kinds/, ordered by id. At most one claims an object.
std::span<const DriftKind* const> all();
}  // namespace drift_kinds

// nullptr: objects of that kind are not compared.
const DriftKind* drift_kind_of(const CatalogObject& object);

}  // namespace pgsettle
