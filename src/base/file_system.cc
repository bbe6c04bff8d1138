#include "base/file_system.h"

#include <dirent.h>
#include <fcntl.h>
#include <fmt/format.h>
#include <sys/stat.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <cstdlib>
#include <cstring>
#include <memory>

#include "base/error.h"
#include "base/handle.h"

namespace pgsettle {
namespace {

[[noreturn]] void fail(std::string_view what, const std::string& path) {
  throw Error(ErrorCode::usage, fmt::format("{} {}: {}", what, path, std::strerror(errno)));
}

FileKind kind_of_failure(const std::string& path) {
  if (errno == ELOOP) return FileKind::looping_link;
  if (errno != ENOENT && errno != ENOTDIR) return FileKind::inaccessible;
  struct stat status = {};
  const bool is_link = ::lstat(path.c_str(), &status) == 0 && S_ISLNK(status.st_mode);
  return is_link ? FileKind::dangling_link : FileKind::missing;
}

}  // namespace

FileKind RealFileSystem::kind(const std::string& path) const {
  struct stat status = {};
  if (::stat(path.c_str(), &status) != 0) return kind_of_failure(path);
  if (S_ISREG(status.st_mode)) {
    const bool readable = ::faccessat(AT_FDCWD, path.c_str(), R_OK, AT_EACCESS) == 0;
    return readable ? FileKind::file : FileKind::inaccessible;
  }
  if (S_ISDIR(status.st_mode)) return FileKind::directory;
  return FileKind::other;
}

std::string RealFileSystem::read(const std::string& path) const {
  const FileDescriptor file(::open(path.c_str(), O_RDONLY | O_CLOEXEC));
  if (!file) fail("cannot read", path);
  struct stat status = {};
  if (::fstat(file.get(), &status) != 0) fail("cannot read", path);
  if (S_ISDIR(status.st_mode)) {
    errno = EISDIR;
    fail("cannot read", path);
  }
  std::string content;
  if (status.st_size > 0) content.reserve(static_cast<std::size_t>(status.st_size));
  std::array<char, 65536> buffer;
  for (;;) {
    const ssize_t count = ::read(file.get(), buffer.data(), buffer.size());
    if (count > 0) content.append(buffer.data(), static_cast<std::size_t>(count));
    if (count == 0) return content;
    if (count < 0 && errno != EINTR) fail("cannot read", path);
  }
}

std::vector<DirectoryEntry> RealFileSystem::list(const std::string& path) const {
  struct Close {
    void operator()(DIR* directory) const { ::closedir(directory); }
  };
  const std::unique_ptr<DIR, Close> directory(::opendir(path.c_str()));
  if (!directory) fail("cannot read directory", path);
  std::vector<DirectoryEntry> entries;
  for (;;) {
    errno = 0;
    const dirent* entry = ::readdir(directory.get());
    if (entry == nullptr) break;
    const std::string name = entry->d_name;
    if (name != "." && name != "..") {
      entries.push_back({.name = name, .kind = kind(join_path(path, name))});
    }
  }
  if (errno != 0) fail("cannot read directory", path);
  return entries;
}

std::string RealFileSystem::real_path(const std::string& path) const {
  const std::unique_ptr<char, decltype(&std::free)> resolved(::realpath(path.c_str(), nullptr),
                                                             &std::free);
  return resolved ? std::string(resolved.get()) : path;
}

std::string join_path(std::string_view directory, std::string_view path) {
  if (directory.empty() || directory == "." || path.starts_with('/')) return std::string(path);
  return fmt::format("{}{}{}", directory, directory.ends_with('/') ? "" : "/", path);
}

std::string parent_directory(std::string_view path) {
  const std::size_t slash = path.rfind('/');
  if (slash == std::string_view::npos) return "";
  return std::string(path.substr(0, slash == 0 ? 1 : slash));
}

std::string_view file_name(std::string_view path) { return path.substr(path.rfind('/') + 1); }

}  // namespace pgsettle
