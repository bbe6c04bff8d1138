// A text read with ScriptReader, and all that came of it.
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "sql/read/script_reader.h"

namespace pgsettle {

class ReadScript {
 public:
  struct Options {
    Variables variables = {};
    std::map<std::string, std::string> files = {};  // by path, for \i, \ir and \copy
    bool before_results = true;
  };

  explicit ReadScript(std::string text);
  ReadScript(std::string text, Options options);
  ReadScript(const ReadScript&) = delete;
  ReadScript& operator=(const ReadScript&) = delete;

  const SourceText& source() const { return *source_; }
  const std::vector<ScriptItem>& items() const { return items_; }
  const std::vector<Statement>& statements() const { return statements_; }
  const std::vector<Piece>& pieces() const { return pieces_; }
  const std::vector<Diagnostic>& diagnostics() const { return diagnostics_; }
  const Variables& variables() const { return options_.variables; }
  bool results_matter() const { return results_matter_; }

  // What is sent for each statement, and what \echo says as "echo: ...", \connect as "connect:
  // ...".
  std::vector<std::string> texts() const;
  // Each as "begin-end id: message".
  std::vector<std::string> findings() const;
  // Each as "kind: bytes".
  std::vector<std::string> described_pieces() const;
  // Of COPY FROM STDIN, in the order of the statements.
  std::vector<std::string> rows() const;
  // Whether the pieces hold every byte of the source once, in order.
  bool is_covered() const;

 private:
  SourceText& include(const std::string& path, const SourceText* relative_to);

  Options options_;
  Sources sources_;
  SourceText* source_;
  std::vector<ScriptItem> items_;
  std::vector<Statement> statements_;
  std::vector<Piece> pieces_;
  std::vector<Diagnostic> diagnostics_;
  bool results_matter_ = false;
};

}  // namespace pgsettle
