#include "command/argument_parser.h"

#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <algorithm>
#include <sstream>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <vector>

#include "base/error.h"
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

// The error in our words rather than the library's. `app` is the whole program, as it was when it
// threw `error`.
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

// The least number of a positional's values: CLI11 takes as many and does not demand them.
constexpr int most_values = 1 << 24;

void add_option(CLI::App& app, const Option& option) {
  CLI::Option* added = std::visit(
      [&](auto* place) {
        if constexpr (std::is_same_v<decltype(place), bool*>) {
          return app.add_flag(option.names, *place, option.help);
        } else {
          return app.add_option(option.names, *place, option.help);
        }
      },
      option.place);
  if (std::holds_alternative<std::vector<std::string>*>(option.place)) {
    added->allow_extra_args(false);  // else "[a]" is taken for a list
    if (added->get_positional()) added->expected(most_values, -1);
  }
  if (!option.value.empty()) added->type_name(option.value);
  if (!option.group.empty()) added->group(option.group);
  if (!option.choices.empty()) added->check(CLI::IsMember(option.choices));
  if (option.limits) added->check(CLI::Range(option.limits->least, option.limits->most));
  if (!option.standard.empty()) added->default_str(option.standard);
  if (option.comma_separated) added->delimiter(',');
  if (option.required) added->required();
}

struct Registered {
  const CLI::App* app;
  ChosenCommand chosen;
};

Registered add_command(CLI::App& app, const Subcommand& command) {
  CLI::App* added = app.add_subcommand(std::string(command.id), std::string(command.summary));
  added->set_help_flag("--help", "Show this help");
  added->option_defaults()->take_last();  // as psql: a wrapper's options can be overridden
  added->footer(std::string(command.footer));
  Invocation invocation = command.prepare();
  for (const Option& option : invocation.options) add_option(*added, option);
  return {.app = added, .chosen = {.command = &command, .invocation = std::move(invocation)}};
}

}  // namespace

std::variant<ChosenCommand, HelpText> parse_arguments(int argc, const char* const* argv,
                                                      const std::string& version) {
  CLI::App app(
      "Applies a directory of numbered SQL scripts to PostgreSQL, all of them, in order, "
      "every time.");
  app.name("pgsettle");
  app.set_help_flag("--help", "Show this help");  // -h is the host, as for psql
  app.set_version_flag("-V,--version", version, "Show the versions of pgsettle, libpq and grammar");
  app.require_subcommand(1);
  app.footer("pgsettle COMMAND --help tells more.");
  std::vector<Registered> registered;
  for (const Subcommand* command : commands::all()) {
    registered.push_back(add_command(app, *command));
  }
  try {
    app.parse(argc, argv);
  } catch (const CLI::ParseError& error) {
    if (error.get_exit_code() != 0) throw usage_error(app, error);
    std::ostringstream text;  // of --help, --version
    app.exit(error, text, text);
    return HelpText{std::move(text).str()};
  }
  // One is there: CLI11 demands it.
  const auto named = std::ranges::find_if(
      registered, [](const Registered& candidate) { return candidate.app->parsed(); });
  return std::move(named->chosen);
}

}  // namespace pgsettle
