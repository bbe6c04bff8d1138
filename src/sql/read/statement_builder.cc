#include "sql/read/statement_builder.h"

#include <algorithm>
#include <utility>

#include "base/text.h"

namespace pgsettle {

void StatementBuilder::see(const Token& token, std::string_view text, Range in_source) {
  if (!begin_) {
    begin_ = in_source.begin;
    copied_to_ = in_source.begin;
    is_copy_ = token.kind == TokenKind::word && equals_ignoring_case(text, "copy");
  }
  last_end_ = in_source.end;
  boundary_.see(token, text);
  if (is_copy_ && token.kind == TokenKind::word && boundary_.semicolon_ends()) {
    copy_from_stdin_ |= after_from_ && equals_ignoring_case(text, "stdin");
    after_from_ = equals_ignoring_case(text, "from");
  } else {
    after_from_ = false;
  }
}

void StatementBuilder::add(const Token& token) {
  see(token, source_->slice(token.range), token.range);
}

void StatementBuilder::add_expanded(const Token& token, std::string_view text, Range reference) {
  const bool trivia = token.kind == TokenKind::white_space || token.kind == TokenKind::comment;
  if (trivia && empty()) return;
  if (!trivia) see(token, text, reference);
  put(reference, text);
}

void StatementBuilder::cut(Range range) { put(range, ""); }

void StatementBuilder::put(Range replaced, std::string_view text) {
  if (!rewritten_) rewritten_.emplace();
  if (copied_to_ < replaced.begin) {
    *rewritten_ += source_->slice({.begin = copied_to_, .end = replaced.begin});
  }
  if (substitutions_.empty() || substitutions_.back().replaced != replaced) {
    substitutions_.push_back(
        {.sent = {.begin = rewritten_->size(), .end = 0}, .replaced = replaced});
  }
  *rewritten_ += text;
  substitutions_.back().sent.end = rewritten_->size();
  copied_to_ = std::max(copied_to_, replaced.end);
}

Statement StatementBuilder::finish(std::size_t end) {
  if (rewritten_ && copied_to_ < last_end_) {
    *rewritten_ += source_->slice({.begin = copied_to_, .end = last_end_});
  }
  Statement statement{.source = source_, .range = {.begin = *begin_, .end = end}};
  statement.rewritten = std::move(rewritten_);
  statement.substitutions = std::move(substitutions_);
  statement.unresolved = unresolved_;
  *this = StatementBuilder(*source_);
  return statement;
}

}  // namespace pgsettle
