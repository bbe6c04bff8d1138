// A lint rule: one file in rules/, whose name is the id with _ for -. It holds all there is to say
// of it: `pgsettle explain`, the README's table and the tests are made of these texts.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "lint/model.h"
#include "sql/read/diagnostic.h"
#include "sql/read/fix.h"

namespace pgsettle {

enum class RuleGroup {
  rerun_fails,    // the second run stops with an error
  rerun_changes,  // it works, and the database is another one after it
  data_loss,      // rows, grants, or objects made elsewhere are gone after it
  drift,          // it works, and silently does not do what the file says
  locks,          // it blocks others for nothing
  transactions,   // what is in or outside of a transaction
  script,         // the text of the script itself
};

enum class FixClass { none, safe, unsafe };

struct LintOptions;
class Findings;

struct LintContext {
  const Model& model;
  const LintOptions& options;
  // The scripts as they were at an earlier revision; nullptr: not known.
  const Model* old = nullptr;
};

struct Rule {
  std::string_view id;  // names the fault
  RuleGroup group;
  Severity severity;
  std::string_view summary;  // one line, no full stop
  std::string_view why;      // sentences: what happens, with SQLSTATE, lock, versions
  std::string_view bad;      // SQL that it finds, alone in a script
  std::string_view good;     // SQL that does the same without the fault
  FixClass fix = FixClass::none;
  // Finds locks that pgsettle itself never takes, since it does not send what is settled: on with
  // --runner psql only.
  bool psql_only = false;
  // Off unless selected.
  bool opt_in = false;
  // Called for every action, in the order of the scripts.
  void (*check)(const Occurrence&, const LintContext&, Findings&) = nullptr;
  // Called once.
  void (*check_directory)(const LintContext&, Findings&) = nullptr;
};

std::string_view name(RuleGroup group);
std::optional<RuleGroup> find_group(std::string_view name);
std::string_view name(FixClass fix);

namespace rules {
// Every file of rules/, ordered by id.
std::span<const Rule* const> all();
}  // namespace rules

// nullptr: there is none.
const Rule* find_rule(std::string_view id);

// Whether it is the id of a rule or the name of a group.
bool is_rule_or_group(std::string_view id);
// A sentence for who has written an unknown one.
std::string suggest_rule(std::string_view id);

}  // namespace pgsettle
