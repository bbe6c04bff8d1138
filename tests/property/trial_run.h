// Runs of the built program on the scripts of generated cases, many cases a run, and what its JSON
// says of each statement. A case that fails ends a run; the others go into another one.
#pragma once

#include <cstddef>
#include <map>
#include <string>
#include <vector>

#include "property/generated_case.h"
#include "support/program.h"

namespace pgsettle {

// How the program is called.
struct TrialOptions {
  std::size_t group = 15;  // so many cases a run
  bool single_transaction = false;
  bool shared_session = false;
};

// What `apply` or `plan` says of a statement.
struct StatementRecord {
  std::string place;  // "017_case_1.sql:3:1"
  std::string kind;
  std::string outcome;
  std::string sqlstate;
  std::string why;
  std::string action;  // of a plan
  bool sent = false;
  // `plan`: what is sent in front of it may change it, so that `apply` asks the server again.
  bool asked_again = false;

  std::string text() const;
};

struct CaseRecord {
  std::vector<StatementRecord> statements;
  std::string error;      // the program's, when the case failed
  std::string failed_at;  // place and SQLSTATE of the statement
};

using Cases = std::vector<const GeneratedCase*>;
using RunRecord = std::map<int, CaseRecord>;  // by the cases' numbers

// Before the first run. `before`: the scripts as they were before they were edited.
void write_scripts(const Workplace& place, const Cases& cases);
enum class ScriptVersion { before, now };

// `command`: "apply" or "plan", and options.
struct TrialCall {
  std::string url;
  std::vector<std::string> command;
  ScriptVersion version = ScriptVersion::now;
};
RunRecord run_cases(const Workplace& place, const TrialCall& call, const Cases& cases,
                    const TrialOptions& options);

// A script as psql reads it.
std::string script_text(const std::vector<GeneratedStatement>& statements, ScriptVersion version);

}  // namespace pgsettle
