// Keeps what it is told, one line each.
#pragma once

#include <fmt/format.h>

#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "apply/observer.h"

namespace pgsettle {

class RecordingObserver : public Observer {
 public:
  void script_started(const ScriptResult& script) override {
    events.push_back("begin " + script.script->path);
  }
  void statement_started(const Statement& statement) override {
    events.push_back(fmt::format("start {}", statement.sql()));
  }
  void statement_finished(const StatementResult& result) override {
    events.push_back(fmt::format("{} {}", name(result.outcome), result.statement->sql()));
  }
  void script_finished(const ScriptResult& script) override {
    events.push_back("end " + script.script->path);
  }
  void echo(std::string_view text) override { events.push_back(fmt::format("echo {}", text)); }
  void remark(std::string_view text) override {
    remarks.emplace_back(text);
    if (on_remark) on_remark();
  }

  std::vector<std::string> events;
  std::vector<std::string> remarks;
  std::function<void()> on_remark;
};

}  // namespace pgsettle
