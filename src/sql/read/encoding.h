// Character sets of scripts. pgsettle works in UTF-8; a script in another encoding is converted
// when it is read, and the server is always spoken to in UTF-8.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "sql/read/diagnostic.h"
#include "sql/read/source_text.h"

namespace pgsettle {

// `name` is one of PostgreSQL's encoding names (documentation, "Character Set Support"), in any
// case and with any punctuation, as the server reads it: LATIN1, latin-1, ISO_8859_1.
bool is_known_encoding(std::string_view name);
bool is_utf8_encoding(std::string_view name);
// Both are names of one encoding, an unknown name is the same as none.
bool is_same_encoding(std::string_view left, std::string_view right);

// Both throw Error{usage} for an unknown name, and for what is not text in the one or cannot be
// said in the other. UTF-8 itself is passed through unchecked.
std::string decode_to_utf8(std::string_view bytes, std::string_view encoding);
std::string encode_from_utf8(std::string_view text, std::string_view encoding);

// UTF-16 and NUL bytes, which no setting makes readable.
std::optional<Diagnostic> find_unreadable_bytes(const SourceText& source);

}  // namespace pgsettle
