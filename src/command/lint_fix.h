// Mends what lint finds, in memory, and puts it into the files.
#pragma once

#include <map>
#include <span>
#include <string>
#include <vector>

#include "base/edited_files.h"
#include "lint/findings.h"
#include "schema/script_loader.h"

namespace pgsettle {

class LintFix {
 public:
  // `files` outlives it and takes the fixed texts. `loading` as for the scripts.
  LintFix(EditedFiles& files, LoadOptions loading, bool with_unsafe)
      : files_(files), loading_(std::move(loading)), with_unsafe_(with_unsafe) {}

  // Applies what can be applied at once; false when that was nothing.
  bool apply(std::span<const Finding> findings);
  // Takes back the files in which the grammar refuses more than it did before; gives their paths.
  std::vector<std::string> take_back_broken();

  struct Change {
    std::string path;  // as it is shown
    std::string before;
    std::string after;
  };
  // By path.
  std::vector<Change> changes() const;
  // Findings that were mended in the files that are changed.
  std::size_t fixes() const;
  // Files with fixes that cannot be written, since they are not UTF-8.
  const std::vector<std::string>& decoded() const { return decoded_; }

 private:
  struct File {
    std::string path;
    std::string before;
    std::size_t fixes = 0;
  };

  bool apply(const SourceText& source, std::string fixed, std::size_t fixes);
  std::size_t count_problems(const std::string& path) const;

  EditedFiles& files_;
  LoadOptions loading_;
  bool with_unsafe_;
  std::map<std::string, File> changed_;  // by real path
  std::vector<std::string> decoded_;
};

}  // namespace pgsettle
