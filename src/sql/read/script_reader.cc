#include "sql/read/script_reader.h"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "base/error.h"
#include "base/text.h"
#include "base/utf8.h"
#include "sql/knowledge/session_setting.h"
#include "sql/read/encoding.h"
#include "sql/read/script_reader_impl.h"

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
      leave_included();
    } else if (finished_) {
      return std::nullopt;
    } else {
      step();
    }
  }
}

// What an included file sets in the session holds behind it, too.
void ScriptReader::Impl::leave_included() {
  const auto included = std::exchange(included_, nullptr);
  results_matter_ = results_matter_ || included->results_matter_;
  put_bytes_ = included->put_bytes_;
  changed_.insert(changed_.end(), included->changed_.begin(), included->changed_.end());
  lexer_ = included->lexer_;
  const SourceText& source = included->source_;
  read_rest_as(source.encoding_at(source.text().size()), include_range_);
  if (!included->too_deep_) return;
  // Two includes a file would otherwise be two to the power of the depth.
  too_deep_ = true;
  const Range rest = {.begin = at_, .end = source_.text().size()};
  drop_rest();
  add_piece(PieceKind::meta_command, rest);
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
  if (!conditionals_.active()) return set_aside(PieceKind::statement, token.range);
  if (token.kind == TokenKind::variable) {
    expanded_bytes_ = 0;
    return expand(source_.slice(token.range), token.range, token);
  }
  if (token.kind == TokenKind::semicolon && builder_.semicolon_ends()) {
    if (builder_.empty()) return add_piece(PieceKind::statement, token.range);
    return finish_statement(token.range.end);
  }
  tail_.clear();
  builder_.add(token);
  if (!token.terminated) builder_.mark_faulty();
}

void ScriptReader::Impl::take_trivia(const Token& token) {
  const PieceKind kind =
      token.kind == TokenKind::comment ? PieceKind::comment : PieceKind::white_space;
  if (builder_.empty()) {
    add_piece(kind, token.range);
  } else {
    tail_.push_back({.kind = kind, .range = token.range});
  }
}

// Bytes that are not part of a statement, though they may stand in the midst of one. Should nothing
// more of it follow, they are a piece.
void ScriptReader::Impl::set_aside(PieceKind kind, Range range) {
  if (builder_.empty()) return add_piece(kind, range);
  builder_.cut(range);
  tail_.push_back({.kind = kind, .range = range});
}

void ScriptReader::Impl::expand(std::string_view reference, Range in_source, const Token& token) {
  std::string name;
  const auto value = variable_text(reference, context_.variables, name);
  if (!value) {
    if (in_unknown_branch() || context_.variables.is_unknown(name)) builder_.mark_unresolved();
    tail_.clear();
    if (expansions_.empty()) return builder_.add(token);
    return builder_.add_expanded(token, reference, in_source);
  }
  // A quoted value is one token, in which nothing is replaced.
  const bool plain = Variables::is_valid_name(reference.substr(1));
  if (plain && !may_expand(name, *value, in_source)) return;
  if (!may_put(value->size(), in_source)) return builder_.mark_faulty();
  // The reference goes, also when its value is empty.
  if (expansions_.empty() && !builder_.empty()) builder_.cut(in_source);
  expansions_.push_back(
      {.name = plain ? std::move(name) : "", .text = *value, .reference = in_source});
}

bool ScriptReader::Impl::may_expand(const std::string& name, const std::string& value,
                                    Range in_source) {
  // Values that name others twice grow without end long before they are deep. Empty ones cost time.
  constexpr std::size_t most_bytes = 1U << 22U;
  constexpr std::size_t cost_of_each = 64;
  if (!expansions_.empty()) expanded_bytes_ += value.size() + cost_of_each;
  const bool recursive =
      std::ranges::find(expansions_, name, &Expansion::name) != expansions_.end();
  if (!recursive && expansions_.size() < 100 && expanded_bytes_ <= most_bytes) return true;
  report(Severity::error, "recursive-variable", in_source,
         recursive ? fmt::format("variable \"{}\" contains itself", name)
                   : fmt::format("the value of variable \"{}\" is nested too deeply", name),
         {});
  builder_.mark_faulty();
  for (Expansion& expansion : expansions_) expansion.at = expansion.text.size();
  return false;
}

// A short script may name a long value very often.
bool ScriptReader::Impl::may_put(std::size_t bytes, Range in_source) {
  constexpr std::size_t most_bytes = 1U << 26U;
  const bool before = put_bytes_ <= most_bytes;
  put_bytes_ += bytes;
  if (put_bytes_ <= most_bytes) return true;
  if (before) {
    report(Severity::error, "recursive-variable", in_source,
           "the values of variables make more than 64 MB of this script", {});
  }
  return false;
}

