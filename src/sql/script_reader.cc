#include "sql/script_reader.h"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "base/error.h"
#include "base/text.h"
#include "base/utf8.h"
#include "sql/encoding.h"
#include "sql/script_reader_impl.h"
#include "sql/session_setting.h"

namespace pgsettle {
namespace {

bool is_trivia(TokenKind kind) {
  return kind == TokenKind::white_space || kind == TokenKind::comment;
}

std::string_view unterminated_thing(TokenKind kind) {
  if (kind == TokenKind::comment) return "/* comment";
  return kind == TokenKind::string ? "quoted string" : "quoted identifier";
}

// Behind the line end that ends the line of `at`.
std::size_t next_line(std::string_view text, std::size_t at) {
  const std::size_t newline = text.find('\n', at);
  return newline == std::string_view::npos ? text.size() : newline + 1;
}

}  // namespace

ScriptReader::ScriptReader(SourceText& source, ReaderContext& context)
    : impl_(std::make_unique<Impl>(source, context, 0)) {}
ScriptReader::~ScriptReader() = default;
std::optional<ScriptItem> ScriptReader::next() { return impl_->next(); }
const std::vector<Piece>& ScriptReader::pieces() const { return impl_->pieces(); }
bool ScriptReader::results_matter() const { return impl_->results_matter(); }

ScriptReader::Impl::Impl(SourceText& source, ReaderContext& context, int depth)
    : source_(source), context_(context), depth_(depth), builder_(source) {}

std::optional<ScriptItem> ScriptReader::Impl::next() {
  for (;;) {
    if (!ready_.empty()) {
      ScriptItem item = std::move(ready_.front());
      ready_.pop_front();
      return item;
    }
    if (included_) {
      if (auto item = included_->next()) return item;
      results_matter_ = results_matter_ || included_->results_matter();
      included_.reset();
    } else if (finished_) {
      return std::nullopt;
    } else {
      step();
    }
  }
}

void ScriptReader::Impl::step() {
  if (!expansions_.empty()) return step_expansion();
  if (rows_ && at_ == rows_->begin) return skip_rows();
  std::string_view text = source_.text();
  if (at_ >= text.size()) return finish_source();
  if (rows_) text = text.substr(0, rows_->begin);
  const Token token = next_token(text, at_, lexer_);
  if (token.kind == TokenKind::backslash) return take_meta_command();
  at_ = token.range.end;
  if (!token.terminated) {
    report(Severity::error, "unterminated",
           {.begin = token.range.begin, .end = token.range.begin + 1},
           fmt::format("unterminated {}", unterminated_thing(token.kind)),
           "Everything up to the end of the file belongs to it.");
  }
  take_token(token);
}

void ScriptReader::Impl::take_token(const Token& token) {
  if (is_trivia(token.kind)) return take_trivia(token);
  if (!conditionals_.active()) return take_inactive(token);
  trivia_.clear();
  if (token.kind == TokenKind::variable) return take_variable(token);
  if (token.kind != TokenKind::semicolon || !builder_.semicolon_ends()) return builder_.add(token);
  if (builder_.empty()) return add_piece(PieceKind::statement, token.range);
  finish_statement(token.range.end);
}

void ScriptReader::Impl::take_trivia(const Token& token) {
  const PieceKind kind =
      token.kind == TokenKind::comment ? PieceKind::comment : PieceKind::white_space;
  if (builder_.empty()) {
    add_piece(kind, token.range);
  } else {
    trivia_.push_back({.kind = kind, .range = token.range});
  }
}

void ScriptReader::Impl::take_inactive(const Token& token) {
  if (builder_.empty()) return add_piece(PieceKind::statement, token.range);
  cut(PieceKind::statement, token.range);
}

void ScriptReader::Impl::take_variable(const Token& token) {
  expand(source_.slice(token.range), token.range, token);
}

void ScriptReader::Impl::expand(std::string_view reference, Range in_source, const Token& token) {
  std::string name;
  const auto value = variable_text(reference, context_.variables, name);
  if (!value) {
    if (in_unknown_branch()) builder_.mark_unresolved();
    if (expansions_.empty()) return builder_.add(token);
    return builder_.add_expanded(token, reference, in_source);
  }
  const bool recursive =
      std::ranges::find(expansions_, name, &Expansion::name) != expansions_.end();
  if (recursive || expansions_.size() >= 100) {
    return report(Severity::error, "recursive-variable", in_source,
                  fmt::format("variable \"{}\" contains itself", name), {});
  }
  expansions_.push_back({.name = std::move(name), .text = *value, .reference = in_source});
}

void ScriptReader::Impl::step_expansion() {
  Expansion& expansion = expansions_.back();
  if (expansion.at >= expansion.text.size()) {
    expansions_.pop_back();
    return;
  }
  const Token token = next_token(expansion.text, expansion.at, lexer_);
  const std::string text = expansion.text.substr(token.range.begin, token.range.size());
  const Range reference = expansion.reference;
  expansion.at = token.range.end;
  if (!token.terminated || token.kind == TokenKind::backslash) {
    const bool command = token.kind == TokenKind::backslash;
    report(Severity::error, command ? "psql-meta-command" : "unterminated", reference,
           fmt::format("the value of variable \"{}\" has {}", expansion.name,
                       command ? "a meta-command"
                               : fmt::format("an unterminated {}", unterminated_thing(token.kind))),
           {});
  } else if (token.kind == TokenKind::variable) {
    expand(text, reference, token);
  } else if (token.kind == TokenKind::semicolon && builder_.semicolon_ends()) {
    if (!builder_.empty()) finish_statement(reference.end);
  } else {
    builder_.add_expanded(token, text, reference);
  }
}

void ScriptReader::Impl::finish_statement(std::size_t end, ResultUse use) {
  const bool copy = builder_.is_copy_from_stdin();
  Statement statement = builder_.finish(end);
  statement.result_use = use;
  add_piece(PieceKind::statement, statement.range);
  for (const Piece& piece : std::exchange(trivia_, {})) add_piece(piece.kind, piece.range);
  const std::size_t invalid = find_invalid_utf8(statement.sql());
  if (invalid != std::string_view::npos) {
    const auto byte = static_cast<unsigned>(static_cast<unsigned char>(statement.sql()[invalid]));
    const std::size_t at = statement.source_offset(invalid);
    report(Severity::error, "invalid-utf8", {.begin = at, .end = at + 1},
           fmt::format("byte 0x{:02x} is not valid UTF-8", byte),
           "If the file has another encoding, name it: \\encoding LATIN1 in its first line, "
           "--encoding, or encoding in pgsettle.toml.");
    return;
  }
  obey_setting(statement);
  if (copy) find_rows(statement);
  ready_.emplace_back(std::move(statement));
}

// A client encoding is obeyed here and not sent: what reaches the server is always UTF-8.
void ScriptReader::Impl::obey_setting(Statement& statement) {
  const auto setting = parse_setting(statement.sql());
  if (!setting) return;
  if (setting->name == "standard_conforming_strings") {
    lexer_.standard_strings = parse_boolean(setting->value).value_or(true);
  } else if (setting->name == "client_encoding" && is_known_encoding(setting->value) &&
             !is_utf8_encoding(setting->value)) {
    source_.decode_from(at_, setting->value);
    statement.rewritten = "SET client_encoding = 'UTF8'";
    statement.substitutions = {
        {.sent = {.begin = 0, .end = statement.rewritten->size()}, .replaced = statement.range}};
  }
}

void ScriptReader::Impl::find_rows(Statement& statement) {
  const std::string_view text = source_.text();
  // A second COPY on the same line reads on behind the rows of the first.
  const std::size_t line_begin = rows_ ? rows_->end : next_line(text, at_);
  std::size_t line = line_begin;
  std::size_t end = text.size();
  while (line < text.size()) {
    const std::size_t next = next_line(text, line);
    const std::string_view content = text.substr(line, next - line);
    if (content == "\\.\n" || content == "\\.\r\n" || content == "\\.") {
      end = next;
      break;
    }
    line = next;
  }
  statement.copy_rows = Range{.begin = line_begin, .end = std::min(line, text.size())};
  statement.copy_source = &source_;
  rows_ = Rows{.begin = rows_ ? rows_->begin : line_begin, .end = end};
}

void ScriptReader::Impl::skip_rows() {
  const Range range = {.begin = rows_->begin, .end = rows_->end};
  rows_.reset();
  at_ = range.end;
  if (builder_.empty()) return add_piece(PieceKind::copy_rows, range);
  cut(PieceKind::copy_rows, range);
}

// Takes bytes out of the open statement. Should nothing more of it follow, they are a piece.
void ScriptReader::Impl::cut(PieceKind kind, Range range) {
  builder_.cut(range);
  trivia_.push_back({.kind = kind, .range = range});
}

void ScriptReader::Impl::finish_source() {
  finished_ = true;
  if (!builder_.empty()) finish_statement(builder_.last_end());
  if (!conditionals_.empty()) {
    report(Severity::error, "psql-meta-command", conditionals_.innermost().range,
           "\\if without \\endif in the same file", {});
  }
}

void ScriptReader::Impl::add_piece(PieceKind kind, Range range) {
  // Statements out of one variable share its bytes; they belong to the first.
  if (!pieces_.empty()) range.begin = std::max(range.begin, pieces_.back().range.end);
  if (range.begin < range.end) pieces_.push_back({.kind = kind, .range = range});
}

void ScriptReader::Impl::report(Severity severity, std::string id, Range range, std::string message,
                                std::string hint) {
  context_.diagnostics.push_back({.severity = severity,
                                  .id = std::move(id),
                                  .source = &source_,
                                  .range = range,
                                  .message = std::move(message),
                                  .hint = std::move(hint)});
}

}  // namespace pgsettle
