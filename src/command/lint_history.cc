#include "command/lint_history.h"

#include <algorithm>

#include "base/error.h"
#include "schema/schema_directory.h"

namespace pgsettle {

LintHistory::LintHistory(const FileSystem& files, std::string since,
                         const std::vector<std::string>& paths)
    : files_(files), repository_(files, paths.empty() ? "." : paths.front()) {
  const std::optional<std::string> commit =
      since.empty() ? repository_.head() : repository_.commit_before(since);
  if (commit) then_.emplace(files_, repository_, commit);
}

const FileSystem& LintHistory::staged() {
  if (!staged_) staged_.emplace(files_, repository_, std::nullopt);
  return *staged_;
}

const Model* LintHistory::model(const std::vector<std::string>& roots, const LoadOptions& loading) {
  if (!then_) return nullptr;
  const auto known = std::ranges::find_if(
      pasts_, [&](const std::unique_ptr<Past>& past) { return past->roots == roots; });
  if (known != pasts_.end()) return (*known)->model ? &*(*known)->model : nullptr;
  Past& past = *pasts_.emplace_back(std::make_unique<Past>(Past{.roots = roots}));
  std::vector<std::string> there;
  for (const std::string& root : roots) {
    if (then_->kind(root) != FileKind::missing) there.push_back(root);
  }
  std::vector<std::string> paths;
  try {
    if (!there.empty()) paths = find_scripts(*then_, there, {}).paths;
  } catch (const Error&) {
    // The directory had no scripts in those days.
    return nullptr;
  }
  if (paths.empty()) return nullptr;
  ScriptLoader loader(*then_, past.sources, loading);
  for (const std::string& path : paths) past.scripts.push_back(loader.load(path));
  past.model.emplace(past.scripts, std::vector<bool>(past.scripts.size(), false));
  return &*past.model;
}

}  // namespace pgsettle
