// A C stream whose content can be read at any time.
#pragma once

#include <cstdio>
#include <cstdlib>
#include <memory>
#include <string>
#include <utility>

#include "base/handle.h"

namespace pgsettle {

class MemoryStream {
 public:
  MemoryStream() : file_(::open_memstream(&text_, &size_)) {}
  MemoryStream(const MemoryStream&) = delete;
  MemoryStream& operator=(const MemoryStream&) = delete;
  ~MemoryStream() {
    file_.reset();  // writes to the text once more
    std::free(text_);
  }

  std::FILE* file() { return file_.get(); }
  // What was written and flushed since the last call.
  std::string take() {
    const std::string all(text_, size_);
    return all.substr(std::exchange(taken_, all.size()));
  }

 private:
  char* text_ = nullptr;
  std::size_t size_ = 0;
  std::size_t taken_ = 0;
  std::unique_ptr<std::FILE, Deleter<std::fclose>> file_;
};

}  // namespace pgsettle
