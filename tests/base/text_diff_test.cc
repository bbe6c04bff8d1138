#include "base/text_diff.h"

#include <gtest/gtest.h>

#include <random>
#include <string>

#include "base/file_system.h"
#include "base/process.h"
#include "base/temporary_directory.h"

namespace pgsettle {
namespace {

std::string diff(std::string_view before, std::string_view after) {
  return unified_diff(before, after, "a", "b");
}

TEST(TextDiff, ShowsChangedLinesWithThreeAround) {
  EXPECT_EQ(diff("same\n", "same\n"), "");
  EXPECT_EQ(diff("1\n2\n3\n4\n5\n6\n7\n8\n9\n", "1\n2\n3\n4\nfive\n6\n7\n8\n9\n"),
            "--- a\n+++ b\n@@ -2,7 +2,7 @@\n 2\n 3\n 4\n-5\n+five\n 6\n 7\n 8\n");
  EXPECT_EQ(diff("", "x\n"), "--- a\n+++ b\n@@ -0,0 +1 @@\n+x\n");
  EXPECT_EQ(diff("x", "y"),
            "--- a\n+++ b\n@@ -1 +1 @@\n-x\n\\ No newline at end of file\n+y\n"
            "\\ No newline at end of file\n");
  EXPECT_EQ(diff("a\r\nb\r\n", "a\r\nc\r\n"), "--- a\n+++ b\n@@ -1,2 +1,2 @@\n a\r\n-b\r\n+c\r\n");
}

TEST(TextDiff, JoinsNearDifferencesAndPartsFarOnes) {
  const std::string before = "1\n2\n3\n4\n5\n6\n7\n8\n9\n10\n11\n12\n";
  EXPECT_EQ(diff(before, "one\n2\n3\n4\n5\n6\n7\n8\n9\n10\n11\ntwelve\n"),
            "--- a\n+++ b\n@@ -1,4 +1,4 @@\n-1\n+one\n 2\n 3\n 4\n"
            "@@ -9,4 +9,4 @@\n 9\n 10\n 11\n-12\n+twelve\n");
  EXPECT_EQ(
      diff(before, "one\n2\n3\n4\n5\n6\n7\neight\n9\n10\n11\n12\n"),
      "--- a\n+++ b\n@@ -1,11 +1,11 @@\n-1\n+one\n 2\n 3\n 4\n 5\n 6\n 7\n-8\n+eight\n 9\n 10\n"
      " 11\n");
}

// What patch makes of it is the new text.
TEST(TextDiff, IsUndoneByPatch) {
  std::mt19937 random(1);
  const TemporaryDirectory directory;
  for (int round = 0; round < 30; ++round) {
    std::string before;
    std::string after;
    for (int line = 0; line < 60; ++line) {
      const std::string text = std::to_string(random() % 9) + "\n";
      const unsigned what = random() % 8;
      if (what != 0) before += text;
      if (what != 1) after += what == 2 ? "new\n" : text;
    }
    const std::string difference = unified_diff(before, after, "a/t", "b/t");
    if (difference.empty()) continue;
    const std::string script =
        "cd '" + directory.path() + "' && rm -rf t .git && git init -q . && cat > t <<'#END'\n" +
        before + "#END\ngit apply --unidiff-zero - <<'#END' && cat t\n" + difference + "#END\n";
    const CompletedProcess patched = run({.arguments = {"sh", "-c", script}});
    ASSERT_EQ(patched.exit_status, 0) << patched.errors << difference;
    EXPECT_EQ(patched.output, after) << difference;
  }
}

}  // namespace
}  // namespace pgsettle
