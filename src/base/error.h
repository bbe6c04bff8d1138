// What can stop a run. Everything that makes it impossible to do what was asked is thrown as an
// Error; main() turns it into a message and an exit status. Findings in the user's SQL and answers
// of the server are values (Diagnostic, Answer), never exceptions.
#pragma once

#include <exception>
#include <string>
#include <string_view>

namespace pgsettle {

enum class ErrorCode {
  findings,
  statement_failed,
  connection,
  lock_not_obtained,
  confirmation,
  usage,
  configuration,
  internal,
  interrupted,
  terminated,
};

// The name (as in JSON output) and the process's exit status of a code. The statuses are part of
// the command line's contract.
struct ErrorCodeEntry {
  ErrorCode code;
  std::string_view name;
  int exit_status;
  std::string_view meaning;
};

const ErrorCodeEntry& entry(ErrorCode code);

class Error : public std::exception {
 public:
  // `message` is lower case without a full stop; `hint` is a sentence, or empty.
  Error(ErrorCode code, std::string message, std::string hint = {});

  ErrorCode code() const { return code_; }
  const std::string& message() const { return message_; }
  const std::string& hint() const { return hint_; }
  const char* what() const noexcept override { return message_.c_str(); }

 private:
  ErrorCode code_;
  std::string message_;
  std::string hint_;
};

}  // namespace pgsettle