void ScriptReader::Impl::step_expansion() {
  Expansion& expansion = expansions_.back();
  if (expansion.at >= expansion.text.size()) return end_expansion();
  const Token token = next_token(expansion.text, expansion.at, lexer_);
  const std::string text = expansion.text.substr(token.range.begin, token.range.size());
  const Range reference = expansion.reference;
  expansion.at = token.range.end;
  if (!token.terminated || token.kind == TokenKind::backslash) {
    const bool command = token.kind == TokenKind::backslash;
    builder_.mark_faulty();
    report(Severity::error, command ? "psql-meta-command" : "unterminated", reference,
           fmt::format("the value of variable \"{}\" has {}", expansion.name,
                       command ? "a meta-command"
                               : fmt::format("an unterminated {}", unterminated_thing(token.kind))),
           {}, command);
  } else if (token.kind == TokenKind::variable) {
    expand(text, reference, token);
  } else if (token.kind == TokenKind::semicolon && builder_.semicolon_ends()) {
    if (!builder_.empty()) finish_statement(reference.end);
  } else {
    builder_.add_expanded(token, text, reference);
  }
}

void ScriptReader::Impl::end_expansion() {
  const Range reference = expansions_.back().reference;
  expansions_.pop_back();
  if (!expansions_.empty()) return;
  // When nothing came of it; else the bytes are the statement's already.
  if (builder_.empty()) return add_piece(PieceKind::statement, reference);
  if (builder_.last_end() < reference.end) {
    tail_.push_back({.kind = PieceKind::statement, .range = reference});
  }
}

void ScriptReader::Impl::finish_statement(std::size_t end, ResultUse use) {
  const bool copy = builder_.is_copy_from_stdin();
  const bool faulty = builder_.is_faulty();
  Statement statement = builder_.finish(end);
  statement.result_use = use;
  // The linked grammar reads '...' only the standard way.
  if (!lexer_.standard_strings) statement.unresolved = true;
  add_piece(PieceKind::statement, statement.range);
  add_tail();
  // Its rows are not SQL, whatever becomes of the statement.
  if (copy) find_rows(statement);
  if (faulty || !check_bytes(statement)) return;
  obey_setting(statement);
  ready_.emplace_back(std::move(statement));
}

// What stands inside the statement after all is its own already and is not added again.
void ScriptReader::Impl::add_tail() {
  for (const Piece& piece : std::exchange(tail_, {})) add_piece(piece.kind, piece.range);
}

bool ScriptReader::Impl::check_bytes(const Statement& statement) {
  const std::string_view sql = statement.sql();
  const std::size_t invalid = std::min(find_invalid_utf8(sql), sql.find('\0'));
  if (invalid == std::string_view::npos) return true;
  const std::size_t at = statement.source_offset(invalid);
  const Range range = {.begin = at, .end = at + 1};
  if (sql[invalid] == '\0') {
    report(Severity::error, "invalid-utf8", range, "SQL cannot contain the character NUL", {});
    return false;
  }
  report(Severity::error, "invalid-utf8", range,
         fmt::format("byte 0x{:02x} is not valid UTF-8",
                     static_cast<unsigned>(static_cast<unsigned char>(sql[invalid]))),
         "If the file has another encoding, name it: \\encoding LATIN1 in its first line, "
         "--encoding, or encoding in pgsettle.toml.");
  return false;
}

// A client encoding is obeyed here and not sent: what reaches the server is always UTF-8.
void ScriptReader::Impl::obey_setting(Statement& statement) {
  const auto setting = parse_setting(statement.sql());
  if (!setting) return;
  if (setting->name == "standard_conforming_strings") {
    lexer_.standard_strings = parse_boolean(setting->value).value_or(true);
  } else if (setting->name == "client_encoding" && is_known_encoding(setting->value)) {
    read_rest_as(setting->value, statement.range);
    if (is_utf8_encoding(setting->value)) return;
    statement.rewritten = "SET client_encoding = 'UTF8'";
    statement.substitutions = {
        {.sent = {.begin = 0, .end = statement.rewritten->size()}, .replaced = statement.range}};
  }
}

void ScriptReader::Impl::read_rest_as(std::string_view encoding, Range place) {
  // Rows that are pending were read before the setting.
  const std::size_t from = rows_ ? rows_->end : at_;
  try {
    source_.decode_from(from, encoding);
  } catch (const Error& error) {  // belongs to this place in the script
    report(Severity::error, "invalid-encoding", place, error.message(), error.hint());
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
  set_aside(PieceKind::copy_rows, range);
}

// Reads no further. psql drops an unfinished statement, and does not miss an \endif.
void ScriptReader::Impl::drop_rest() {
  if (!builder_.empty()) {
    add_piece(PieceKind::statement, {.begin = builder_.begin(), .end = builder_.last_end()});
    add_tail();
    builder_ = StatementBuilder(source_);
  }
  conditionals_ = {};
  at_ = source_.text().size();
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
                                std::string hint, bool unsupported) {
  context_.diagnostics.push_back({.severity = severity,
                                  .id = std::move(id),
                                  .source = &source_,
                                  .range = range,
                                  .message = std::move(message),
                                  .hint = std::move(hint),
                                  .unsupported = unsupported});
}

}  // namespace pgsettle
