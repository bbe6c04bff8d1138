// Lints SQL that stands in a test.
#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "lint/linter.h"
#include "schema/script.h"
#include "support/memory_file_system.h"

namespace pgsettle {

// Scripts named 0.sql, 1.sql, ... and what was found in them; owns what the findings point into.
class LintedText {
 public:
  explicit LintedText(const std::vector<std::string>& texts, const LintOptions& options = {},
                      const std::vector<bool>& reported = {});

  const LintResult& result() const { return result_; }
  // The rules that fired, in order, as ids.
  std::vector<std::string> rules() const;
  bool fires(std::string_view rule) const;
  // The text of the first script with all fixes applied once.
  std::string fixed(bool with_unsafe) const;

 private:
  std::unique_ptr<MemoryFileSystem> files_;
  std::unique_ptr<Sources> sources_;
  std::vector<Script> scripts_;
  LintResult result_;
};

}  // namespace pgsettle
