#include "support/read_script.h"

#include <fmt/format.h>

#include <utility>

#include "base/error.h"

namespace pgsettle {
namespace {

std::string_view name(PieceKind kind) {
  switch (kind) {
    case PieceKind::white_space:
      return "white_space";
    case PieceKind::comment:
      return "comment";
    case PieceKind::statement:
      return "statement";
    case PieceKind::meta_command:
      return "meta_command";
    case PieceKind::copy_rows:
      return "copy_rows";
  }
  return "";
}

}  // namespace

ReadScript::ReadScript(std::string text) : ReadScript(std::move(text), Options()) {}

ReadScript::ReadScript(std::string text, Options options)
    : options_(std::move(options)), source_(&sources_.add("dir/script.sql", std::move(text))) {
  ReaderContext context{
      .variables = options_.variables,
      .diagnostics = diagnostics_,
      .include = [this](const std::string& path, const SourceText* relative_to) -> SourceText& {
        return include(path, relative_to);
      },
      .before_results = options_.before_results};
  ScriptReader reader(*source_, context);
  while (auto item = reader.next()) {
    if (const auto* statement = std::get_if<Statement>(&*item)) statements_.push_back(*statement);
    items_.push_back(*std::move(item));
  }
  pieces_ = reader.pieces();
  results_matter_ = reader.results_matter();
}

SourceText& ReadScript::include(const std::string& path, const SourceText* relative_to) {
  std::string full = path;
  if (relative_to != nullptr) {
    const std::string& from = relative_to->path();
    full = from.substr(0, from.rfind('/') + 1) + path;
  }
  const auto found = options_.files.find(full);
  if (found == options_.files.end()) throw Error(ErrorCode::usage, "no file " + full);
  return sources_.add(full, found->second);
}

std::vector<std::string> ReadScript::texts() const {
  std::vector<std::string> texts;
  for (const ScriptItem& item : items_) {
    if (const auto* statement = std::get_if<Statement>(&item)) {
      texts.emplace_back(statement->sql());
    } else if (const auto* echo = std::get_if<Echo>(&item)) {
      texts.push_back("echo: " + echo->text);
    } else {
      texts.push_back("connect: " + std::get<Reconnect>(item).database);
    }
  }
  return texts;
}

std::vector<std::string> ReadScript::findings() const {
  std::vector<std::string> findings;
  for (const Diagnostic& diagnostic : diagnostics_) {
    findings.push_back(fmt::format("{}-{} {}: {}", diagnostic.range.begin, diagnostic.range.end,
                                   diagnostic.id, diagnostic.message));
  }
  return findings;
}

std::vector<std::string> ReadScript::described_pieces() const {
  std::vector<std::string> described;
  for (const Piece& piece : pieces_) {
    described.push_back(fmt::format("{}: {}", name(piece.kind), source_->slice(piece.range)));
  }
  return described;
}

std::vector<std::string> ReadScript::rows() const {
  std::vector<std::string> rows;
  for (const Statement& statement : statements_) {
    if (!statement.copy_rows) continue;
    rows.emplace_back(statement.copy_source->slice(*statement.copy_rows));
  }
  return rows;
}

bool ReadScript::is_covered() const {
  std::size_t at = 0;
  for (const Piece& piece : pieces_) {
    if (piece.range.begin != at || piece.range.end <= at) return false;
    at = piece.range.end;
  }
  return at == source_->text().size();
}

}  // namespace pgsettle
