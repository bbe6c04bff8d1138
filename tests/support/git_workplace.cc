#include "support/git_workplace.h"

#include <gtest/gtest.h>

namespace pgsettle {

GitWorkplace::GitWorkplace() {
  environment["GIT_CONFIG_GLOBAL"] = "/dev/null";
  environment["GIT_CONFIG_SYSTEM"] = "/dev/null";
  for (const char* name : {"GIT_DIR", "GIT_INDEX_FILE", "GIT_WORK_TREE", "GIT_PREFIX"}) {
    environment[name] = std::nullopt;
  }
  git({"init", "-q", "-b", "main"});
}

std::string GitWorkplace::git(const std::vector<std::string>& arguments) const {
  Command command{.arguments = {"git", "-C", path(), "-c", "user.name=a", "-c", "user.email=a@b"},
                  .environment = environment};
  command.arguments.insert(command.arguments.end(), arguments.begin(), arguments.end());
  const CompletedProcess result = pgsettle::run(command);
  EXPECT_EQ(result.exit_status, 0) << arguments.front() << ": " << result.errors;
  return result.output;
}

void GitWorkplace::commit(const std::string& name, std::string_view content) const {
  write(name, content);
  git({"add", "-A"});
  git({"commit", "-q", "-m", "a change"});
}

}  // namespace pgsettle
