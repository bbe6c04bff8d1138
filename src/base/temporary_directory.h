// A directory of our own that is removed with everything in it.
#pragma once

#include <string>

namespace pgsettle {

// $TMPDIR as an absolute path, or /tmp.
std::string temporary_parent();

class TemporaryDirectory {
 public:
  // Accessible only to the user that we are. Throws Error{usage} when it cannot be made.
  explicit TemporaryDirectory(const std::string& parent = temporary_parent());
  TemporaryDirectory(const TemporaryDirectory&) = delete;
  TemporaryDirectory& operator=(const TemporaryDirectory&) = delete;
  ~TemporaryDirectory();

  const std::string& path() const { return path_; }

 private:
  std::string path_;
};

}  // namespace pgsettle
