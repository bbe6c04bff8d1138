#include "base/temporary_directory.h"

#include <fmt/format.h>

#include <cerrno>
#include <cstdlib>
#include <cstring>
#include <filesystem>
#include <system_error>

#include "base/error.h"
#include "base/file_system.h"

namespace pgsettle {

std::string temporary_parent() {
  const char* const named = std::getenv("TMPDIR");
  return named == nullptr || *named == '\0' ? "/tmp" : RealFileSystem().real_path(named);
}

TemporaryDirectory::TemporaryDirectory(const std::string& parent)
    : path_(join_path(parent, "pgsettle-XXXXXX")) {
  if (::mkdtemp(path_.data()) == nullptr) {
    throw Error(
        ErrorCode::usage,
        fmt::format("cannot create a temporary directory in {}: {}", parent, std::strerror(errno)),
        "Set TMPDIR to a directory that may be written to.");
  }
}

TemporaryDirectory::~TemporaryDirectory() {
  std::error_code ignored;
  std::filesystem::remove_all(path_, ignored);
}

}  // namespace pgsettle
