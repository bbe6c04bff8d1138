// The file system as the layers above see it, so that tests can use one in memory.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace pgsettle {

enum class FileKind {
  missing,
  file,
  directory,
  dangling_link,  // a symbolic link whose target does not exist
  looping_link,   // a symbolic link that leads back to itself
  other,          // a socket, device or pipe
  inaccessible,   // may not be looked at; or a regular file that may not be read
};

struct DirectoryEntry {
  std::string name;  // without its directory
  FileKind kind;     // of what it leads to, when it is a symbolic link
};

class FileSystem {
 public:
  virtual ~FileSystem() = default;

  virtual FileKind kind(const std::string& path) const = 0;
  // The whole content. Throws Error{usage} that names the path and the reason.
  virtual std::string read(const std::string& path) const = 0;
  // The entries in no particular order, without "." and "..". Throws Error{usage}.
  virtual std::vector<DirectoryEntry> list(const std::string& path) const = 0;
  // The absolute path without symbolic links, to tell whether two paths lead to one file; `path`
  // itself when that cannot be found out.
  virtual std::string real_path(const std::string& path) const = 0;
};

// The machine's own.
class RealFileSystem : public FileSystem {
 public:
  FileKind kind(const std::string& path) const override;
  std::string read(const std::string& path) const override;
  std::vector<DirectoryEntry> list(const std::string& path) const override;
  std::string real_path(const std::string& path) const override;
};

// `path` as seen from `directory`: itself when absolute. "." and an empty directory add nothing.
std::string join_path(std::string_view directory, std::string_view path);
// The part before the last slash: "" for "x.sql", "/" for "/x.sql".
std::string parent_directory(std::string_view path);
std::string_view file_name(std::string_view path);

}  // namespace pgsettle
