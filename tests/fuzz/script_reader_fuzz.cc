// Any bytes at all: the reader must end, stay inside the text, and give every byte to one piece.
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <string>
#include <variant>
#include <vector>

#include "base/error.h"
#include "sql/parse/parser.h"
#include "sql/read/script_reader.h"

namespace {

void require(bool condition, const char* what) {
  if (condition) return;
  std::fprintf(stderr, "violated: %s\n", what);
  std::abort();
}

void check_statement(pgsettle::Statement& statement, std::size_t size) {
  require(statement.range.begin <= statement.range.end && statement.range.end <= size,
          "a statement's range is inside its source");
  for (std::size_t offset = 0; offset <= statement.sql().size(); ++offset) {
    require(statement.source_offset(offset) <= size, "a source offset is inside the source");
  }
  pgsettle::understand(statement);
  if (statement.syntax_error) {
    require(statement.syntax_error->range.begin <= size, "a syntax error is inside the source");
  }
}

void check_pieces(const std::vector<pgsettle::Piece>& pieces, std::size_t size) {
  std::size_t at = 0;
  for (const pgsettle::Piece& piece : pieces) {
    require(piece.range.begin == at && piece.range.end > at, "pieces follow each other");
    at = piece.range.end;
  }
  require(at == size, "pieces cover every byte");
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  pgsettle::Sources sources;
  pgsettle::SourceText& source =
      sources.add("fuzz.sql", std::string(reinterpret_cast<const char*>(data), size));
  pgsettle::Variables variables;
  std::vector<pgsettle::Diagnostic> diagnostics;
  const auto no_include = [](const std::string& path,
                             const pgsettle::SourceText*) -> pgsettle::SourceText& {
    throw pgsettle::Error(pgsettle::ErrorCode::usage, "no file " + path);
  };
  pgsettle::ReaderContext context{
      .variables = variables, .diagnostics = diagnostics, .include = no_include};
  pgsettle::ScriptReader reader(source, context);
  while (auto item = reader.next()) {
    auto* statement = std::get_if<pgsettle::Statement>(&*item);
    if (statement != nullptr) check_statement(*statement, source.text().size());
  }
  check_pieces(reader.pieces(), source.text().size());
  for (const pgsettle::Diagnostic& diagnostic : diagnostics) {
    require(diagnostic.range.end <= source.text().size() + 1, "a finding is inside the source");
  }
  return 0;
}
