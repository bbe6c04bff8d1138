#include "command/lint_fix.h"

#include <algorithm>
#include <set>

#include "lint/fixer.h"
#include "lint/model.h"

namespace pgsettle {

bool LintFix::apply(std::span<const Finding> findings) {
  bool changed = false;
  // A file that is included twice is here twice, each time with the same text: the next pass finds
  // what is left.
  std::set<std::string> seen;
  for (auto& [source, fixed] : apply_fixes(findings, with_unsafe_)) {
    if (!seen.insert(files_.real_path(source->path())).second) continue;
    if (apply(*source, std::move(fixed.text), fixed.fixes)) changed = true;
  }
  return changed;
}

bool LintFix::apply(const SourceText& source, std::string fixed, std::size_t fixes) {
  const std::string& path = source.path();
  const std::string before = files_.read(path);
  // What was decoded is not what the file holds; what was cut off (a DOWN part) is behind it.
  if (!before.starts_with(source.text())) {
    if (std::ranges::find(decoded_, path) == decoded_.end()) decoded_.push_back(path);
    return false;
  }
  fixed += std::string_view(before).substr(source.text().size());
  if (fixed == before) return false;
  const auto [file, is_new] =
      changed_.try_emplace(files_.real_path(path), File{.path = path, .before = before});
  file->second.fixes += fixes;
  files_.replace(path, std::move(fixed));
  return true;
}

// Of the file alone; what it includes is a file of its own.
std::size_t LintFix::count_problems(const std::string& path) const {
  Sources sources;
  LoadOptions loading = loading_;
  loading.check_syntax = false;
  const std::vector<Script> scripts = {ScriptLoader(files_, sources, loading).load(path)};
  const Model model(scripts, {});
  std::size_t count = scripts.front().diagnostics.size();
  for (const LintedStatement& statement : model.scripts().front().statements) {
    const Analysis& analysis = statement.analysis;
    if (analysis.problem || (analysis.code && analysis.code->problem)) ++count;
  }
  return count;
}

std::vector<std::string> LintFix::take_back_broken() {
  std::vector<std::string> broken;
  for (auto file = changed_.begin(); file != changed_.end();) {
    const std::string& path = file->second.path;
    const std::string after = files_.read(path);
    const std::size_t problems = count_problems(path);
    files_.replace(path, file->second.before);
    if (problems > count_problems(path)) {
      broken.push_back(path);
      file = changed_.erase(file);
    } else {
      files_.replace(path, after);
      ++file;
    }
  }
  return broken;
}

std::vector<LintFix::Change> LintFix::changes() const {
  std::vector<Change> list;
  for (const auto& [real, file] : changed_) {
    std::string after = files_.read(file.path);
    if (after == file.before) continue;
    list.push_back({.path = file.path, .before = file.before, .after = std::move(after)});
  }
  std::ranges::sort(list, {}, &Change::path);
  return list;
}

std::size_t LintFix::fixes() const {
  std::size_t sum = 0;
  for (const auto& [real, file] : changed_) sum += file.fixes;
  return sum;
}

}  // namespace pgsettle
