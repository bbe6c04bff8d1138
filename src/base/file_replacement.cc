#include "base/file_replacement.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstdio>
#include <cstdlib>
#include <cstring>

#include "base/error.h"
#include "base/file_system.h"
#include "base/handle.h"

namespace pgsettle {
namespace {

[[noreturn]] void fail(const std::string& path) {
  throw Error(ErrorCode::usage, fmt::format("cannot write {}: {}", path, std::strerror(errno)));
}

// Removed unless it was renamed.
class TemporaryFile {
 public:
  explicit TemporaryFile(const std::string& beside) : path_(beside + ".pgsettle-XXXXXX") {
    file_ = FileDescriptor(::mkostemp(path_.data(), O_CLOEXEC));
    if (!file_) fail(beside);
  }
  TemporaryFile(const TemporaryFile&) = delete;
  TemporaryFile& operator=(const TemporaryFile&) = delete;
  ~TemporaryFile() {
    if (!path_.empty()) ::unlink(path_.c_str());
  }

  int get() const { return file_.get(); }

  void write(std::string_view text) const {
    while (!text.empty()) {
      const ssize_t count = ::write(file_.get(), text.data(), text.size());
      if (count < 0 && errno != EINTR) fail(path_);
      if (count > 0) text.remove_prefix(static_cast<std::size_t>(count));
    }
  }

  void rename_to(const std::string& target) {
    if (::fsync(file_.get()) != 0 || ::rename(path_.c_str(), target.c_str()) != 0) fail(target);
    path_.clear();
  }

 private:
  std::string path_;
  FileDescriptor file_;
};

}  // namespace

void replace_file(const std::string& path, std::string_view expected, std::string_view content) {
  const RealFileSystem files;
  const std::string target = files.real_path(path);
  struct stat status = {};
  // A rename would replace also what may not be written.
  if (::stat(target.c_str(), &status) != 0 ||
      ::faccessat(AT_FDCWD, target.c_str(), W_OK, AT_EACCESS) != 0) {
    fail(path);
  }
  TemporaryFile temporary(target);
  temporary.write(content);
  // Only root may give files away; a group of our own is possible without.
  if (::fchown(temporary.get(), status.st_uid, status.st_gid) != 0 &&
      ::fchown(temporary.get(), static_cast<uid_t>(-1), status.st_gid) != 0) {
    status.st_mode &= ~static_cast<mode_t>(S_ISUID | S_ISGID);
  }
  if (::fchmod(temporary.get(), status.st_mode & 07777) != 0) fail(path);
  if (files.read(target) != expected) {
    throw Error(ErrorCode::usage, fmt::format("{} was changed by somebody else meanwhile", path),
                "Run it again.");
  }
  temporary.rename_to(target);
}

}  // namespace pgsettle
