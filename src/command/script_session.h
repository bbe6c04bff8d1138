// What every command needs that works with scripts and a server: finds and reads the scripts,
// connects, says what was found, and refuses what cannot be sent.
#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "apply/options.h"
#include "command/connection_arguments.h"
#include "report/format.h"
#include "schema/configuration.h"
#include "schema/script_loader.h"
#include "sql/read/diagnostic.h"

namespace pgsettle {

// The command line, as typed.
struct ScriptArguments {
  ConnectionArguments connection;
  std::vector<std::string> paths;
  std::vector<std::string> files;      // -f
  std::vector<std::string> variables;  // NAME=VALUE
  std::string encoding;
  std::string configuration;
  std::string output = "text";
  bool shared_session = false;
  bool quiet = false;
};

// All but --output and -q, of which each command says itself what they do. `verb` for the help:
// "Apply".
Options script_options(ScriptArguments& arguments, std::string_view verb);

class ScriptSession {
 public:
  // Reads pgsettle.toml. `command` is the subcommand's name; both outlive the session.
  ScriptSession(std::string_view command, const ScriptArguments& arguments);

  const FileSystem& files() const { return files_; }
  const Configuration& configuration() const { return configuration_; }
  const Format& format() const { return format_; }

  // `parse`: says in each statement whether the grammar accepts it; else somebody does it later.
  void load(bool parse);
  std::vector<Script>& scripts() { return scripts_; }
  ScriptLoader& loader() { return *loader_; }

  // To what the command line names, or to `server`, one of our own. `idle` is called while the
  // server is waited for. Says to whom the connection is, and remarks on the scripts.
  void connect(std::function<void()> idle, const std::string* server = nullptr);
  Connection& connection() { return *connection_; }

  // The exit status, when preflight() finds what cannot be sent.
  std::optional<int> check(const ApplyOptions& options) const;
  // Prints them all; the exit status when one of them is an error. `advice` follows "nothing was
  // sent".
  std::optional<int> refuse(std::span<const Diagnostic> diagnostics,
                            std::string_view advice = {}) const;

 private:
  void remark() const;

  std::string_view command_;
  const ScriptArguments& arguments_;
  const Format& format_;
  RealFileSystem files_;
  Configuration configuration_;
  const Target* target_;
  Sources sources_;
  std::optional<ScriptLoader> loader_;
  std::vector<Script> scripts_;
  std::vector<std::string> remarks_;
  std::unique_ptr<Connection> connection_;
};

// To stdout. The exit status stays what the run made it: it says what became of the database.
void print_report(const std::string& report);

}  // namespace pgsettle
