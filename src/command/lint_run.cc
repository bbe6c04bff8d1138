#include "command/lint_run.h"

#include <fmt/format.h>

#include <algorithm>
#include <deque>
#include <iterator>
#include <optional>

#include "base/edited_files.h"
#include "base/error.h"
#include "base/file_replacement.h"
#include "base/text.h"
#include "base/text_diff.h"
#include "command/format_argument.h"
#include "command/lint_fix.h"
#include "command/lint_history.h"
#include "command/lint_units.h"
#include "command/script_arguments.h"
#include "lint/linter.h"
#include "report/output.h"
#include "schema/configuration.h"
#include "schema/script_loader.h"

namespace pgsettle {
namespace {

// A fix may make room for another one; what goes on changing after so many is no fix.
constexpr int most_passes = 10;
constexpr const char* unnamed_input = "<stdin>";

void check_usage(const LintArguments& arguments) {
  if (!arguments.staged) return;
  if (!arguments.since.empty()) {
    throw Error(ErrorCode::usage, "--staged and --since exclude each other",
                "--staged compares the index with HEAD.");
  }
  if (arguments.fix || arguments.unsafe_fixes || arguments.diff) {
    throw Error(ErrorCode::usage, "--staged reads the index, which fixes cannot change",
                "Fix the files without it, then git add them.");
  }
}

// What was found in one pass; owns what the findings point into.
struct Judgement {
  std::deque<Sources> sources = {};
  LintResult result = {};
};

class LintRun {
 public:
  explicit LintRun(const LintArguments& arguments)
      : arguments_(arguments),
        format_(find_format(arguments.output)),
        input_name_(arguments.standard_input_name.empty() ? unnamed_input
                                                          : arguments.standard_input_name),
        fixes_(arguments.fix || arguments.unsafe_fixes || arguments.diff) {}

  int run() {
    check_usage(arguments_);
    prepare();
    Judgement judgement = judge();
    if (!fixes_) return report(judgement.result);
    LintFix fix(*files_, loading_, arguments_.unsafe_fixes);
    for (int pass = 0; pass < most_passes && fix.apply(judgement.result.findings); ++pass) {
      judgement = judge();
    }
    broken_ = fix.take_back_broken();
    if (!broken_.empty()) judgement = judge();
    say_what_was_not_fixed(fix);
    return finish(fix, judgement.result);
  }

 private:
  void prepare() {
    std::vector<std::string> paths = arguments_.paths;
    if (paths.empty() && !arguments_.standard_input_name.empty()) paths = {"-"};
    reads_input_ = std::ranges::find(paths, "-") != paths.end();
    std::ranges::replace(paths, std::string("-"), input_name_);
    configuration_ =
        read_configuration(disk_, arguments_.configuration, paths.empty() ? "" : paths.front());
    options_ = lint_options(arguments_.choice, configuration_, disk_);
    loading_ = load_options(arguments_.variables, arguments_.encoding, configuration_);
    loading_.check_syntax = false;
    if (paths.empty()) paths = {configuration_.directory};
    if (arguments_.staged || !arguments_.since.empty()) {
      history_.emplace(disk_, arguments_.since, paths);
    }
    files_.emplace(arguments_.staged ? history_->staged() : disk_);
    if (reads_input_) files_->replace(input_name_, read_standard_input());
    units_ = lint_units(*files_, configuration_, paths);
  }

  Judgement judge() {
    Judgement judgement;
    for (const LintUnit& unit : units_) {
      ScriptLoader loader(*files_, judgement.sources.emplace_back(), loading_);
      std::vector<Script> scripts;
      for (const std::string& path : unit.paths) scripts.push_back(loader.load(path));
      const Model* old = history_ ? history_->model(unit.roots, loading_) : nullptr;
      LintResult result = lint(scripts, unit.reported, options_, old);
      LintResult& sum = judgement.result;
      std::ranges::move(result.findings, std::back_inserter(sum.findings));
      sum.files += result.files;
      sum.statements += result.statements;
      sum.not_understood += result.not_understood;
    }
    return judgement;
  }

  void say_what_was_not_fixed(const LintFix& fix) const {
    for (const std::string& path : fix.decoded()) {
      write_text(stderr, fmt::format("note: {} is not fixed: it is not in UTF-8\n", path));
    }
    for (const std::string& path : broken_) {
      write_text(stderr, fmt::format("internal error: {} is not fixed: the fixed text would not be "
                                     "accepted by the grammar\n",
                                     path));
    }
  }

  int finish(const LintFix& fix, const LintResult& result) {
    const std::vector<LintFix::Change> changes = fix.changes();
    if (arguments_.diff) {
      for (const LintFix::Change& change : changes) {
        write_text(stdout, unified_diff(change.before, change.after, "a/" + change.path,
                                        "b/" + change.path));
      }
    } else if (reads_input_) {
      write_text(stdout, files_->read(input_name_));
    }
    std::size_t written = changes.size();
    if (!arguments_.diff) written = write(changes);
    if (!changes.empty()) {
      write_text(stderr,
                 fmt::format("{} {} mended in {}\n", counted(fix.fixes(), "finding"),
                             arguments_.diff ? "would be" : "are", counted(written, "file")));
    }
    // stdout is the fixed text's.
    const bool silent = arguments_.diff || reads_input_;
    int status = silent ? status_of(result) : report(result);
    if (silent && !arguments_.exit_zero && arguments_.diff && !changes.empty()) {
      status = entry(ErrorCode::findings).exit_status;
    }
    return broken_.empty() ? status : entry(ErrorCode::internal).exit_status;
  }

  // What was typed into stdin was printed; it has no file to be written to.
  std::size_t write(const std::vector<LintFix::Change>& changes) {
    std::size_t written = 0;
    const std::string input = reads_input_ ? files_->real_path(input_name_) : "";
    for (const LintFix::Change& change : changes) {
      if (files_->real_path(change.path) != input) {
        replace_file(change.path, change.before, change.after);
      }
      ++written;
    }
    return written;
  }

  int status_of(const LintResult& result) const {
    const bool clean = count(result, Severity::error) == 0;
    return clean || arguments_.exit_zero ? 0 : entry(ErrorCode::findings).exit_status;
  }

  int report(const LintResult& result) const {
    write_text(stdout, format_.lint({.result = result, .statistics = arguments_.statistics}));
    return status_of(result);
  }

  const LintArguments& arguments_;
  const Format& format_;
  const std::string input_name_;
  const bool fixes_;
  bool reads_input_ = false;
  RealFileSystem disk_;
  Configuration configuration_;
  LintOptions options_;
  LoadOptions loading_;
  std::optional<LintHistory> history_;
  std::optional<EditedFiles> files_;
  std::vector<LintUnit> units_;
  std::vector<std::string> broken_;
};

}  // namespace

int run_lint(const LintArguments& arguments) { return LintRun(arguments).run(); }

}  // namespace pgsettle
