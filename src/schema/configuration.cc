#include "schema/configuration.h"

#include <fmt/format.h>
#include <toml++/toml.h>

#include <algorithm>
#include <array>
#include <sstream>

#include "base/error.h"
#include "base/secret.h"
#include "base/text.h"

namespace pgsettle {
namespace {

constexpr std::string_view default_name = "pgsettle.toml";

// A key of the file, with what is needed to read its value.
struct Setting {
  const toml::node& value;
  const std::string& path;       // of the file
  std::string_view target_name;  // in [target.NAME]
  std::string_view key;
};

[[noreturn]] void refuse(const std::string& path, const toml::source_region& where,
                         const std::string& message, const std::string& hint = {}) {
  throw Error(ErrorCode::configuration,
              fmt::format("{}:{}:{}: {}", path, where.begin.line, where.begin.column, message),
              hint);
}

[[noreturn]] void refuse_type(const Setting& setting, const toml::node& value,
                              std::string_view wanted) {
  const auto has_vowel = value.is_integer() || value.is_array();
  std::ostringstream type;
  type << value.type();
  refuse(setting.path, value.source(),
         fmt::format("{} must be {}, not {} {}", setting.key, wanted, has_vowel ? "an" : "a",
                     type.str()));
}

std::string text_in(const Setting& setting, const toml::node& value, std::string_view wanted) {
  const auto* text = value.as_string();
  if (text == nullptr) refuse_type(setting, value, wanted);
  if (text->get().empty()) {
    refuse(setting.path, value.source(), fmt::format("{} is empty", setting.key),
           "Remove it, or give it a value.");
  }
  return text->get();
}

std::string text_of(const Setting& setting) { return text_in(setting, setting.value, "a string"); }

std::vector<std::string> texts_in(const Setting& setting, const toml::node& value) {
  constexpr std::string_view wanted = "an array of strings";
  const toml::array* array = value.as_array();
  if (array == nullptr) refuse_type(setting, value, wanted);
  std::vector<std::string> texts;
  for (const toml::node& element : *array) texts.push_back(text_in(setting, element, wanted));
  return texts;
}

std::vector<std::string> texts_of(const Setting& setting) {
  return texts_in(setting, setting.value);
}

// A table whose keys the user chooses.
template <typename Value>
std::map<std::string, Value> table_of(const Setting& setting, std::string_view wanted,
                                      Value (*read)(const Setting&, const toml::node&)) {
  const toml::table* table = setting.value.as_table();
  if (table == nullptr) refuse_type(setting, setting.value, wanted);
  std::map<std::string, Value> values;
  for (const auto& [key, node] : *table) {
    values[std::string(key.str())] =
        read({.value = node, .path = setting.path, .target_name = {}, .key = key.str()}, node);
  }
  return values;
}

std::map<std::string, std::string> severities_of(const Setting& setting) {
  return table_of<std::string>(
      setting, "a table of rules and severities",
      [](const Setting& of, const toml::node& value) { return text_in(of, value, "a string"); });
}

std::map<std::string, std::vector<std::string>> lists_of(const Setting& setting) {
  return table_of<std::vector<std::string>>(setting, "a table of globs and arrays of rules",
                                            texts_in);
}

std::optional<int> server_version_of(const Setting& setting) {
  const auto* version = setting.value.as_integer();
  if (version == nullptr) refuse_type(setting, setting.value, "an integer");
  if (version->get() < 13 || version->get() > 18) {
    refuse(setting.path, setting.value.source(),
           fmt::format("{} must be from 13 to 18, not {}", setting.key, version->get()),
           "It is the oldest major version of PostgreSQL that the scripts must work on.");
  }
  return static_cast<int>(version->get());
}

std::string directory_of(const Setting& setting) {
  return join_path(parent_directory(setting.path), text_of(setting));
}

Milliseconds duration_of(const Setting& setting) {
  constexpr std::string_view wanted = "a duration";
  const auto* integer = setting.value.as_integer();
  const std::string text =
      integer != nullptr ? std::to_string(integer->get()) : text_in(setting, setting.value, wanted);
  const std::optional<Milliseconds> duration = parse_duration(text);
  if (duration) return *duration;
  refuse(setting.path, setting.value.source(),
         fmt::format("{} is not a duration: \"{}\"", setting.key, text),
         "Write a number with ms, s, min, h or d, such as \"2s\".");
}

// What may stand in the file. A new setting is a row here.
struct KnownKey {
  std::string_view table;  // "" is the top of the file; "target" is any [target.NAME]
  std::string_view name;
  void (*read)(const Setting&, Configuration&);
};

constexpr std::string_view target_table = "target";

template <auto Member, auto Read>
void set(const Setting& setting, Configuration& configuration) {
  configuration.*Member = Read(setting);
}

template <auto Member, auto Read>
void set_in_lint(const Setting& setting, Configuration& configuration) {
  configuration.lint.*Member = Read(setting);
}

template <auto Member, auto Read>
void set_in_target(const Setting& setting, Configuration& configuration) {
  configuration.targets[std::string(setting.target_name)].*Member = Read(setting);
}

constexpr std::array known_keys = {
    KnownKey{"", "directory", set<&Configuration::directory, directory_of>},
    KnownKey{"", "order", set<&Configuration::order, texts_of>},
    KnownKey{"", "encoding", set<&Configuration::encoding, text_of>},
    KnownKey{"apply", "lock_timeout", set<&Configuration::lock_timeout, duration_of>},
    KnownKey{"apply", "statement_timeout", set<&Configuration::statement_timeout, duration_of>},
    KnownKey{"apply", "wait_lock", set<&Configuration::wait_lock, duration_of>},
    KnownKey{"lint", "select", set_in_lint<&LintConfiguration::select, texts_of>},
    KnownKey{"lint", "ignore", set_in_lint<&LintConfiguration::ignore, texts_of>},
    KnownKey{"lint", "severity", set_in_lint<&LintConfiguration::severity, severities_of>},
    KnownKey{"lint", "per-file", set_in_lint<&LintConfiguration::per_file, lists_of>},
    KnownKey{"lint", "pg", set_in_lint<&LintConfiguration::server_version, server_version_of>},
    KnownKey{"lint", "runner", set_in_lint<&LintConfiguration::runner, text_of>},
    KnownKey{target_table, "url", set_in_target<&Target::url, text_of>},
    KnownKey{target_table, "directory", set_in_target<&Target::directory, directory_of>},
};

// The keys of a table, and at the top of the file the tables too.
std::vector<std::string_view> names_in(std::string_view table) {
  std::vector<std::string_view> names;
  for (const KnownKey& known : known_keys) {
    if (known.table == table) names.push_back(known.name);
    const bool is_listed = std::ranges::find(names, known.table) != names.end();
    if (table.empty() && !known.table.empty() && !is_listed) names.push_back(known.table);
  }
  return names;
}

std::string table_label(std::string_view table) {
  return table == target_table ? "[target.NAME]" : fmt::format("[{}]", table);
}

// The reader of one file.
class Reader {
 public:
  Reader(const std::string& path, Configuration& configuration)
      : path_(path), configuration_(configuration) {}

