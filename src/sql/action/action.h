// What a statement does, told from its parse tree: the things it creates, changes and drops, one
// Action each. `ALTER TABLE t ADD COLUMN a int, DROP COLUMN b` has two. This is what lint judges
// and what settle proves; libpg_query's trees stay inside sql/.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "sql/action/declaration.h"
#include "sql/knowledge/object_kind.h"
#include "sql/knowledge/qualified_name.h"
#include "sql/read/source_text.h"

namespace pgsettle {

enum class Verb {
  create,  // also ADD
  drop,    // also REMOVE
  rename,
  set_schema,
  alter,  // everything else that changes something in place
  comment,
  grant,
  revoke,
  insert,
  update,
  erase,  // DELETE
  truncate,
  merge,
  copy_from,
  refresh,
  drop_owned,
  call,     // a function called by SELECT, PERFORM, CALL
  session,  // SET, RESET, LISTEN, ...
  control,  // BEGIN, COMMIT, ...
  other,
};

// How a column gets its value when an INSERT leaves it out.
enum class DefaultKind {
  none,
  stable,    // the same at each run
  sequence,  // serial, identity, nextval()
  random,    // gen_random_uuid(), now(), ...
};

struct Column {
  std::string name;
  std::string type = {};  // canonical text
  bool not_null = false;
  DefaultKind fallback = DefaultKind::none;
  bool generated = false;
  std::string definition = {};  // canonical text behind the name
  Range range = {};             // in the statement
  Declaration declared = {};
};

// PRIMARY KEY, UNIQUE or a unique index over plain columns.
struct Key {
  std::string name = {};
  std::vector<std::string> columns = {};
  bool primary = false;
  bool nulls_distinct = true;
  // Partial, or over an expression: holds for some rows only.
  bool partial = false;
};

enum class ConstraintType { check, foreign_key, primary_key, unique, exclude, not_null, other };

struct ConstraintDefinition {
  ConstraintType type = ConstraintType::other;
  Key key = {};
  std::string using_index = {};
  QualifiedName references = {};
  bool not_valid = false;
  Declaration declared = {};
};

struct RelationDefinition {
  std::vector<Column> columns = {};
  std::vector<ConstraintDefinition> constraints = {};  // of columns, too
  std::vector<Key> keys = {};
  std::vector<std::string> constraint_names = {};
  std::vector<QualifiedName> references = {};  // of foreign keys
  // LIKE, OF, INHERITS, PARTITION OF, AS: has columns that are not written here.
  bool open = false;
};

struct IndexDefinition {
  Key key = {};
  bool unique = false;
};

struct ViewDefinition {
  bool star = false;                           // SELECT *
  bool star_before_end = false;                // with columns behind it
  std::vector<std::string> columns = {};       // their names, as far as they can be told
  std::vector<QualifiedName> references = {};  // relations it reads
};

struct RoutineDefinition {
  std::string language = {};
  std::string body = {};
  Range body_range = {};    // of the literal in the statement; empty: BEGIN ATOMIC
  std::string result = {};  // canonical text of RETURNS
  std::vector<std::string> parameter_names = {};
  std::size_t defaults = 0;
};

struct TypeDefinition {
  bool base = false;                     // INPUT = ..., or the shell declared before it
  std::vector<std::string> labels = {};  // of an enum
  std::vector<Column> attributes = {};   // of a composite type
  // Of a domain: its checks.
  std::vector<ConstraintDefinition> constraints = {};
};

// ALTER of what exists; see Action::change.
enum class Change {
  none,
  set_default,
  drop_default,
  set_not_null,
  drop_not_null,
  column_type,
  identity_restart,
  owner,
  row_security,
  enable_trigger,
  disable_trigger,
  settings,  // SET/RESET (...), tablespace, logged, replica identity, cluster
  sequence_restart,
  routine_attributes,
  password,
  publication_set,
  other,
};

// What a sub-command of ALTER TABLE asks of the table where Change does not tell it.
enum class AlterCost {
  usual,
  weak_lock,   // one that neither readers nor writers wait for: statistics, most storage parameters
  validation,  // the same, and all rows are read: VALIDATE CONSTRAINT
  rewrite,     // all rows are written: SET TABLESPACE, SET LOGGED, SET ACCESS METHOD
};

struct ColumnTypeChange {
  std::string type = {};
  bool has_using = false;
  bool using_plain_cast = false;  // USING column::type, or the column alone
};

enum class OnConflict { none, nothing, update };

struct InsertDetails {
  std::vector<std::string> columns = {};  // empty: all, in order
  bool has_values = false;                // VALUES (...) or SELECT of constants
  bool default_values = false;
  bool anti_join = false;  // WHERE NOT EXISTS, LEFT JOIN ... IS NULL, NOT IN (SELECT), EXCEPT
  std::vector<std::string> null_columns = {};      // by name or "#2" for the second
  std::vector<std::string> volatile_columns = {};  // likewise: now(), gen_random_uuid()
  OnConflict on_conflict = OnConflict::none;
  bool has_target = false;
  std::vector<std::string> target_columns = {};  // ON CONFLICT (a, b)
  bool target_partial = false;                   // has a WHERE or an expression
  std::string target_constraint = {};
  bool update_guarded = false;        // DO UPDATE ... WHERE
  bool update_refers_to_row = false;  // SET n = t.n + 1
  bool update_volatile = false;       // SET changed = now()
};

struct UpdateDetails {
  std::vector<std::string> columns = {};
  bool self_reference = false;  // SET a = f(a), f not idempotent
  bool is_volatile = false;     // SET a = now(), random()
  bool guarded = false;         // the WHERE excludes rows that already have the value
};

struct CallDetails {
  // Of constant arguments their text, of others "?"; named ones as "name => text".
  std::vector<std::string> arguments = {};
};

struct SettingDetails {
  std::string name = {};
  std::vector<std::string> values = {};
  bool local = false;
  bool reset = false;
};

enum class Control { begin, commit, rollback, savepoint, rollback_to, prepare, other };

struct ControlDetails {
  Control control = Control::other;
  std::string savepoint = {};
};

struct CommentDetails {
  std::optional<std::string> text = {};  // nothing: IS NULL
};

// "UPDATE (a, b)"; without a name it is ALL.
struct Privilege {
  std::string name = {};
  std::vector<std::string> columns = {};

