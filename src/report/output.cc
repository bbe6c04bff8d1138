#include "report/output.h"

#include <cerrno>

namespace pgsettle {

int write_text(std::FILE* file, std::string_view text) {
  errno = 0;
  const bool written = std::fwrite(text.data(), 1, text.size(), file) == text.size();
  return std::fflush(file) == 0 && written ? 0 : errno;
}

}  // namespace pgsettle
