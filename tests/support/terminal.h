// A program on a terminal of its own, as a person would use it.
#pragma once

#include <sys/types.h>

#include <string>
#include <string_view>

#include "base/handle.h"
#include "base/process.h"

namespace pgsettle {

class Terminal {
 public:
  // Of the command's standard input nothing is used: what is typed comes from type().
  explicit Terminal(const Command& command);
  Terminal(const Terminal&) = delete;
  Terminal& operator=(const Terminal&) = delete;
  ~Terminal();

  void type(std::string_view text);
  // False when `text` has not been shown within 20 seconds.
  bool shows(std::string_view text);
  // To the end of the program; its exit status as a shell has it. After 20 seconds of silence the
  // program is killed.
  int wait();
  // All that was shown so far, control sequences included.
  const std::string& output() const { return output_; }

 private:
  bool read_more();

  FileDescriptor master_;
  pid_t id_ = -1;
  bool timed_out_ = false;
  std::string output_;
};

}  // namespace pgsettle