  friend bool operator==(const Privilege&, const Privilege&) = default;
};

struct GrantDetails {
  bool all_in_schema = false;
  bool all_privileges = false;
  bool default_privileges = false;
  bool option_only = false;                // REVOKE GRANT OPTION FOR
  bool with_option = false;                // WITH GRANT OPTION
  bool granted_by = false;                 // GRANTED BY role
  std::vector<Privilege> privileges = {};  // empty: all; of a role: the roles that are granted
  std::vector<std::string> grantees = {};
  std::vector<std::string> roles = {};    // of default privileges: FOR ROLE
  std::vector<std::string> schemas = {};  // and IN SCHEMA
};

using ActionDetails =
    std::variant<std::monostate, RelationDefinition, IndexDefinition, ConstraintDefinition, Column,
                 ViewDefinition, RoutineDefinition, TypeDefinition, ColumnTypeChange, InsertDetails,
                 UpdateDetails, CallDetails, SettingDetails, ControlDetails, CommentDetails,
                 GrantDetails>;

struct Action {
  Verb verb = Verb::other;
  ObjectKind kind = ObjectKind::other;
  QualifiedName object = {};
  // The relation a column, constraint, trigger, policy, rule or index belongs to; the type of a
  // label or attribute; the parent of a partition.
  QualifiedName owner = {};
  std::string arguments = {};  // of a routine: "integer, text", canonical
  std::string new_name = {};   // RENAME TO, SET SCHEMA
  Change change = Change::none;
  AlterCost cost = AlterCost::usual;
  bool if_exists = false;
  bool if_not_exists = false;
  // ALTER TABLE IF EXISTS: the whole statement is skipped when the owner is missing.
  bool statement_if_exists = false;
  bool or_replace = false;
  bool cascade = false;
  bool temporary = false;
  bool concurrently = false;
  bool unnamed = false;                // PostgreSQL makes up the name
  bool no_data = false;                // REFRESH ... WITH NO DATA
  bool arguments_unspecified = false;  // DROP FUNCTION f
  bool is_select_into = false;
  bool is_import = false;  // IMPORT FOREIGN SCHEMA
  // Of a CREATE: what it gives the object itself. Columns and constraints have their own.
  Declaration declared = {};
  ActionDetails details = {};

  template <typename T>
  const T* as() const {
    return std::get_if<T>(&details);
  }
};

// An object as messages name it: `trigger "tg" on "t"`.
std::string describe(const Action& action);

// The name under which an object's state is kept: relations share a name space, overloaded routines
// differ in their arguments, what belongs to a table carries its name.
std::string object_key(const Action& action, const QualifiedName& object,
                       const QualifiedName& owner);

}  // namespace pgsettle
