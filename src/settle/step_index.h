// What the statements of the run say of an object beside its CREATE: to know what another
// statement takes care of.
#pragma once

#include <deque>
#include <map>
#include <set>
#include <string>
#include <tuple>

#include "settle/judgement.h"

namespace pgsettle {

// An object, or what belongs to it under a name of its own.
struct Member {
  enum class Kind { self, column, constraint };

  QualifiedName object;
  Kind kind = Kind::self;
  std::string name = {};

  friend auto operator<=>(const Member&, const Member&) = default;
};

class StepIndex {
 public:
  explicit StepIndex(const Judgements& steps);

  // Whether some statement sets the property, or drops or renames the member.
  bool sets(const Member& member, Property property) const;
  // Whether some statement drops, renames or moves it.
  bool replaces(const Member& member) const;
  // Whether a constraint with this name is added by a statement of its own.
  bool adds(const Member& constraint) const { return added_.contains(constraint); }
  // The part with the first declaration of the column: later ones are skipped by their name, on an
  // empty database, too. nullptr: no statement declares it.
  const JudgedAction* declaration_of(const QualifiedName& table, const std::string& column) const;
  // Whether a statement behind the CREATE TABLE gives it a primary key, and so makes the columns of
  // the key NOT NULL. `columns`: of the key that the table has.
  bool adds_primary_key(const QualifiedName& table) const { return keyed_.contains(table); }
  bool adds_label(const QualifiedName& type, const std::string& label) const;

 private:
  void take(const JudgedAction& part);
  void take_create(const JudgedAction& part);
  void take_alter(const JudgedAction& part);
  void replace(const Member& member) { replaced_.insert(member); }

  std::map<Member, std::set<Property>> set_;
  std::set<Member> replaced_;
  std::set<Member> added_;
  std::map<Member, const JudgedAction*> declared_;
  std::set<QualifiedName> keyed_;
  std::set<Member> labels_;
};

}  // namespace pgsettle
