// What a session is set to where a statement stands: its search_path, role and time zone, as the
// statements in front of it have set them. A value that knows no server; names.h tells what a name
// means in it. Lint, settle, plan and status all follow sessions with this.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "sql/action/action.h"
#include "sql/read/statement.h"

namespace pgsettle {

struct Scope {
  // nullopt: what the session began with. Schemas as SET has them, "$user" among them.
  std::optional<std::vector<std::string>> search_path = {};
  std::optional<std::string> role = {};
  std::optional<std::string> time_zone = {};
  // False once something was set that changes what statements mean and is not followed here.
  bool known = true;

  // Statements that bring a session that is as it began to this scope, for the current transaction
  // only. The role is left out.
  std::vector<std::string> local_settings() const;

  friend bool operator==(const Scope&, const Scope&) = default;
};

// Follows SET, RESET, set_config(), SET ROLE and what transactions make of them (the page SET of
// PostgreSQL's documentation): SET LOCAL ends with the transaction, and ROLLBACK takes back every
// SET behind BEGIN or behind the savepoint.
class ScopeFollower {
 public:
  // `in_transaction`: the script is sent in one transaction that it does not begin itself.
  explicit ScopeFollower(bool in_transaction) : in_transaction_(in_transaction) {}

  const Scope& scope() const { return now_; }
  bool in_transaction() const { return in_transaction_; }
  // The session goes on with another script, whose own transaction the last one is not.
  void begin_script(bool in_transaction);
  // The scope becomes that of the statement behind this one.
  void follow(const Statement& statement, std::span<const Action> actions);

 private:
  struct Savepoint {
    std::string name;
    Scope now;
    Scope lasting;
  };

  void follow(const Action& action);
  void control(const Action& action);
  void call(const Action& action);
  void set(const Action& action);
  void set_path(std::vector<std::string> schemas, bool local);
  void roll_back_to(const std::string& savepoint);
  void lose();
  // SET LOCAL holds until the end of the transaction, and is nothing outside of one.
  template <typename Value>
  void assign(Value Scope::*setting, Value value, bool local);

  bool in_transaction_;
  Scope now_;
  Scope lasting_;   // what COMMIT leaves
  Scope at_begin_;  // what ROLLBACK leaves
  std::vector<Savepoint> savepoints_;
};

// Names in a text, as the server reads a list of them (SplitIdentifierString() in
// src/backend/utils/adt/varlena.c). nullopt: the server would refuse it.
std::optional<std::vector<std::string>> split_identifiers(std::string_view text);

// How scripts reach the server, as far as settings go.
struct RunMode {
  bool shared_session = false;      // what a script sets reaches the next one
  bool single_transaction = false;  // -1
};

}  // namespace pgsettle
