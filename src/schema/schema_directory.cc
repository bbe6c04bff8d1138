#include "schema/schema_directory.h"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>
#include <map>
#include <utility>

#include "base/error.h"
#include "schema/directory_walk.h"
#include "schema/order_remarks.h"

namespace pgsettle {
namespace {

[[noreturn]] void refuse(const std::string& message, const std::string& hint) {
  throw Error(ErrorCode::usage, message, hint);
}

// Collects what is found in one given path after the other.
class Search {
 public:
  // `single`: there is nothing a path could have in common with.
  Search(const FileSystem& files, const std::vector<std::string>& order, bool single)
      : files_(files), order_(order), single_(single) {}

  void add_directory(const std::string& path);
  void add_file(const std::string& path);
  void leave_out(const std::string& path) { left_out_.push_back(path); }
  SchemaFiles finish();

 private:
  struct Seen {
    std::string path;
    std::size_t given;
  };

  void take(const std::string& script);

  const FileSystem& files_;
  ScriptOrder order_;
  bool single_;
  SchemaFiles found_;
  std::vector<std::string> left_out_;
  bool has_directory_ = false;
  std::size_t given_ = 0;             // paths so far
  std::map<std::string, Seen> seen_;  // by real path
};

// Two of the given paths must not lead to one script. One directory may, by two names: that is its
// author's wish.
void Search::take(const std::string& script) {
  found_.paths.push_back(script);
  if (single_) return;  // a real path costs a system call for each of its parts
  const auto [seen, is_new] =
      seen_.try_emplace(files_.real_path(script), Seen{.path = script, .given = given_});
  const std::string& earlier = seen->second.path;
  if (is_new || seen->second.given == given_) return;
  refuse(earlier == script ? fmt::format("{} is given twice", script)
                           : fmt::format("{} and {} are the same script", earlier, script),
         "Give each script once.");
}

void Search::add_directory(const std::string& path) {
  ++given_;
  has_directory_ = true;
  std::string root = path;
  while (root.size() > 1 && root.ends_with('/')) root.pop_back();
  if (has_script_extension(file_name(root))) check_script(files_, root, FileKind::directory);
  DirectoryWalk walk(files_, order_, root);
  const std::vector<std::string> scripts = order_.arrange(walk.scripts());
  if (scripts.empty()) {
    refuse(fmt::format("there is no script in {}", root),
           walk.left_out().empty()
               ? "A script is a file whose name ends in .sql, such as 1_tables.sql."
               : fmt::format("Undo scripts such as {} are left out.", walk.left_out().front()));
  }
  for (const std::string& script : scripts) take(join_path(root, script));
  std::ranges::move(walk.take_remarks(), std::back_inserter(found_.remarks));
  std::ranges::copy(walk.left_out(), std::back_inserter(left_out_));
}

void Search::add_file(const std::string& path) {
  ++given_;
  if (path != "-") check_script(files_, path, files_.kind(path));
  const std::string previous = found_.paths.empty() ? "" : found_.paths.back();
  take(path);
  const bool neighbours = parent_directory(previous) == parent_directory(path);
  const ScriptName before = parse_script_name(file_name(previous));
  const ScriptName after = parse_script_name(file_name(path));
  // Most likely a shell's *.sql, which sorts by letter.
  if (neighbours && !before.unnumbered && !after.unnumbered && after < before) {
    found_.remarks.push_back(fmt::format(
        "{} runs before {}: single files run as they are given, a directory's by number", previous,
        path));
  }
}

SchemaFiles Search::finish() {
  if (has_directory_) order_.check_all_found();
  if (left_out_.size() == 1) {
    found_.remarks.push_back(left_out_[0] + " is left out: it would undo what the others do");
  } else if (!left_out_.empty()) {
    found_.remarks.push_back(
        fmt::format("{} are left out: they would undo what the others do", some_names(left_out_)));
  }
  return std::move(found_);
}

}  // namespace

SchemaFiles find_scripts(const FileSystem& files, const std::vector<std::string>& paths,
                         const std::vector<std::string>& order) {
  Search search(files, order, paths.size() == 1);
  const auto is_directory = [&](const std::string& path) {
    return files.kind(path) == FileKind::directory;
  };
  const bool only_undo = std::ranges::all_of(
      paths, [&](const std::string& path) { return is_undo_script(file_name(path)); });
  for (const std::string& path : paths) {
    if (is_directory(path)) {
      search.add_directory(path);
    } else if (is_undo_script(file_name(path)) && !only_undo) {
      search.leave_out(path);
    } else {
      search.add_file(path);
    }
  }
  return search.finish();
}

}  // namespace pgsettle
