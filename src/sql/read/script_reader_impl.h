// The inside of ScriptReader; only script_reader.cc and meta_command_actions.cc include it.
#pragma once

#include <deque>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "sql/fallback/token.h"
#include "sql/read/conditionals.h"
#include "sql/read/meta_command.h"
#include "sql/read/script_reader.h"
#include "sql/read/statement_builder.h"

namespace pgsettle {

class ScriptReader::Impl {
 public:
  Impl(SourceText& source, ReaderContext& context, int depth);

  std::optional<ScriptItem> next();
  const std::vector<Piece>& pieces() const { return pieces_; }
  bool results_matter() const { return results_matter_; }

 private:
  // The value of a variable that is being read in its place.
  struct Expansion {
    std::string name;
    std::string text;
    Range reference;  // in the source
    std::size_t at = 0;
  };
  // Rows of COPY FROM STDIN: they begin on the next line, the rest of the line comes first.
  struct Rows {
    std::size_t begin;
    std::size_t end;
  };

  // script_reader.cc
  void leave_included();
  void step();
  void step_expansion();
  void end_expansion();
  void take_token(const Token& token);
  void take_trivia(const Token& token);
  void expand(std::string_view reference, Range in_source, const Token& token);
  bool may_expand(const std::string& name, const std::string& value, Range in_source);
  void set_aside(PieceKind kind, Range range);
  bool may_put(std::size_t bytes, Range in_source);
  void finish_statement(std::size_t end, ResultUse use = ResultUse::none);
  bool check_bytes(const Statement& statement);
  void add_tail();
  void obey_setting(Statement& statement);
  void find_rows(Statement& statement);
  void skip_rows();
  void read_rest_as(std::string_view encoding, Range place);
  void drop_rest();
  void finish_source();
  void add_piece(PieceKind kind, Range range);
  void report(Severity severity, std::string id, Range range, std::string message, std::string hint,
              bool unsupported = false);

  // meta_command_actions.cc: one for each command or family of commands.
  struct Action;
  static const Action* find_action(std::string_view name);
  static std::string_view unsupported_hint(std::string_view name);
  void take_meta_command();
  void obey(const MetaCommand& command);
  bool check(const MetaCommand& command);
  void fail(const MetaCommand& command, std::string message, std::string hint = {});
  // psql would do it.
  void refuse(const MetaCommand& command, std::string message, std::string hint);
  SourceText* open(const MetaCommand& command, const std::string& path,
                   const SourceText* relative_to);
  bool condition(const MetaCommand& command);
  bool has_statement(const MetaCommand& command);
  void store_results(const Statement& statement);
  void note_change(std::string_view variable);
  void forget_changed();
  bool in_unknown_branch() const { return results_matter_ && context_.before_results; }
  void do_if(const MetaCommand& command);
  void do_elif(const MetaCommand& command);
  void do_else(const MetaCommand& command);
  void do_endif(const MetaCommand& command);
  void do_set(const MetaCommand& command);
  void do_unset(const MetaCommand& command);
  void do_echo(const MetaCommand& command);
  void do_include(const MetaCommand& command);
  void do_include_relative(const MetaCommand& command);
  void include(const MetaCommand& command, const SourceText* relative_to);
  void do_send(const MetaCommand& command);
  void do_gset(const MetaCommand& command);
  void do_gexec(const MetaCommand& command);
  void do_copy(const MetaCommand& command);
  void do_connect(const MetaCommand& command);
  void do_encoding(const MetaCommand& command);
  void do_quit(const MetaCommand& command);
  void do_restrict(const MetaCommand& command);
  void do_unrestrict(const MetaCommand& command);

  SourceText& source_;
  ReaderContext& context_;
  int depth_;
  std::size_t at_ = 0;
  bool finished_ = false;
  LexerOptions lexer_;
  StatementBuilder builder_;
  std::vector<Expansion> expansions_;  // the innermost last
  std::size_t expanded_bytes_ = 0;     // of nested ones, since the last reference in the source
  std::size_t put_bytes_ = 0;  // that variables' values made of the source and what includes it
  // Variables that were set since the outermost \if, or in the whole file.
  std::vector<std::string> changed_;
  std::optional<Rows> rows_;
  Conditionals conditionals_;
  std::optional<std::string> restricted_;  // the key of \restrict
  std::deque<ScriptItem> ready_;
  std::unique_ptr<Impl> included_;
  Range include_range_;  // of the command that included it
  std::vector<Piece> pieces_;
  std::vector<Piece> tail_;  // what stands behind the last token of the open statement
  bool results_matter_ = false;
  bool too_deep_ = false;  // files include each other without end: reading is given up
};

}  // namespace pgsettle
