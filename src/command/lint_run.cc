#include "command/lint_run.h"

#include <fmt/format.h>

#include <algorithm>
#include <iostream>
#include <iterator>
#include <set>

#include "base/error.h"
#include "command/format_argument.h"
#include "lint/fixer.h"
#include "lint/linter.h"
#include "report/output.h"
#include "schema/configuration.h"
#include "schema/schema_directory.h"
#include "schema/script_loader.h"

namespace pgsettle {
namespace {

class LintRun {
 public:
  explicit LintRun(const LintArguments& arguments)
      : arguments_(arguments), format_(find_format(arguments.output)) {}

  int run() {
    const std::string start = arguments_.paths.empty() ? "" : arguments_.paths.front();
    configuration_ = read_configuration(files_, arguments_.configuration, start);
    load();
    const LintResult result = lint(scripts_, reported_, options());
    write_text(stdout, format_.lint({.result = result, .statistics = arguments_.statistics}));
    const bool clean = count(result, Severity::error) == 0;
    return clean || arguments_.exit_zero ? 0 : entry(ErrorCode::findings).exit_status;
  }

 private:
  LintOptions options() const {
    LintOptions options;
    options.select.insert(arguments_.select.begin(), arguments_.select.end());
    options.ignore.insert(arguments_.ignore.begin(), arguments_.ignore.end());
    if (arguments_.runner == "psql") options.runner = Runner::psql;
    if (arguments_.server_version != 0) options.server_version = arguments_.server_version;
    return options;
  }

  void load() {
    const std::vector<std::string> wanted =
        arguments_.paths.empty() ? std::vector{configuration_.directory} : arguments_.paths;
    const SchemaFiles found = find_scripts(files_, wanted, {});
    LoadOptions load{.encoding = configuration_.encoding, .check_syntax = false};
    if (std::ranges::find(found.paths, "-") != found.paths.end()) {
      load.standard_input.assign(std::istreambuf_iterator<char>(std::cin), {});
    }
    ScriptLoader loader(files_, sources_, load);
    for (const std::string& path : found.paths) scripts_.push_back(loader.load(path));
    reported_.assign(scripts_.size(), true);
  }

  const LintArguments& arguments_;
  const Format& format_;
  RealFileSystem files_;
  Configuration configuration_;
  Sources sources_;
  std::vector<Script> scripts_;
  std::vector<bool> reported_;
};

}  // namespace

int run_lint(const LintArguments& arguments) { return LintRun(arguments).run(); }

}  // namespace pgsettle
