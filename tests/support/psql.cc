#include "support/psql.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <string_view>

#include "base/file_system.h"
#include "base/text.h"
#include "cluster/binaries.h"
#include "support/test_server.h"

namespace pgsettle {
namespace {

std::string program(const std::string& name) {
  static const std::string directory =
      find_binary_directory(default_binary_search(""), RealFileSystem());
  return join_path(directory, name);
}

}  // namespace

Command psql_command(const std::string& url, const std::string& directory,
                     const std::vector<std::string>& arguments) {
  Command command = {.arguments = {"sh", "-c", "cd \"$0\" && exec \"$@\"", directory,
                                   program("psql"), "-X", "-q", "-d", url}};
  command.arguments.insert(command.arguments.end(), arguments.begin(), arguments.end());
  return command;
}

CompletedProcess psql(const std::string& url, const std::string& directory,
                      const std::vector<std::string>& arguments) {
  return run(psql_command(url, directory, arguments));
}

std::string query(const std::string& url, const std::string& sql) {
  const CompletedProcess result = psql(url, "/", {"-A", "-t", "-c", sql});
  EXPECT_EQ(result.exit_status, 0) << sql << '\n' << result.errors;
  return std::string(trim(result.output));
}

bool can_dump() {
  const std::string version = run({.arguments = {program("pg_dump"), "--version"}}).output;
  const std::size_t digit = version.find_first_of("0123456789");
  return digit != std::string::npos && std::stoi(version.substr(digit)) >= test_server_version();
}

std::string dump(const std::string& url) {
  const CompletedProcess result = run({.arguments = {program("pg_dump"), "-d", url}});
  EXPECT_EQ(result.exit_status, 0) << result.errors;
  std::vector<std::string_view> lines;
  std::size_t first_row = 0;  // in `lines`; 0 outside of a COPY
  for (const std::string_view line : split_lines(result.output)) {
    if (line.starts_with("\\restrict ") || line.starts_with("\\unrestrict ")) continue;
    if (line == "\\.") {
      std::sort(lines.begin() + static_cast<std::ptrdiff_t>(first_row), lines.end());
      first_row = 0;
    }
    lines.push_back(line);
    if (line.starts_with("COPY ") && line.ends_with(" FROM stdin;")) first_row = lines.size();
  }
  std::string text;
  for (const std::string_view line : lines) text.append(line) += '\n';
  return text;
}

}  // namespace pgsettle
