// Reads a script as psql would: finds the statements, replaces variables, follows \i and \if. Pull
// one item after the other; what \gset stores takes effect on the items that follow.
//
// Boundaries are those of psql's lexer (src/fe_utils/psqlscan.l) and meta-commands those of
// src/bin/psql/command.c, as documented in PostgreSQL's reference page of psql. Findings are
// collected, reading goes on behind them; a statement with a finding in it is not given out.
#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "sql/read/diagnostic.h"
#include "sql/read/source_text.h"
#include "sql/read/statement.h"
#include "sql/read/variables.h"

namespace pgsettle {

// Text of \echo, \qecho and \warn.
struct Echo {
  std::string text;
};

// \connect: the session starts anew. Only the database that is connected to can be meant; whoever
// knows its name checks that.
struct Reconnect {
  std::string database;  // empty: the same as before
  const SourceText* source;
  Range range;
};

using ScriptItem = std::variant<Statement, Echo, Reconnect>;

// Every byte of a source belongs to exactly one piece.
enum class PieceKind { white_space, comment, statement, meta_command, copy_rows };
struct Piece {
  PieceKind kind;
  Range range;
  bool operator==(const Piece&) const = default;
};

// What reading a script needs from outside; everything outlives the reader.
struct ReaderContext {
  Variables& variables;
  std::vector<Diagnostic>& diagnostics;
  // Gives the text of `path` for \i and \copy (as seen from the working directory) or \ir (as seen
  // from `relative_to`'s directory). Throws Error when it cannot be read. Where it is empty there
  // are no files: the commands are findings.
  std::function<SourceText&(const std::string& path, const SourceText* relative_to)> include;
  // Reading before there are results: \gset leaves its variables unknown, an \if that uses them
  // takes every branch, and a statement that does is not parsed.
  bool before_results = true;
};

class ScriptReader {
 public:
  ScriptReader(SourceText& source, ReaderContext& context);
  ~ScriptReader();
  ScriptReader(const ScriptReader&) = delete;
  ScriptReader& operator=(const ScriptReader&) = delete;

  // The next item, nullopt at the end of the script.
  std::optional<ScriptItem> next();

  // The pieces of this source (not of included ones), complete once next() gave nullopt.
  const std::vector<Piece>& pieces() const;
  // A \gset was met, here or in an included file.
  bool results_matter() const;

 private:
  class Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace pgsettle
