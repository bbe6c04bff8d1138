// Findings that no rule found, for what reports on them.
#pragma once

#include <string>
#include <string_view>

#include "lint/linter.h"
#include "report/format.h"

namespace pgsettle {

class MadeFindings {
 public:
  // In the file that `sql` was given for last; `text` is the part of it that is found.
  Finding& add(std::string_view rule, Severity severity, std::string_view text, std::string message,
               std::string hint = {});
  void add_file(const std::string& path, std::string_view sql);

  LintResult result;

 private:
  Sources sources_;
  const SourceText* file_ = nullptr;
};

// An error with columns behind other alphabets, one of several lines with a fix, a remark in
// another file, a password.
MadeFindings some_findings();

// A file of report/formats/.
const Format& format_named(std::string_view id);

}  // namespace pgsettle
