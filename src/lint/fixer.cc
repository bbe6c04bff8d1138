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
      result.text += edit.text;
      at = edit.range.end;
    }
    result.text += source->text().substr(at);
  }
  return fixed;
}

}  // namespace pgsettle
