#include "report/output.h"

#include <gtest/gtest.h>

#include <cerrno>
#include <memory>
#include <string>

#include "base/handle.h"
#include "support/memory_stream.h"

namespace pgsettle {
namespace {

using File = std::unique_ptr<std::FILE, Deleter<std::fclose>>;

TEST(WriteText, ArrivesAtOnce) {
  MemoryStream stream;
  EXPECT_EQ(write_text(stream.file(), "one\n"), 0);
  EXPECT_EQ(stream.take(), "one\n");
  EXPECT_EQ(write_text(stream.file(), std::string_view("a\0b", 3)), 0);
  EXPECT_EQ(stream.take(), std::string("a\0b", 3));
}

TEST(WriteText, SaysWhyItCouldNot) {
  const File full(std::fopen("/dev/full", "w"));
  EXPECT_EQ(write_text(full.get(), "short"), ENOSPC);
  EXPECT_EQ(write_text(full.get(), std::string(100'000, 'x')), ENOSPC);
  const File unwritable(std::fopen("/dev/null", "r"));
  EXPECT_EQ(write_text(unwritable.get(), "x"), EBADF);
}

}  // namespace
}  // namespace pgsettle
