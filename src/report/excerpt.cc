#include "report/excerpt.h"

#include <fmt/format.h>

#include <algorithm>
#include <optional>

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
  std::size_t width;  // columns of what is marked, caret included
};

bool is_control(char c) { return static_cast<unsigned char>(c) < 0x20 || c == 0x7F; }

// Names in a message may hold what a terminal obeys.
std::string shown_message(std::string_view message) {
  std::string out = redact_sql(message);
  std::ranges::replace_if(
      out, [](char c) { return is_control(c) && c != '\n' && c != '\t'; }, ' ');
  return out;
}

// A source, and where to get its text without passwords from.
struct Shown {
  const SourceText& source;
  std::optional<std::string_view> redacted = {};  // all of it, byte for byte

  std::string part(Range range) const;
};

std::string Shown::part(Range range) const {
  if (redacted) return std::string(redacted->substr(range.begin, range.size()));
  // What stands before it counts: the literal may be on the line after the word PASSWORD.
  // Redacting keeps lengths, so offsets stay right.
  constexpr std::size_t enough = 16UL * 1024;
  const std::size_t before = std::min(range.begin, enough);
  return redact_sql(source.slice({.begin = range.begin - before, .end = range.end})).substr(before);
}

// `marked` begins in or at the end of `line`; both are bytes of `source`.
Line shown_line(const Shown& shown, Range line, Range marked) {
  const std::size_t offset = marked.begin;
  const std::string_view text = shown.source.slice(line);
  const std::size_t characters = count_characters(text.substr(0, offset - line.begin));
  const bool is_long = offset_of_character(text, widest) < text.size();
  const bool cut = is_long && characters > before_caret;
  const std::size_t skipped = cut ? offset_of_character(text, characters - before_caret) : 0;
  const Range part = {
      .begin = line.begin + skipped,
      .end = line.begin + skipped + offset_of_character(text.substr(skipped), widest)};
  const std::string safe = shown.part(part);
  const std::string prefix = cut ? "..." : "";
  std::string out = prefix + to_valid_utf8(safe) + (part.end < line.end ? "..." : "");
  std::ranges::replace_if(out, is_control, ' ');
  const std::size_t begin = std::min(offset, part.end) - part.begin;
  const std::size_t end = std::clamp(marked.end, part.begin + begin, part.end) - part.begin;
  const std::string_view mark = trim(std::string_view(safe).substr(begin, end - begin));
  return {.text = std::move(out),
          .caret = prefix.size() + display_width(to_valid_utf8(safe.substr(0, begin))),
          .width = std::max<std::size_t>(display_width(to_valid_utf8(mark)), 1)};
}

Colour colour_of(Severity severity) {
  switch (severity) {
    case Severity::error:
      return Colour::error;
    case Severity::warning:
      return Colour::warning;
    case Severity::info:
      return Colour::note;
  }
  return Colour::note;
}

std::string draw(const Shown& shown, Range marked, const Style& style) {
  const SourceText& source = shown.source;
  const std::size_t offset = marked.begin;
  const std::string number = std::to_string(source.position(offset).line);
  const std::string_view text = source.line_at(offset);
  const auto begin = static_cast<std::size_t>(text.data() - source.text().data());
  const Range range = {.begin = begin, .end = begin + text.size()};
  const Line line = shown_line(shown, range,
                               {.begin = std::clamp(offset, range.begin, range.end),
                                .end = std::clamp(marked.end, range.begin, range.end)});
  const std::string gutter(number.size(), ' ');
  const auto bar = [&](std::string_view left) {
    return style(Colour::faint, fmt::format("{} |", left));
  };
  return fmt::format("{}{} {}\n{}\n{} {}\n{} {}{}\n", gutter, style(Colour::faint, "-->"),
                     place(source, offset), bar(gutter), bar(number), line.text, bar(gutter),
                     std::string(line.caret, ' '),
                     style(Colour::error, '^' + std::string(line.width - 1, '~')));
}

// The heading before an excerpt and the hint behind it.
std::string around(const Diagnostic& diagnostic, std::string_view excerpt, const Style& style) {
  const std::string label = fmt::format("{}[{}]", name(diagnostic.severity), diagnostic.id);
  std::string out = fmt::format("{}: {}\n{}", style(colour_of(diagnostic.severity), label),
                                shown_message(diagnostic.message), excerpt);
  if (!diagnostic.hint.empty()) out += note("hint", shown_message(diagnostic.hint), style);
  return out;
}

}  // namespace

std::string place(const SourceText& source, std::size_t offset) {
  const Position position = source.position(offset);
  return fmt::format("{}:{}:{}", source.path(), position.line, position.column);
}

std::string excerpt(const SourceText& source, std::size_t offset, const Style& style) {
  return excerpt(source, Range{.begin = offset, .end = offset}, style);
}

std::string excerpt(const SourceText& source, Range range, const Style& style) {
  return draw({.source = source}, range, style);
}

std::string render(const Diagnostic& diagnostic, const Style& style) {
  return around(diagnostic, excerpt(*diagnostic.source, diagnostic.range.begin, style), style);
}

std::string Renderer::operator()(const Diagnostic& diagnostic) {
  if (source_ != diagnostic.source) {
    source_ = diagnostic.source;
    redacted_ = redact_sql(source_->text());
  }
  const Shown shown = {.source = *source_, .redacted = redacted_};
  return around(diagnostic, draw(shown, diagnostic.range, style_), style_);
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
