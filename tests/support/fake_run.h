// The result of a run that never took place, made of SQL text, for what reports on results.
#pragma once

#include <deque>
#include <string>
#include <string_view>

#include "apply/result.h"
#include "sql/read/source_text.h"
#include "support/memory_file_system.h"

namespace pgsettle {

// Fields of ServerMessage that most tests do not care about are left out.
ServerMessage server_message(std::string_view severity, std::string_view sqlstate,
                             std::string_view message);

class FakeRun {
 public:
  // A script read from `sql`, all of it applied, committed, 1.5 ms a statement.
  ScriptResult& add(const std::string& path, std::string_view sql);

  // Makes the statement fail, rolls its script back and leaves everything behind it not run.
  StatementResult& fail(std::size_t script, std::size_t statement, ServerMessage error);
  // The run stops before the statement; the same happens to what is behind it.
  void stop_before(std::size_t script, std::size_t statement, Stop stop);

  // A file that scripts can include.
  void add_file(std::string_view path, std::string_view content) { files_.add_file(path, content); }

  ApplyResult result;

 private:
  MemoryFileSystem files_;
  Sources sources_;
  std::deque<Script> scripts_;
};

}  // namespace pgsettle
