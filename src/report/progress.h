// Shows a run while it goes on: a line for each finished script on stdout when the report is text,
// notices and remarks on stderr, and, on a terminal, a live line with what is being done.
#pragma once

#include <cstdio>
#include <string_view>

#include "apply/observer.h"
#include "base/clock.h"
#include "report/style.h"

namespace pgsettle {

struct ProgressOptions {
  bool script_lines = true;  // the report is text
  bool quiet = false;        // no notices, remarks and lines for scripts
  bool live = false;         // stderr is a terminal
  std::size_t path_width = 0;
};

class Progress : public Observer {
 public:
  // `out` and `err` are stdout and stderr outside of tests.
  Progress(ProgressOptions options, const Clock& clock, Style style, std::FILE* out,
           std::FILE* err);
  ~Progress() override;
  Progress(const Progress&) = delete;
  Progress& operator=(const Progress&) = delete;

  void script_started(const ScriptResult& script) override;
  void statement_started(const Statement& statement) override;
  void statement_finished(const StatementResult& result) override;
  void script_finished(const ScriptResult& script) override;
  void echo(std::string_view text) override;
  void remark(std::string_view text) override;
  void tick() override;

 private:
  void print(std::FILE* file, std::string_view text);
  void draw();
  void erase();

  ProgressOptions options_;
  const Clock& clock_;
  Style style_;
  std::FILE* out_;
  std::FILE* err_;
  const Statement* statement_ = nullptr;
  Clock::TimePoint statement_start_;
  Clock::TimePoint last_drawn_;
  bool drawn_ = false;
};

}  // namespace pgsettle
