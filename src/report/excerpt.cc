#include "report/excerpt.h"

#include <fmt/format.h>

#include <algorithm>

#include "base/secret.h"
#include "base/text.h"
#include "base/utf8.h"

namespace pgsettle {
namespace {

// Characters that are shown of a line at the most, and of it before the caret.
constexpr std::size_t widest = 150;
constexpr std::size_t before_caret = 60;

struct Line {
  std::string text;
  std::size_t caret;  // columns before it
};

// A part of `source` without passwords. What stands before it counts: the literal may be on the
// line after the word PASSWORD. Redacting keeps lengths, so offsets stay right.
std::string safe_part(const SourceText& source, Range part) {
  constexpr std::size_t enough = 16UL * 1024;
  const std::size_t before = std::min(part.begin, enough);
  return redact_sql(source.slice({.begin = part.begin - before, .end = part.end})).substr(before);
}

// `offset` is in or at the end of `line`; both are byte offsets into `source`.
Line shown_line(const SourceText& source, Range line, std::size_t offset) {
  const std::string_view text = source.slice(line);
  const std::size_t characters = count_characters(text.substr(0, offset - line.begin));
  const bool is_long = offset_of_character(text, widest) < text.size();
  const bool cut = is_long && characters > before_caret;
  const std::size_t skipped = cut ? offset_of_character(text, characters - before_caret) : 0;
  const Range part = {
      .begin = line.begin + skipped,
      .end = line.begin + skipped + offset_of_character(text.substr(skipped), widest)};
  const std::string safe = safe_part(source, part);
  const std::string prefix = cut ? "..." : "";
  std::string out = prefix + to_valid_utf8(safe) + (part.end < line.end ? "..." : "");
  std::ranges::replace_if(
      out, [](char c) { return static_cast<unsigned char>(c) < 0x20 || c == 0x7F; }, ' ');
  return {
      .text = std::move(out),
      .caret = prefix.size() + display_width(to_valid_utf8(safe.substr(0, offset - part.begin)))};
}

}  // namespace

std::string place(const SourceText& source, std::size_t offset) {
  const Position position = source.position(offset);
  return fmt::format("{}:{}:{}", source.path(), position.line, position.column);
}

std::string excerpt(const SourceText& source, std::size_t offset, const Style& style) {
  const std::string number = std::to_string(source.position(offset).line);
  const std::string_view text = source.line_at(offset);
  const auto begin = static_cast<std::size_t>(text.data() - source.text().data());
  const Range range = {.begin = begin, .end = begin + text.size()};
  const Line line = shown_line(source, range, std::clamp(offset, range.begin, range.end));
  const std::string gutter(number.size(), ' ');
  const auto bar = [&](std::string_view left) {
    return style(Colour::faint, fmt::format("{} |", left));
  };
  return fmt::format("{}{} {}\n{}\n{} {}\n{} {}{}\n", gutter, style(Colour::faint, "-->"),
                     place(source, offset), bar(gutter), bar(number), line.text, bar(gutter),
                     std::string(line.caret, ' '), style(Colour::error, "^"));
}

std::string render(const Diagnostic& diagnostic, const Style& style) {
  const Colour colour = diagnostic.severity == Severity::error ? Colour::error : Colour::warning;
  std::string out = fmt::format(
      "{}: {}\n{}", style(colour, fmt::format("{}[{}]", name(diagnostic.severity), diagnostic.id)),
      redact_sql(diagnostic.message), excerpt(*diagnostic.source, diagnostic.range.begin, style));
  if (!diagnostic.hint.empty()) out += note("hint", redact_sql(diagnostic.hint), style);
  return out;
}

std::string note(std::string_view label, std::string_view text, const Style& style) {
  std::string out;
  std::string head = fmt::format("  = {}: ", label);
  for (const std::string_view line : split_lines(text)) {
    out += out.empty() ? style(Colour::faint, head) : std::string(head.size(), ' ');
    out += line;
    out += '\n';
  }
  return out;
}

}  // namespace pgsettle
