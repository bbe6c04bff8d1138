// The files of a git repository as they are in a commit or in the index, asked of git itself.
#pragma once

#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "base/file_system.h"

namespace pgsettle {

// Which repository: that of the working directory, or of `near` when that lies elsewhere. These
// throw Error{usage} when there is no git, no repository, or no such revision.
class Repository {
 public:
  explicit Repository(const FileSystem& files, const std::string& near);

  // The commit at which the branch left `revision`, or that of `revision` itself when it has no
  // ancestor in common with HEAD.
  std::string commit_before(const std::string& revision) const;
  // nullopt: nothing was committed yet.
  std::optional<std::string> head() const;

  // The standard output. Throws what git says.
  std::string git(const std::vector<std::string>& arguments, const std::string& input = {}) const;
  const std::string& top() const { return top_; }

 private:
  std::vector<std::string> prefix_ = {"git"};
  std::string top_;  // the real path of the work tree
};

class RevisionFiles : public FileSystem {
 public:
  // `commit`: nullopt is the index. Both references outlive it; what is outside of the repository
  // is read from `outside`.
  RevisionFiles(const FileSystem& outside, const Repository& repository,
                const std::optional<std::string>& commit);

  FileKind kind(const std::string& path) const override;
  std::string read(const std::string& path) const override;
  std::vector<DirectoryEntry> list(const std::string& path) const override;
  std::string real_path(const std::string& path) const override;

 private:
  std::optional<std::string> inside(const std::string& path) const;
  void read_directory_of(const std::string& file) const;

  const FileSystem& outside_;
  const Repository& repository_;
  // Relative to the top.
  std::map<std::string, std::string> blobs_;
  std::set<std::string> directories_;
  mutable std::map<std::string, std::string> texts_;  // by blob
};

}  // namespace pgsettle
