#include "support/apply_bench.h"

#include <fmt/format.h>

namespace pgsettle {

void ApplyBench::add(const std::string& path, std::string_view sql) {
  files_.add_file(path, sql);
  paths_.push_back(path);
}

void ApplyBench::load() {
  loader_.emplace(files_, sources_, loading);
  scripts_.clear();
  for (const std::string& path : paths_) scripts_.push_back(loader_->load(path));
}

std::vector<Diagnostic> ApplyBench::check(const PreflightServer& server) {
  load();
  return preflight(scripts_, options, server);
}

const ApplyResult& ApplyBench::run() {
  load();
  result = Applier(session_, clock_, observer, *loader_, options).apply(scripts_);
  return result;
}

std::string ApplyBench::outcomes() const {
  std::vector<std::string> scripts;
  for (const ScriptResult& script : result.scripts) {
    std::vector<std::string_view> words;
    for (const StatementResult& statement : script.statements) {
      words.push_back(name(statement.outcome));
    }
    scripts.push_back(fmt::format("{}", fmt::join(words, " ")));
  }
  return fmt::format("{}", fmt::join(scripts, " | "));
}

std::string ApplyBench::states() const {
  std::vector<std::string_view> words;
  for (const ScriptResult& script : result.scripts) words.push_back(name(script.state));
  return fmt::format("{}", fmt::join(words, " "));
}

std::string ApplyBench::stop() const {
  return result.stop ? std::string(entry(result.stop->code).name) : "done";
}

std::string ApplyBench::failure() const {
  for (const ScriptResult& script : result.scripts) {
    for (const StatementResult& statement : script.statements) {
      if (statement.outcome != Outcome::failed) continue;
      return fmt::format("{} {}", statement.error->sqlstate, statement.statement->sql());
    }
  }
  return "none";
}

}  // namespace pgsettle
