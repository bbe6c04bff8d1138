// What the server says beside results: errors and notices, with the fields of the protocol
// (PostgreSQL documentation, "Error and Notice Message Fields").
#pragma once

#include <cstddef>
#include <string>

namespace pgsettle {

struct ServerMessage {
  std::string severity;  // never translated: ERROR, FATAL, PANIC, WARNING, NOTICE, ...
  std::string sqlstate;  // five characters
  std::string message;   // in the server's language
  std::string detail;
  std::string hint;
  std::string context;  // the call stack of PL/pgSQL and the like
  std::string schema;
  std::string table;
  std::string constraint;
  // Character (not byte) in the sent statement, counted from 1; 0 when the server names none.
  std::size_t position = 0;
  // The same in a statement that the server made itself, such as one inside a function.
  std::size_t internal_position = 0;
  std::string internal_query;
  std::string source_function;  // in the server's source code; not translated

  bool is_lost_connection() const;  // the server ends this session
  // Another transaction was in the way; the same again may succeed: 55P03, 40P01, 40001.
  bool is_retryable() const;
};

}  // namespace pgsettle
