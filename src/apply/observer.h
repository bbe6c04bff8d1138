// Told what happens while it happens. apply knows nothing of printing; report/ implements this.
#pragma once

#include <string_view>

#include "apply/result.h"

namespace pgsettle {

class Observer {
 public:
  virtual ~Observer() = default;

  virtual void script_started(const ScriptResult&) {}
  // The server has just finished what stands before this statement.
  virtual void statement_started(const Statement&) {}
  virtual void statement_finished(const StatementResult&) {}
  // All of it is done; with -1 the transaction goes on. Not called when something in it fails.
  virtual void script_finished(const ScriptResult&) {}
  // Text of \echo and \warn, when the server has finished what stands before it.
  virtual void echo(std::string_view) {}
  // Something the user should know: waiting for a lock, trying again.
  virtual void remark(std::string_view) {}
  // Called about ten times a second while waiting.
  virtual void tick() {}
};

}  // namespace pgsettle
