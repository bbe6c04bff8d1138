#include "schema/directives.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <optional>
#include <string_view>

#include "base/text.h"

namespace pgsettle {
namespace {

struct Directive {
  std::string_view name;
  bool Directives::*flag;
};

constexpr std::array known = {Directive{"no-transaction", &Directives::no_transaction}};
constexpr std::array<std::string_view, 3> names = {"ignore", "ignore-file", "no-transaction"};

std::optional<IgnoreDirective> ignore_directive(std::string_view text, Range range) {
  const std::size_t word_end = std::min(text.find_first_of(" \t:"), text.size());
  const std::string_view word = text.substr(0, word_end);
  if (word != "ignore" && word != "ignore-file") return std::nullopt;
  IgnoreDirective directive = {.whole_file = word == "ignore-file", .range = range};
  std::string_view list = text.substr(word_end);
  const std::size_t colon = list.find(':');
  if (colon != std::string_view::npos) {
    directive.reason = trim(list.substr(colon + 1));
    list = list.substr(0, colon);
  }
  while (!list.empty()) {
    const std::size_t comma = std::min(list.find(','), list.size());
    const std::string_view rule = trim(list.substr(0, comma));
    if (!rule.empty()) directive.rules.emplace_back(rule);
    list.remove_prefix(std::min(comma + 1, list.size()));
  }
  return directive;
}

std::optional<std::string_view> directive_of(std::string_view comment) {
  constexpr std::string_view prefix = "pgsettle:";
  if (!comment.starts_with("--")) return std::nullopt;
  comment = trim(comment.substr(2));
  if (!equals_ignoring_case(comment.substr(0, prefix.size()), prefix)) return std::nullopt;
  return trim(comment.substr(prefix.size()));
}

Diagnostic unknown(const SourceText& source, Range range, std::string_view name) {
  const std::string guess = nearest(name, names);
  return {.severity = Severity::error,
          .id = "unknown-directive",
          .source = &source,
          .range = range,
          .message = fmt::format("unknown directive \"{}\"", name),
          .hint = guess.empty() ? fmt::format("Known are: {}.", fmt::join(names, ", "))
                                : fmt::format("Did you mean \"{}\"?", guess),
          .unsupported = true};
}

}  // namespace

Directives read_directives(const SourceText& source, std::span<const Piece> pieces,
                           std::vector<Diagnostic>& diagnostics) {
  Directives directives;
  for (const Piece& piece : pieces) {
    if (piece.kind != PieceKind::comment) continue;
    const auto name = directive_of(source.slice(piece.range));
    if (!name) continue;
    if (auto ignore = ignore_directive(*name, piece.range)) {
      directives.ignores.push_back(*std::move(ignore));
      continue;
    }
    const auto* found = std::ranges::find(known, *name, &Directive::name);
    if (found == known.end()) {
      diagnostics.push_back(unknown(source, piece.range, *name));
    } else {
      directives.*(found->flag) = true;
    }
  }
  return directives;
}

}  // namespace pgsettle
