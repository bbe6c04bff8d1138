#include "support/program.h"

#include <unistd.h>

#include <filesystem>
#include <fstream>

namespace pgsettle {

Workplace::Workplace() {
  for (char** entry = ::environ; *entry != nullptr; ++entry) {
    const std::string_view text = *entry;
    const std::string name(text.substr(0, text.find('=')));
    const bool is_ours = name.starts_with("PGSETTLE_");
    if ((name.starts_with("PG") && !is_ours) || name == "DATABASE_URL") {
      environment.emplace(name, std::nullopt);
    }
  }
  environment["HOME"] = path();    // without a .pgpass or a service file
  environment["PGHOST"] = path();  // without a server's socket
  environment["NO_COLOR"] = std::nullopt;
}

std::string Workplace::write(const std::string& name, std::string_view content) const {
  const std::filesystem::path file = std::filesystem::path(path()) / name;
  std::filesystem::create_directories(file.parent_path());
  std::ofstream(file, std::ios::binary) << content;
  return file;
}

Command Workplace::command(const std::vector<std::string>& arguments) const {
  Command command = {
      .arguments = {"sh", "-c", "cd \"$0\" && exec \"$@\"", path(), PGSETTLE_PROGRAM},
      .input = input,
      .environment = environment};
  command.arguments.insert(command.arguments.end(), arguments.begin(), arguments.end());
  return command;
}

CompletedProcess Workplace::run(const std::vector<std::string>& arguments) const {
  return pgsettle::run(command(arguments));
}

}  // namespace pgsettle
