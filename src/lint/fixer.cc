#include "lint/fixer.h"

#include <algorithm>
#include <vector>

namespace pgsettle {
namespace {

bool touch(const Edit& left, const Edit& right) {
  if (left == right) return false;  // two findings that want the same
  return left.range.begin <= right.range.end && right.range.begin <= left.range.end;
}

bool fits(const Fix& fix, const std::vector<Edit>& taken) {
  return std::ranges::none_of(fix.edits, [&](const Edit& edit) {
    return std::ranges::any_of(taken, [&](const Edit& other) { return touch(edit, other); });
  });
}

// Fixes are written with line feeds; a file keeps the line ends it has.
std::string with_line_ends_of(const SourceText& source, const std::string& text) {
  const std::size_t first = source.text().find('\n');
  const bool crlf =
      first != std::string_view::npos && first > 0 && source.text()[first - 1] == '\r';
  if (!crlf) return text;
  std::string out;
  for (const char character : text) {
    if (character == '\n' && !out.ends_with('\r')) out += '\r';
    out += character;
  }
  return out;
}

}  // namespace

std::map<const SourceText*, FixedText> apply_fixes(std::span<const Finding> findings,
                                                   bool with_unsafe) {
  std::map<const SourceText*, std::vector<Edit>> edits;
  std::map<const SourceText*, FixedText> fixed;
  // Guards go around whole statements that a safe fix may have mended already.
  for (const bool safe : {true, false}) {
    for (const Finding& finding : findings) {
      if (!finding.fix || finding.fix->safe != safe || (!safe && !with_unsafe)) continue;
      std::vector<Edit>& taken = edits[finding.diagnostic.source];
      if (!fits(*finding.fix, taken)) continue;
      for (const Edit& edit : finding.fix->edits) {
        if (std::ranges::find(taken, edit) == taken.end()) taken.push_back(edit);
      }
      ++fixed[finding.diagnostic.source].fixes;
    }
  }
  for (auto& [source, result] : fixed) {
    std::vector<Edit>& list = edits[source];
    std::ranges::sort(list, {}, [](const Edit& edit) { return edit.range.begin; });
    std::size_t at = 0;
    for (const Edit& edit : list) {
      result.text += source->slice({.begin = at, .end = edit.range.begin});
      result.text += with_line_ends_of(*source, edit.text);
      at = edit.range.end;
    }
    result.text += source->text().substr(at);
  }
  return fixed;
}

}  // namespace pgsettle
