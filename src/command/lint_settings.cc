#include "command/lint_settings.h"

#include <fmt/format.h>

#include <array>
#include <optional>
#include <set>
#include <string_view>

#include "base/error.h"
#include "base/text.h"
#include "lint/rule.h"

namespace pgsettle {
namespace {

// Checks the strings of one file or command line.
class Reader {
 public:
  Reader(ErrorCode code, std::string_view where) : code_(code), where_(where) {}

  std::set<std::string> rules(std::string_view key, const std::vector<std::string>& ids) const {
    for (const std::string& id : ids) check(key, id);
    return {ids.begin(), ids.end()};
  }

  void check(std::string_view key, const std::string& id) const {
    if (!is_rule_or_group(id)) {
      refuse(key, fmt::format("unknown rule \"{}\"", id), suggest_rule(id));
    }
  }

  Severity severity(const std::string& rule, std::string_view text) const {
    constexpr std::array all = {Severity::error, Severity::warning, Severity::info};
    for (const Severity severity : all) {
      if (name(severity) == text) return severity;
    }
    refuse("severity", fmt::format("\"{}\" of {} is no severity", text, rule),
           "Write error, warning or info; to silence a rule, put it into ignore.");
  }

  Runner runner(std::string_view text) const {
    if (text == "psql") return Runner::psql;
    if (text == "pgsettle") return Runner::pgsettle;
    constexpr std::array<std::string_view, 2> known = {"pgsettle", "psql"};
    const std::string guess = nearest(text, known);
    refuse("runner", fmt::format("unknown runner \"{}\"", text),
           guess.empty() ? "Write pgsettle or psql." : fmt::format("Did you mean \"{}\"?", guess));
  }

 private:
  [[noreturn]] void refuse(std::string_view key, const std::string& message,
                           const std::string& hint) const {
    throw Error(code_, fmt::format("{}{}: {}", where_, key, message), hint);
  }

  ErrorCode code_;
  std::string where_;
};

// Globs are relative to the file's directory; scripts are shown as seen from the working directory,
// or with their absolute path when they were given so.
void add_globs(const Reader& reader, const Configuration& configuration, const FileSystem& files,
               LintOptions& options) {
  const std::string directory = parent_directory(configuration.path);
  for (const auto& [glob, ids] : configuration.lint.per_file) {
    const std::set<std::string> rules = reader.rules("per-file", ids);
    options.per_file.emplace_back(join_path(directory, glob), rules);
    const std::string real = files.real_path(directory.empty() ? "." : directory);
    options.per_file.emplace_back(join_path(real, glob), rules);
  }
}

}  // namespace

LintOptions lint_options(const LintChoice& choice, const Configuration& configuration,
                         const FileSystem& files) {
  const LintConfiguration& configured = configuration.lint;
  const Reader file(ErrorCode::configuration, fmt::format("{}: [lint] ", configuration.path));
  LintOptions options;
  options.select = file.rules("select", configured.select);
  options.ignore = file.rules("ignore", configured.ignore);
  for (const auto& [rule, severity] : configured.severity) {
    file.check("severity", rule);
    if (find_group(rule)) {
      for (const Rule* member : rules::all()) {
        if (name(member->group) == rule) {
          options.severity.try_emplace(std::string(member->id), file.severity(rule, severity));
        }
      }
    } else {
      options.severity[rule] = file.severity(rule, severity);
    }
  }
  add_globs(file, configuration, files, options);
  if (!configured.runner.empty()) options.runner = file.runner(configured.runner);
  options.server_version = configured.server_version.value_or(options.server_version);

  const Reader line(ErrorCode::usage, "--");
  if (!choice.select.empty()) options.select = line.rules("select", choice.select);
  options.ignore.merge(line.rules("ignore", choice.ignore));
  if (!choice.runner.empty()) options.runner = line.runner(choice.runner);
  if (choice.server_version != 0) options.server_version = choice.server_version;
  return options;
}

}  // namespace pgsettle
