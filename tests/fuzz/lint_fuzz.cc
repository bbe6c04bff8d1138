// Any bytes at all: lint and fix must end, point inside the text, and leave what parsed parsable.
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <string>

#include "support/lint_text.h"

namespace {

using pgsettle::Finding;
using pgsettle::LintedText;

void require(bool condition, const char* what) {
  if (condition) return;
  std::fprintf(stderr, "violated: %s\n", what);
  std::abort();
}

void check_ranges(const LintedText& linted) {
  for (const Finding& finding : linted.result().findings) {
    const std::size_t size = finding.diagnostic.source->text().size();
    const pgsettle::Range range = finding.diagnostic.range;
    require(range.begin <= range.end && range.end <= size, "a finding is inside its source");
    if (!finding.fix) continue;
    std::size_t last = 0;
    for (const pgsettle::Edit& edit : finding.fix->edits) {
      require(edit.range.begin >= last && edit.range.begin <= edit.range.end,
              "edits are ordered and do not overlap");
      require(edit.range.end <= size, "an edit is inside its source");
      last = edit.range.end;
    }
  }
}

std::size_t unparsable(const LintedText& linted) {
  std::size_t count = 0;
  for (const Finding& finding : linted.result().findings) {
    const std::string& id = finding.diagnostic.id;
    if (id == "unparsable-statement" || id == "unreadable-script") ++count;
  }
  return count;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string text(reinterpret_cast<const char*>(data), size);
  const LintedText linted({text});
  check_ranges(linted);
  for (const bool with_unsafe : {false, true}) {
    const std::string fixed = linted.fixed(with_unsafe);
    if (fixed == text) continue;
    const LintedText again({fixed});
    check_ranges(again);
    require(unparsable(again) <= unparsable(linted), "a fixed script parses");
  }
  return 0;
}
