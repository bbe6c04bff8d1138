// Judges scripts by the rules of rules/.
#pragma once

#include <map>
#include <set>
#include <span>
#include <string>
#include <vector>

#include "lint/findings.h"
#include "schema/script.h"

namespace pgsettle {

enum class Runner { pgsettle, psql };

struct LintOptions {
  // Ids and groups. Empty `select`: all that are not opt-in.
  std::set<std::string> select = {};
  std::set<std::string> ignore = {};
  std::map<std::string, Severity> severity = {};  // by id
  // Glob patterns of paths and the ids that are ignored there.
  std::vector<std::pair<std::string, std::set<std::string>>> per_file = {};
  // The oldest major version the scripts must work on.
  int server_version = 15;
  Runner runner = Runner::pgsettle;
};

struct LintResult {
  std::vector<Finding> findings;  // by script in its order, then by place
  std::size_t files = 0;
  std::size_t statements = 0;
  std::size_t not_understood = 0;  // statements that cost a syntax diagnostic
};

// `reported`, one for each script: whether findings in it are wanted or it is there for context.
// `old`: the scripts as databases have received them; without it what needs history is not judged.
LintResult lint(std::span<const Script> scripts, const std::vector<bool>& reported,
                const LintOptions& options, const Model* old = nullptr);
// Of scripts that are a model already.
LintResult lint(const Model& model, const LintOptions& options, const Model* old = nullptr);

}  // namespace pgsettle
