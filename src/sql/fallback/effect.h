// What a statement does, as far as running it needs to be known: how it is called, on what it
// works, whether it may stand in a transaction block, whether it is guarded.
#pragma once

#include <string>
#include <string_view>

namespace pgsettle {

// How a statement acts.
enum class Nature {
  definition,   // DDL: CREATE, ALTER, DROP, COMMENT, GRANT, ...
  data,         // INSERT, UPDATE, DELETE, MERGE, TRUNCATE, COPY: rows are counted
  opaque,       // runs code or reads: DO, CALL, SELECT, EXECUTE
  session,      // changes only the session: SET, PREPARE, LISTEN, DISCARD
  transaction,  // BEGIN, COMMIT, SAVEPOINT, ...
};

enum class TransactionControl {
  none,
  begin,      // BEGIN, START TRANSACTION
  end,        // COMMIT, ROLLBACK, PREPARE TRANSACTION
  chain,      // COMMIT AND CHAIN, ROLLBACK AND CHAIN: ends one and begins the next
  savepoint,  // SAVEPOINT, RELEASE, ROLLBACK TO
};

enum class Guard { none, if_not_exists, if_exists };

enum class CopyData { none, from_stdin, to_stdout };

struct Effect {
  // The server's command tag in snake case: "create_table", "alter_table", "insert".
  std::string kind = {};
  // The object as the script names it, quoted where needed: `public.agents`, `t."Odd"`; for what
  // belongs to a relation, "name on relation". Empty when there is none or several of unlike kind.
  std::string object = {};
  Nature nature = Nature::opaque;
  TransactionControl control = TransactionControl::none;
  // Every part of it is guarded so (if_exists also stands for both in one ALTER); `parts` counts
  // what may be skipped one by one (objects of a DROP, actions of an ALTER TABLE).
  Guard guard = Guard::none;
  int parts = 1;
  bool or_replace = false;
  // DROP of something; together with a CREATE of the same kind and object it is a replacement.
  bool drops = false;
  // May run inside BEGIN ... COMMIT (PreventInTransactionBlock in the server's source).
  bool transactional = true;
  // Must be sent outside a transaction block of ours when the script is run as psql runs it: it
  // may end the transaction itself, or means something else inside one.
  bool needs_autocommit = false;
  // May leave settings, temporary tables, prepared statements or the like in the session.
  bool touches_session = true;
  CopyData copy = CopyData::none;
};

// Decided from the statement's tokens alone: as fast as reading it, and the same for syntax that
// the linked grammar does not know.
Effect effect_of(std::string_view sql);

}  // namespace pgsettle
