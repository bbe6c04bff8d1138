// Collects the tokens of one statement while the script is read. As long as nothing is replaced
// the statement is a range of the source; from the first variable or cut on its text is built.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "sql/fallback/token.h"
#include "sql/read/boundary.h"
#include "sql/read/statement.h"

namespace pgsettle {

class StatementBuilder {
 public:
  explicit StatementBuilder(const SourceText& source) : source_(&source) {}

  bool empty() const { return !begin_; }
  std::size_t begin() const { return *begin_; }
  // End of the last token that is neither white space nor comment.
  std::size_t last_end() const { return last_end_; }
  bool semicolon_ends() const { return boundary_.semicolon_ends(); }
  bool is_copy_from_stdin() const { return copy_from_stdin_; }
  void mark_unresolved() { unresolved_ = true; }
  // A fault in it is reported already; what else could be said of it would only repeat that.
  void mark_faulty() { faulty_ = true; }
  bool is_faulty() const { return faulty_; }

  // A token of the source, not white space or comment.
  void add(const Token& token);
  // A token of a variable's value, of any kind; `reference` is where the variable stands.
  void add_expanded(const Token& token, std::string_view text, Range reference);
  // Bytes of the source in the midst of the statement that are not part of it.
  void cut(Range range);

  // The statement up to `end` (behind its semicolon, or last_end()); the builder is empty again.
  Statement finish(std::size_t end);

 private:
  void see(const Token& token, std::string_view text, Range in_source);
  void put(Range replaced, std::string_view text);

  const SourceText* source_;
  Boundary boundary_;
  std::optional<std::size_t> begin_;
  std::size_t last_end_ = 0;
  std::optional<std::string> rewritten_;
  std::size_t copied_to_ = 0;  // the source up to here is in rewritten_
  std::vector<Substitution> substitutions_;
  bool unresolved_ = false;
  bool faulty_ = false;
  // COPY ... FROM STDIN, outside parentheses: rows follow.
  bool is_copy_ = false;
  bool after_from_ = false;
  bool copy_from_stdin_ = false;
};

}  // namespace pgsettle
