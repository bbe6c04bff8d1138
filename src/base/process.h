// Runs other programs, without a shell between. A Process is a guard: the program never outlives
// it. Knows nothing about what it runs.
#pragma once

#include <sys/types.h>

#include <csignal>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "base/handle.h"

namespace pgsettle {

struct Command {
  // The program, as a path or as a name to look up in PATH, and then its arguments.
  std::vector<std::string> arguments;
  // What the program reads from its standard input.
  std::string input = {};
  // Changes to our own environment; nullopt removes a variable.
  std::map<std::string, std::optional<std::string>> environment = {};
  // Takes standard output and standard error, appended. Empty: both are kept in memory.
  std::string log_file = {};
  // Ends the program when its guard, or the thread that started it, is gone.
  int stop_signal = SIGKILL;
};

class Process {
 public:
  // Returns when the program runs. Throws Error{usage} when it cannot be started.
  explicit Process(const Command& command);
  Process(const Process&) = delete;
  Process& operator=(const Process&) = delete;
  // Sends the stop signal, if still needed, and waits for the end.
  ~Process();

  int id() const { return id_; }
  bool is_running();
  void send_signal(int number);
  // The exit status as a shell has it: 128 + N after a signal N.
  int wait();

  // What was written so far; empty with a log file.
  std::string output() const;
  std::string errors() const;

 private:
  int stop_signal_;
  FileDescriptor output_;
  FileDescriptor errors_;
  pid_t id_ = -1;
  std::optional<int> exit_status_;
};

struct CompletedProcess {
  int exit_status;
  std::string output;
  std::string errors;
};

// Runs to the end.
CompletedProcess run(const Command& command);

}  // namespace pgsettle
