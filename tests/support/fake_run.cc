#include "support/fake_run.h"

#include <variant>

#include "schema/script_loader.h"

namespace pgsettle {

ServerMessage server_message(std::string_view severity, std::string_view sqlstate,
                             std::string_view message) {
  ServerMessage made = {};
  made.severity = severity;
  made.sqlstate = sqlstate;
  made.message = message;
  return made;
}

ScriptResult& FakeRun::add(const std::string& path, std::string_view sql) {
  files_.add_file(path, sql);
  const Script& script =
      scripts_.emplace_back(ScriptLoader(files_, sources_, LoadOptions{.encoding = ""}).load(path));
  ScriptResult& added =
      result.scripts.emplace_back(ScriptResult{.script = &script, .state = ScriptState::committed});
  for (const ScriptItem& item : script.items) {
    if (const auto* statement = std::get_if<Statement>(&item)) {
      added.statements.push_back(
          {.statement = statement, .outcome = Outcome::applied, .sent = true, .milliseconds = 1.5});
      added.milliseconds += 1.5;
    }
  }
  result.milliseconds += added.milliseconds;
  return added;
}

StatementResult& FakeRun::fail(std::size_t script, std::size_t statement, ServerMessage error) {
  stop_before(script, statement + 1,
              {.code = ErrorCode::statement_failed, .message = error.message, .hint = ""});
  StatementResult& failed = result.scripts[script].statements[statement];
  failed.outcome = Outcome::failed;
  failed.error = std::move(error);
  return failed;
}

void FakeRun::stop_before(std::size_t script, std::size_t statement, Stop stop) {
  const auto leave_out = [](StatementResult& each) {
    each.outcome = Outcome::not_run;
    each.sent = false;
    each.milliseconds = 0;
  };
  for (std::size_t i = script; i < result.scripts.size(); ++i) {
    ScriptResult& stopped = result.scripts[i];
    stopped.state = i == script ? ScriptState::rolled_back : ScriptState::not_run;
    for (std::size_t k = i == script ? statement : 0; k < stopped.statements.size(); ++k) {
      leave_out(stopped.statements[k]);
    }
  }
  result.stop = std::move(stop);
}

}  // namespace pgsettle
