// How the outcome of a command is written to stdout. One file a format in formats/; the file name
// is what
// --output takes.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "apply/result.h"
#include "base/error.h"
#include "db/connection.h"
#include "report/drift_report.h"
#include "report/lint_report.h"
#include "report/plan_report.h"
#include "report/status_report.h"

namespace pgsettle {

// A throwaway server that runs on; its URL has no password.
struct KeptServer {
  std::string url;
  int process_id;
};

struct ApplyReport {
  std::string_view command;  // "apply"
  const ConnectedTo& server;
  const ApplyResult& result;
  std::optional<KeptServer> kept = {};
};

// Nothing was sent, because of what is in the scripts.
struct RefusalReport {
  std::string_view command;
  ErrorCode code;
  std::span<const Diagnostic> diagnostics;
};

struct Format {
  std::string_view id;       // as --output takes it
  std::string_view summary;  // for --help
  // Lines for the scripts are printed as they finish, before apply().
  bool streams_scripts = false;
  // Each statement's time is in it, so that every answer has to be asked for at once.
  bool needs_times = false;
  // nullptr: not for this command.
  std::string (*apply)(const ApplyReport&) = nullptr;
  std::string (*lint)(const LintReport&) = nullptr;
  std::string (*plan)(const PlanReport&) = nullptr;
  std::string (*status)(const StatusReport&) = nullptr;
  std::string (*drift)(const DriftReport&) = nullptr;
  // The run could not start. `command` may be empty. Nothing is printed when this returns "".
  std::string (*error)(std::string_view command, const Error&) = nullptr;
  std::string (*refusal)(const RefusalReport&) = nullptr;
};

namespace formats {
// Every file of formats/, ordered by id.
std::span<const Format* const> all();
}  // namespace formats

}  // namespace pgsettle
