#include "command/usage_error.h"

#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <string>
#include <string_view>
#include <vector>

#include "base/text.h"

namespace pgsettle {
namespace {

constexpr const char* see_help = "Run with --help to see what is possible.";
constexpr const char* see_host = "Help is --help; -h is the host, as for psql.";

// The subcommand that was named, else the program itself.
const CLI::App& chosen(const CLI::App& app) {
  const auto parsed = app.get_subcommands();
  return parsed.empty() ? app : *parsed.front();
}

std::vector<std::string> option_names(const CLI::App& app) {
  std::vector<std::string> names;
  for (const CLI::Option* option : app.get_options()) {
    for (const std::string& name : option->get_lnames()) names.push_back("--" + name);
  }
  return names;
}

std::string nearest_of(std::string_view word, const std::vector<std::string>& names) {
  const std::vector<std::string_view> candidates(names.begin(), names.end());
  return nearest(word, candidates);
}

// A subcommand that has an option of this name; empty when there is none.
std::string owner(const CLI::App& app, const std::string& option) {
  for (const CLI::App* command : app.get_subcommands({})) {
    if (command->get_option_no_throw(option) != nullptr) return command->get_name();
  }
  return {};
}

bool is_option(const std::string& argument) {
  return argument.size() > 1 && argument.starts_with('-');
}

// `command` is where it was written: the program itself or a subcommand.
Error unknown_option(const CLI::App& app, const CLI::App& command, const std::string& argument) {
  const std::string name = argument.substr(0, argument.find('='));
  const std::string place = &command == &app ? owner(app, name) : "";
  std::string hint = see_help;
  if (name == "-h") {
    hint = see_host;
  } else if (!place.empty()) {
    hint = fmt::format("Write it behind the command: pgsettle {} {}.", place, name);
  } else if (const std::string guess = nearest_of(name, option_names(command)); !guess.empty()) {
    hint = fmt::format("Did you mean {}?", guess);
  }
  return {ErrorCode::usage, fmt::format("unknown option {}", name), hint};
}

Error unknown_command(const CLI::App& app, const std::string& argument) {
  std::vector<std::string> names;
  for (const CLI::App* command : app.get_subcommands({})) names.push_back(command->get_name());
  const std::string guess = nearest_of(argument, names);
  return {ErrorCode::usage, fmt::format("there is no command \"{}\"", argument),
          guess.empty() ? fmt::format("Commands: {}. {}", fmt::join(names, ", "), see_help)
                        : fmt::format("Did you mean \"{}\"?", guess)};
}

}  // namespace

Error usage_error(const CLI::App& app, const CLI::ParseError& error) {
  const CLI::App& command = chosen(app);
  const std::vector<std::string> unread = app.remaining(false);
  if (!unread.empty() && is_option(unread.front())) {
    return unknown_option(app, app, unread.front());
  }
  if (&command == &app) {
    return unread.empty() ? Error(ErrorCode::usage, "no command is given", see_help)
                          : unknown_command(app, unread.front());
  }
  for (const std::string& argument : command.remaining()) {
    if (is_option(argument)) return unknown_option(app, command, argument);
  }
  std::string message = error.what();
  const bool is_host = message.starts_with("--host: ");  // most likely -h, for help
  if (!message.empty()) message.front() = to_lower(message).front();
  return {ErrorCode::usage, message, is_host ? see_host : see_help};
}

}  // namespace pgsettle
