// A file system in memory: files, directories, symbolic links that may dangle or loop, and things
// that may not be read. tests/base/file_system_test.cc holds it to what the real one does.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "base/file_system.h"

namespace pgsettle {

class MemoryFileSystem : public FileSystem {
 public:
  // `working_directory` is absolute; relative paths start there, and it exists.
  explicit MemoryFileSystem(std::string_view working_directory = "/project");

  // These create the directories above; they replace what was there.
  void add_file(std::string_view path, std::string_view content = "");
  void add_directory(std::string_view path);
  // `target` need not exist; when relative it starts at the link's directory.
  void add_link(std::string_view path, std::string_view target);
  // A file cannot be read any more, a directory cannot be listed.
  void make_unreadable(std::string_view path);

  FileKind kind(const std::string& path) const override;
  std::string read(const std::string& path) const override;
  std::vector<DirectoryEntry> list(const std::string& path) const override;
  std::string real_path(const std::string& path) const override;

 private:
  struct File {
    std::string content;
  };
  struct Directory {};
  struct Link {
    std::string target;
  };
  struct Node {
    std::variant<File, Directory, Link> what;
    bool readable = true;
  };
  // Where a path leads when all links are followed: a node, or why there is none.
  struct Place {
    std::string path;
    const Node* node = nullptr;
    bool looping = false;
  };

  std::string absolute(std::string_view path) const;
  Place resolve(const std::string& path) const;
  const Node* find(const std::string& path) const;
  void add(std::string_view path, Node node);

  std::string working_directory_;
  std::map<std::string, Node> nodes_;  // by absolute path, without a trailing slash
};

}  // namespace pgsettle
