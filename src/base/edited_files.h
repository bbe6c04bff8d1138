// A file system with some files changed in memory only: what fixes have made of them, or what an
// editor has not saved yet.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "base/file_system.h"

namespace pgsettle {

class EditedFiles : public FileSystem {
 public:
  // `files` outlives it.
  explicit EditedFiles(const FileSystem& files) : files_(files) {}

  // The file need not exist.
  void replace(const std::string& path, std::string text);
  // Gives back what the file system below has.
  void restore(const std::string& path);

  FileKind kind(const std::string& path) const override;
  std::string read(const std::string& path) const override;
  std::vector<DirectoryEntry> list(const std::string& path) const override;
  // Also of a file that is there only in memory.
  std::string real_path(const std::string& path) const override;

 private:
  const FileSystem& files_;
  std::map<std::string, std::string> texts_;  // by real path
};

}  // namespace pgsettle
