// What the catalog says of each kind of objects, as PostgreSQL's own columns name and letter it
// (doc/src/sgml/catalogs.sgml). Facts that several kinds have are CatalogObject's.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace pgsettle::catalog {

using Text = std::optional<std::string>;
using Texts = std::vector<std::string>;

enum class Persistence : char { none = 0, permanent = 'p', unlogged = 'u', temporary = 't' };
enum class ReplicaIdentity : char { primary_key = 'd', nothing = 'n', full = 'f', index = 'i' };
enum class Storage : char { plain = 'p', external = 'e', main = 'm', extended = 'x' };
enum class Compression : char { none = 0, pglz = 'p', lz4 = 'l' };
enum class Identity : char { none = 0, always = 'a', by_default = 'd' };
enum class Generated : char { none = 0, stored = 's', virtual_ = 'v' };
// When a trigger or rule fires.
enum class Enabled : char { origin = 'O', disabled = 'D', replica = 'R', always = 'A' };
enum class Contype : char {
  none = 0,
  check = 'c',
  foreign_key = 'f',
  not_null = 'n',
  primary_key = 'p',
  unique = 'u',
  trigger = 't',
  exclusion = 'x'
};
enum class Typtype : char {
  none = 0,
  base = 'b',
  composite = 'c',
  domain = 'd',
  enumeration = 'e',
  multirange = 'm',
  pseudo = 'p',
  range = 'r'
};

// As ALTER says it: "UNLOGGED", "EXTENDED", "ENABLE REPLICA"; empty for none.
std::string_view word(Persistence value);
std::string_view word(ReplicaIdentity value);
std::string_view word(Storage value);
std::string_view word(Compression value);
std::string_view word(Identity value);
std::string_view word(Generated value);
std::string_view word(Enabled value);
std::string_view word(Contype value);
std::string_view word(Typtype value);

// Of all that stands in pg_class; of nothing else.
struct Relation {
  Persistence persistence = Persistence::none;
  bool partitioned = false;   // a partitioned table or index
  bool partition = false;     // of another one
  bool has_children = false;  // or has had some
  bool has_rules = false;
  bool moved = false;           // to a tablespace of its own
  std::string tablespace = {};  // its own or the database's
  Text own_tablespace = {};
  Text access_method = {};
  std::int64_t pages = 0;  // -1: never counted
};

struct Table {
  Text partition_key = {};
  Text bound = {};     // of a partition
  Texts parents = {};  // with their schemas
  bool row_security = false;
  bool force_row_security = false;
  ReplicaIdentity replica_identity = ReplicaIdentity::primary_key;
  Text server = {};  // of a foreign table, whose own options are here, too
  Texts server_options = {};
};

struct Index {
  bool valid = false;
  bool busy = false;  // being built, or somebody else locks the table as if it were
  bool clustered = false;
  bool identity_index = false;
  bool of_constraint = false;
};

struct Sequence {
  Texts options = {};  // as CREATE SEQUENCE says them
  Text owned_by = {};  // a column, with table and schema
};

// Of a relation or composite type.
struct Column {
  std::int64_t number = 0;
  bool of_view = false;
  std::string type = {};
  Text collation = {};  // other than the type's
  bool not_null = false;
  bool set_not_null = false;  // what SET NOT NULL would find done
  Text default_value = {};    // of a generated column: its expression
  Identity identity = Identity::none;
  Texts identity_options = {};
  Generated generated = Generated::none;
  bool usual = false;  // collation, storage and compression are the type's
  // A view, trigger, policy, routine, publication or generated column has it in its definition:
  // then its type cannot be altered, not even to the same one.
  bool in_definition = false;
  std::int64_t statistics = -1;
  Storage storage = Storage::plain;
  Compression compression = Compression::none;
  Texts server_options = {};  // of a foreign table's column
};

// Of a table or domain. What is said of an index is said of the one behind a key or exclusion.
struct Constraint {
  Contype type = Contype::none;
  bool valid = false;
  Texts columns = {};
  Texts index_options = {};
  Text index_comment = {};
  bool clustered = false;
  bool identity_index = false;
  bool moved = false;
};

struct Trigger {
  Enabled enabled = Enabled::origin;
  bool cloned = false;  // on each partition
  bool clones_differ = false;
};

struct Rule {
  Enabled enabled = Enabled::origin;
};

struct Routine {
  Text aggregate = {};        // its row of pg_aggregate; unlike `definition` with OIDs
  std::int64_t creation = 0;  // later ones have higher numbers
  std::string source = {};
  bool parsed = false;    // BEGIN ATOMIC and RETURN: `source` is empty
  Texts attributes = {};  // as ALTER FUNCTION says them
  Texts settings = {};
};

struct Type {
  Typtype typtype = Typtype::none;
  bool of_relation = false;  // the row type of a table or view
  Texts labels = {};         // of an enum
  Text range = {};           // as CREATE TYPE ... AS RANGE says it
};

struct Domain {
  std::string base = {};
  Text collation = {};  // other than the base type's
  bool not_null = false;
  Text default_value = {};
};

struct Schema {
  bool usable = false;  // by the session's role
};

struct Extension {
  std::string schema = {};
};

struct Statistics {
  std::int64_t target = -1;
};

struct Server {
  std::string wrapper = {};
  Text type = {};
  Text version = {};
  Texts server_options = {};
};

// Without values, which hold passwords. Null when the session's role may not read the options.
struct UserMapping {
  Texts option_names = {};
  Text values_hash = {};
};

struct Role {
  Texts attributes = {};  // as ALTER ROLE says them
  Texts member_of = {};   // with * when membership may be passed on
  Texts granted = {};     // those that GRANT would find
  Texts settings = {};    // the database, if only there, a line break, and what was set
};

struct Database {
  Texts settings = {};  // as those of a role, which are in no database
};

}  // namespace pgsettle::catalog
