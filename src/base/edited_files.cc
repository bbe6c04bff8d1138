#include "base/edited_files.h"

#include <algorithm>
#include <utility>

namespace pgsettle {

void EditedFiles::replace(const std::string& path, std::string text) {
  texts_[real_path(path)] = std::move(text);
}

void EditedFiles::restore(const std::string& path) { texts_.erase(real_path(path)); }

FileKind EditedFiles::kind(const std::string& path) const {
  if (!texts_.empty() && texts_.contains(real_path(path))) return FileKind::file;
  return files_.kind(path);
}

std::string EditedFiles::read(const std::string& path) const {
  // A real path costs a system call for each of its parts.
  if (!texts_.empty()) {
    const auto found = texts_.find(real_path(path));
    if (found != texts_.end()) return found->second;
  }
  return files_.read(path);
}

std::vector<DirectoryEntry> EditedFiles::list(const std::string& path) const {
  std::vector<DirectoryEntry> entries = files_.list(path);
  const std::string directory = files_.real_path(path.empty() ? "." : path);
  for (const auto& [file, text] : texts_) {
    if (parent_directory(file) != directory) continue;
    const std::string name(file_name(file));
    if (std::ranges::find(entries, name, &DirectoryEntry::name) == entries.end()) {
      entries.push_back({.name = name, .kind = FileKind::file});
    }
  }
  return entries;
}

std::string EditedFiles::real_path(const std::string& path) const {
  std::string real = files_.real_path(path);
  if (real.starts_with('/') && files_.kind(path) != FileKind::missing) return real;
  const std::string parent = parent_directory(path);
  return join_path(files_.real_path(parent.empty() ? "." : parent), file_name(path));
}

}  // namespace pgsettle
