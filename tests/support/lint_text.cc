#include "support/lint_text.h"

#include <algorithm>

#include "lint/fixer.h"
#include "schema/script_loader.h"

namespace pgsettle {

LintedText::LintedText(const std::vector<std::string>& texts, const LintOptions& options,
                       const std::vector<bool>& reported)
    : files_(std::make_unique<MemoryFileSystem>()), sources_(std::make_unique<Sources>()) {
  ScriptLoader loader(*files_, *sources_, {.encoding = {}, .check_syntax = false});
  for (std::size_t i = 0; i < texts.size(); ++i) {
    const std::string path = std::to_string(i) + ".sql";
    files_->add_file(path, texts[i]);
    scripts_.push_back(loader.load(path));
  }
  result_ = lint(scripts_, reported, options);
}

std::vector<std::string> LintedText::rules() const {
  std::vector<std::string> ids;
  for (const Finding& finding : result_.findings) ids.push_back(finding.diagnostic.id);
  return ids;
}

bool LintedText::fires(std::string_view rule) const {
  return std::ranges::any_of(result_.findings,
                             [&](const Finding& finding) { return finding.diagnostic.id == rule; });
}

std::string LintedText::fixed(bool with_unsafe) const {
  const SourceText* source = scripts_.front().source;
  const auto fixed = apply_fixes(result_.findings, with_unsafe);
  const auto found = fixed.find(source);
  return found != fixed.end() ? found->second.text : std::string(source->text());
}

}  // namespace pgsettle
