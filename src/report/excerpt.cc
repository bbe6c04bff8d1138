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

// `offset` is within `line`, in bytes.
Line shown_line(std::string_view line, std::size_t offset) {
  // Redacting keeps lengths, so the offset stays right.
  const std::string safe = redact_sql(line);
  std::string_view text = safe;
  offset = std::min(offset, text.size());
  std::string prefix;
  const std::size_t characters = count_characters(text.substr(0, offset));
  if (count_characters(text) > widest && characters > before_caret) {
    const std::size_t cut = offset_of_character(text, characters - before_caret);
    text.remove_prefix(cut);
    offset -= cut;
    prefix = "...";
  }
  const std::string_view shown = text.substr(0, offset_of_character(text, widest));
  std::string out = prefix + to_valid_utf8(shown) + (shown.size() < text.size() ? "..." : "");
  std::ranges::replace_if(
      out, [](char c) { return static_cast<unsigned char>(c) < 0x20 || c == 0x7F; }, ' ');
  return {.text = std::move(out),
          .caret = prefix.size() + display_width(to_valid_utf8(text.substr(0, offset)))};
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
  const Line line = shown_line(text, offset - std::min(begin, offset));
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
      diagnostic.message, excerpt(*diagnostic.source, diagnostic.range.begin, style));
  if (!diagnostic.hint.empty()) out += note("hint", diagnostic.hint, style);
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
