// The scripts as databases have received them: those of an earlier commit.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "base/file_system.h"
#include "lint/model.h"
#include "schema/revision_files.h"
#include "schema/script_loader.h"

namespace pgsettle {

class LintHistory {
 public:
  // `files` (the work tree) outlives it. `since` is a revision; empty: HEAD.
  LintHistory(const FileSystem& files, std::string since, const std::vector<std::string>& paths);

  // What git's index holds, for --staged.
  const FileSystem& staged();

  // The scripts of `roots` (as for find_scripts) in those days; nullptr when there were none.
  // Gives the same when asked again.
  const Model* model(const std::vector<std::string>& roots, const LoadOptions& loading);

 private:
  struct Past {
    std::vector<std::string> roots;
    Sources sources = {};
    std::vector<Script> scripts = {};
    std::optional<Model> model = {};
  };

  const FileSystem& files_;
  Repository repository_;
  std::optional<RevisionFiles> then_;  // nothing when nothing was committed yet
  std::optional<RevisionFiles> staged_;
  std::vector<std::unique_ptr<Past>> pasts_;  // models point into them
};

}  // namespace pgsettle