  void read(const toml::table& file) { read_keys("", file, ""); }

 private:
  void read_table(std::string_view table, const toml::key& name, const toml::node& node);
  void read_targets(const toml::table& targets);
  void read_keys(std::string_view table, const toml::table& keys, std::string_view target_name);
  const toml::table& as_table(std::string_view label, const toml::key& name,
                              const toml::node& node) const;
  [[noreturn]] void refuse_key(std::string_view table, const toml::key& key) const;

  const std::string& path_;
  Configuration& configuration_;
};

const toml::table& Reader::as_table(std::string_view label, const toml::key& name,
                                    const toml::node& node) const {
  const toml::table* table = node.as_table();
  if (table == nullptr) {
    refuse(path_, name.source(), fmt::format("{} must be a table", name.str()),
           fmt::format("Write it as {}.", label));
  }
  return *table;
}

void Reader::read_table(std::string_view table, const toml::key& name, const toml::node& node) {
  const toml::table& content = as_table(table_label(table), name, node);
  if (table == target_table) {
    read_targets(content);
  } else {
    read_keys(table, content, "");
  }
}

void Reader::read_targets(const toml::table& targets) {
  for (const auto& [name, node] : targets) {
    read_keys(target_table, as_table(table_label(target_table), name, node), name.str());
    // Without one, libpq's defaults would stand in: some other database than was meant.
    if (configuration_.targets[std::string(name.str())].url.empty()) {
      refuse(path_, name.source(), fmt::format("[target.{}] has no url", name.str()),
             "Say which database it is; a password is better kept in .pgpass or a service file.");
    }
  }
}

void Reader::read_keys(std::string_view table, const toml::table& keys,
                       std::string_view target_name) {
  for (const auto& [key, node] : keys) {
    const std::string_view name = key.str();
    const auto is_it = [&](const KnownKey& known) {
      return known.table == table && known.name == name;
    };
    const auto known = std::ranges::find_if(known_keys, is_it);
    const bool is_table = std::ranges::find(known_keys, name, &KnownKey::table) != known_keys.end();
    if (known != known_keys.end()) {
      known->read({.value = node, .path = path_, .target_name = target_name, .key = name},
                  configuration_);
    } else if (table.empty() && is_table) {
      read_table(name, key, node);
    } else {
      refuse_key(table, key);
    }
  }
}

void Reader::refuse_key(std::string_view table, const toml::key& key) const {
  const std::vector<std::string_view> candidates = names_in(table);
  const auto elsewhere = std::ranges::find(known_keys, key.str(), &KnownKey::name);
  const std::string meant = nearest(key.str(), candidates);
  std::string hint = fmt::format("Known here: {}.", fmt::join(candidates, ", "));
  if (elsewhere != known_keys.end()) {
    hint = elsewhere->table.empty()
               ? "It belongs to the top of the file, before the first table."
               : fmt::format("It belongs to {}.", table_label(elsewhere->table));
  } else if (!meant.empty()) {
    hint = fmt::format("Did you mean \"{}\"?", meant);
  }
  refuse(path_, key.source(), fmt::format("unknown key \"{}\"", key.str()), hint);
}

// `path` as the working directory shows it: without the part they share.
std::string shown_path(const FileSystem& files, const std::string& path) {
  std::string here = files.real_path(".");
  if (!here.ends_with('/')) here += '/';
  return path.starts_with(here) ? path.substr(here.size()) : path;
}

// The real path of `start`, or of the nearest directory above it that exists; empty when the
// working directory itself is gone.
std::string real_directory(const FileSystem& files, const std::string& start) {
  for (std::string directory = start;; directory = parent_directory(directory)) {
    // A char, as g++ 12 takes the literal "." for an overlap (-Wrestrict, GCC bug 105651).
    if (directory.empty()) directory = '.';
    std::string real = files.real_path(directory);
    if (real.starts_with('/')) return real;
    if (directory == ".") return {};
  }
}

std::string find_configuration(const FileSystem& files, const std::string& start) {
  for (std::string directory = real_directory(files, start); !directory.empty();
       directory = parent_directory(directory)) {
    const std::string path = join_path(directory, default_name);
    if (files.kind(path) != FileKind::missing) return shown_path(files, path);
    const bool is_project = files.kind(join_path(directory, ".git")) != FileKind::missing;
    if (is_project || directory == "/") break;
  }
  return {};
}

}  // namespace

Configuration read_configuration(const FileSystem& files, const std::string& path,
                                 const std::string& start) {
  Configuration configuration;
  configuration.path = path.empty() ? find_configuration(files, start) : path;
  if (configuration.path.empty()) return configuration;
  const std::string text = files.read(configuration.path);
  configuration.directory =
      join_path(parent_directory(configuration.path), configuration.directory);
  try {
    Reader(configuration.path, configuration).read(toml::parse(text));
  } catch (const toml::parse_error& error) {
    // The description may quote the file.
    std::string description = redact_connection(error.description());
    if (description.starts_with('E')) description.front() = 'e';  // "Error while parsing ..."
    refuse(configuration.path, error.source(), description);
  }
  return configuration;
}

}  // namespace pgsettle
