// pgsettle lint: what is not safe to run every time, before any database sees it.
#include <fmt/format.h>

#include <algorithm>
#include <deque>
#include <iterator>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "base/edited_files.h"
#include "base/error.h"
#include "base/file_replacement.h"
#include "base/text.h"
#include "base/text_diff.h"
#include "command/command.h"
#include "command/format_argument.h"
#include "command/lint_fix.h"
#include "command/lint_history.h"
#include "command/lint_settings.h"
#include "command/lint_units.h"
#include "command/script_arguments.h"
#include "lint/linter.h"
#include "report/output.h"
#include "schema/configuration.h"
#include "schema/script_loader.h"

namespace pgsettle::commands {
namespace {

// A fix may make room for another one; what goes on changing after so many is no fix.
constexpr int most_passes = 10;
constexpr const char* unnamed_input = "<stdin>";

// The command line, as typed.
struct Arguments {
  std::vector<std::string> paths;
  LintChoice choice;
  std::vector<std::string> variables;  // NAME=VALUE
  std::string encoding;
  std::string configuration;
  std::string output = "text";
  std::string standard_input_name;  // empty: it belongs to no file
  std::string since;
  bool staged = false;
  bool fix = false;
  bool unsafe_fixes = false;
  bool diff = false;
  bool statistics = false;
  bool exit_zero = false;
};

Options rule_options(LintChoice& choice) {
  return {{.names = "--select",
           .help = "Only these rules and groups",
           .place = &choice.select,
           .value = "RULE",
           .comma_separated = true},
          {.names = "--ignore",
           .help = "All but these rules and groups",
           .place = &choice.ignore,
           .value = "RULE",
           .comma_separated = true},
          {.names = "--pg",
           .help = "Oldest PostgreSQL to support (default: 15)",
           .place = &choice.server_version,
           .value = "VERSION",
           .limits = Numbers{.least = 13, .most = 18}},
          {.names = "--runner",
           .help = "Who runs the scripts: pgsettle or psql",
           .place = &choice.runner,
           .value = "NAME",
           .choices = {"pgsettle", "psql"}}};
}

Options run_options(Arguments& arguments) {
  return {
      {.names = "--since",
       .help = "Find edits since then that no database will receive",
       .place = &arguments.since,
       .value = "REVISION"},
      {.names = "--staged",
       .help = "Judge what git has staged, as changed since HEAD",
       .place = &arguments.staged},
      {.names = "--fix",
       .help = "Mend what can be mended without a change of meaning",
       .place = &arguments.fix},
      {.names = "--unsafe-fixes",
       .help = "Mend also with guards around statements (implies --fix)",
       .place = &arguments.unsafe_fixes},
      {.names = "--diff",
       .help = "Print what --fix would change, change nothing",
       .place = &arguments.diff},
      {.names = "--statistics", .help = "Count findings by rule", .place = &arguments.statistics},
      {.names = "--exit-zero",
       .help = "Exit 0 also when there are errors",
       .place = &arguments.exit_zero},
      output_option(arguments.output, [](const Format& format) { return format.lint != nullptr; })};
}

Options options(Arguments& arguments) {
  return joined({{{.names = "PATH",
                   .help = "Schema directories, scripts, - for stdin (default: migrations/)",
                   .place = &arguments.paths},
                  {.names = "--stdin-filename",
                   .help = "The file that standard input stands for",
                   .place = &arguments.standard_input_name,
                   .value = "PATH"}},
                 loading_options(arguments.variables, arguments.encoding, arguments.configuration),
                 rule_options(arguments.choice),
                 run_options(arguments)});
}

void check_usage(const Arguments& arguments) {
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
  explicit LintRun(const Arguments& arguments)
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

  const Arguments& arguments_;
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

Invocation prepare() {
  const auto arguments = std::make_shared<Arguments>();
  return {.options = options(*arguments),
          .run = [arguments] { return LintRun(*arguments).run(); },
          .format = [arguments]() -> const Format& { return find_format(arguments->output); }};
}

}  // namespace

extern const Subcommand lint{
    .id = "lint",
    .summary = "Find what is not safe to run every time",
    .footer = "Exit status: 0 no errors, 1 errors found, 64/78 wrong usage/configuration.",
    .prepare = prepare,
};

}  // namespace pgsettle::commands
