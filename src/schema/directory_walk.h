// Finds the scripts below one directory; see schema_directory.h for what is taken and left out.
#pragma once

#include <map>
#include <string>
#include <utility>
#include <vector>

#include "base/file_system.h"
#include "schema/script_name.h"
#include "schema/script_order.h"

namespace pgsettle {

// Throws Error{usage} unless `path`, of that kind, can be taken for a script.
void check_script(const FileSystem& files, const std::string& path, FileKind kind);

class DirectoryWalk {
 public:
  DirectoryWalk(const FileSystem& files, const ScriptOrder& order, std::string root)
      : files_(files), order_(order), root_(std::move(root)) {}

  // In the usual order, relative to the root.
  std::vector<std::string> scripts() { return scripts_in("", {}); }
  const std::vector<std::string>& left_out() const { return left_out_; }
  std::vector<std::string> take_remarks() { return std::move(remarks_); }

 private:
  // A script, or a sub-directory with scripts.
  struct Member {
    ScriptName name;
    std::vector<std::string> scripts;
  };
  // The real paths from the root down to a directory, with the paths that led there.
  using Ancestors = std::map<std::string, std::string>;

  std::vector<std::string> scripts_in(const std::string& directory, Ancestors ancestors);
  bool takes(const DirectoryEntry& entry, const std::vector<DirectoryEntry>& siblings,
             const std::string& relative);
  void remark_on_order(const std::string& path, const std::vector<Member>& members,
                       const std::string& directory);

  const FileSystem& files_;
  const ScriptOrder& order_;
  std::string root_;
  std::vector<std::string> left_out_;  // undo scripts
  std::vector<std::string> remarks_;
};

}  // namespace pgsettle
