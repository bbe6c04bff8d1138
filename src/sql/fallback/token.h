// The lexical elements of a script as psql's lexer sees them (src/fe_utils/psqlscan.l): just enough
// to know where statements, comments, meta-commands and variables are.
#pragma once

#include <cstddef>
#include <string_view>

#include "sql/read/source_text.h"

namespace pgsettle {

enum class TokenKind {
  white_space,  // a byte order mark counts as such: concatenated files have them inside
  comment,
  word,               // identifier or keyword
  quoted_identifier,  // "..." and U&"..."
  string,  // '...', E'...', U&'...', $tag$...$tag$, with what continues it on later lines
  number,
  symbol,     // one character, or :: and :=
  semicolon,  // symbols that boundaries hang on
  open_parenthesis,
  close_parenthesis,
  backslash,
  variable,  // :name, :'name', :"name", :{?name}
};

struct Token {
  TokenKind kind;
  Range range;
  bool terminated = true;  // false: a string, identifier or comment that the text ends in
};

struct LexerOptions {
  // standard_conforming_strings: whether a backslash in '...' is an ordinary character.
  bool standard_strings = true;
  // Whether 'a' <line end> 'b' is one token.
  bool joined_strings = true;
};

// The token that starts at `at`, which must be inside `text`.
Token next_token(std::string_view text, std::size_t at, const LexerOptions& options = {});

}  // namespace pgsettle
