// Runs scripts, given as text, through the real loader and applier against any session.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "apply/applier.h"
#include "apply/preflight.h"
#include "support/memory_file_system.h"
#include "support/recording_observer.h"

namespace pgsettle {

class ApplyBench {
 public:
  // Both outlive the bench.
  ApplyBench(Session& session, Clock& clock) : session_(session), clock_(clock) {}

  // Scripts run in the order in which they are added.
  void add(const std::string& path, std::string_view sql);
  // Something that scripts include.
  void add_file(const std::string& path, std::string_view content) {
    files_.add_file(path, content);
  }

  std::vector<Diagnostic> check(const PreflightServer& server = {.major_version = 15,
                                                                 .database = "test"});
  // The bench owns what the result points to.
  const ApplyResult& run();

  // A word a statement, "applied unchanged", scripts separated by " | ".
  std::string outcomes() const;
  // A word a script.
  std::string states() const;
  // The name of the error code; "done" when there is none.
  std::string stop() const;
  // The first failed statement's SQLSTATE and text.
  std::string failure() const;

  LoadOptions loading;
  ApplyOptions options;
  RecordingObserver observer;
  ApplyResult result;

 private:
  void load();

  Session& session_;
  Clock& clock_;
  MemoryFileSystem files_;
  Sources sources_;
  std::optional<ScriptLoader> loader_;
  std::vector<std::string> paths_;
  std::vector<Script> scripts_;
};

}  // namespace pgsettle
