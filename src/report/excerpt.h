// Shows a place in a file as compilers do: where, the line, a caret.
#pragma once

#include <string>

#include "report/style.h"
#include "sql/read/diagnostic.h"
#include "sql/read/source_text.h"

namespace pgsettle {

// "path:line:column", columns counted in characters.
std::string place(const SourceText& source, std::size_t offset);

// The lines "--> path:line:column", the source line and a caret under `offset`. Long lines are cut
// around it. Password literals are not shown.
std::string excerpt(const SourceText& source, std::size_t offset, const Style& style);
// The same with "^~~~" under as much of `range` as is in its first line.
std::string excerpt(const SourceText& source, Range range, const Style& style);

// A heading "error[id]: message", excerpt and hint.
std::string render(const Diagnostic& diagnostic, const Style& style);

// The same for many, with all of the text underlined. Looks for passwords once in each source,
// where render() does in front of each diagnostic.
class Renderer {
 public:
  explicit Renderer(const Style& style) : style_(style) {}
  std::string operator()(const Diagnostic& diagnostic);

 private:
  Style style_;
  const SourceText* source_ = nullptr;
  std::string redacted_;  // the text of source_
};

// "  = label: text", further lines of the text indented.
std::string note(std::string_view label, std::string_view text, const Style& style);

}  // namespace pgsettle
