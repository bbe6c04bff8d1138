#include "schema/revision_files.h"

#include <fmt/format.h>

#include <filesystem>
#include <string_view>

#include "base/error.h"
#include "base/process.h"
#include "base/text.h"
#include "schema/script_name.h"

namespace pgsettle {
namespace {

CompletedProcess run_git(std::vector<std::string> prefix, const std::vector<std::string>& arguments,
                         const std::string& input) {
  prefix.insert(prefix.end(), arguments.begin(), arguments.end());
  try {
    return run({.arguments = std::move(prefix),
                .input = input,
                .environment = {{"LC_ALL", "C"}, {"GIT_OPTIONAL_LOCKS", "0"}}});
  } catch (const Error& error) {
    throw Error(ErrorCode::usage, error.message(),
                "Comparing with what databases have received needs git in PATH.");
  }
}

std::string first_line(std::string_view text) {
  return std::string(trim(text.substr(0, text.find('\n'))));
}

// Also of a path that does not exist (any more).
std::string canonical(const std::string& path) {
  std::error_code ignored;
  const std::filesystem::path made = std::filesystem::weakly_canonical(
      std::filesystem::absolute(path.empty() ? "." : path), ignored);
  std::string text = ignored ? path : made.string();
  while (text.size() > 1 && text.ends_with('/')) text.pop_back();
  return text;
}

bool is_below(std::string_view path, const std::string& directory) {
  return path == directory || path.starts_with(directory + '/');
}

// "MODE TYPE BLOB<tab>PATH" of ls-tree, "MODE BLOB STAGE<tab>PATH" of ls-files.
struct TreeEntry {
  std::string_view mode;
  std::string_view blob;
  std::string_view path;
};

TreeEntry parse_entry(std::string_view line) {
  const std::size_t tab = line.find('\t');
  const std::string_view head = line.substr(0, tab);
  const std::size_t first = head.find(' ');
  const std::size_t second = head.find(' ', first + 1);
  const std::string_view middle = head.substr(first + 1, second - first - 1);
  return {.mode = head.substr(0, first),
          .blob = middle == "blob" || middle == "commit" ? head.substr(second + 1) : middle,
          .path = line.substr(tab + 1)};
}

}  // namespace

Repository::Repository(const FileSystem& files, const std::string& near) {
  std::string directory = canonical(near);
  while (files.kind(directory) != FileKind::directory && directory.size() > 1) {
    directory = parent_directory(directory);
  }
  // Hooks run in the work tree with GIT_INDEX_FILE and the like, relative to it: rather no -C.
  CompletedProcess answer = run_git(prefix_, {"rev-parse", "--show-toplevel"}, "");
  top_ = first_line(answer.output);
  if (answer.exit_status != 0 || !is_below(directory, top_)) {
    prefix_ = {"git", "-C", directory};
    answer = run_git(prefix_, {"rev-parse", "--show-toplevel"}, "");
    top_ = first_line(answer.output);
  }
  if (answer.exit_status != 0) {
    throw Error(ErrorCode::usage, fmt::format("{} is not in a git repository", directory),
                fmt::format("git says: {}.", first_line(answer.errors)));
  }
  top_ = canonical(top_);
}

std::string Repository::git(const std::vector<std::string>& arguments,
                            const std::string& input) const {
  CompletedProcess answer = run_git(prefix_, arguments, input);
  if (answer.exit_status == 0) return std::move(answer.output);
  throw Error(ErrorCode::usage,
              fmt::format("git {} failed: {}", arguments.front(), first_line(answer.errors)));
}

std::string Repository::commit_before(const std::string& revision) const {
  const CompletedProcess found =
      run_git(prefix_,
              {"rev-parse", "--verify", "--quiet", "--end-of-options", revision + "^{commit}"}, "");
  if (found.exit_status != 0 || revision.empty()) {
    throw Error(
        ErrorCode::usage, fmt::format("there is no revision \"{}\" in {}", revision, top_),
        "A shallow clone has only the newest commits: git fetch --unshallow gets the rest.");
  }
  const std::string commit = first_line(found.output);
  const CompletedProcess base = run_git(prefix_, {"merge-base", commit, "HEAD"}, "");
  return base.exit_status == 0 ? first_line(base.output) : commit;
}

std::optional<std::string> Repository::head() const {
  const CompletedProcess found = run_git(prefix_, {"rev-parse", "--verify", "--quiet", "HEAD"}, "");
  if (found.exit_status != 0) return std::nullopt;
  return first_line(found.output);
}

RevisionFiles::RevisionFiles(const FileSystem& outside, const Repository& repository,
                             const std::optional<std::string>& commit)
    : outside_(outside), repository_(repository) {
  const std::string listing =
      commit ? repository.git({"ls-tree", "-r", "-z", "--full-tree", *commit})
             : repository.git({"ls-files", "--stage", "-z", "--full-name", ":/"});
  std::string_view rest = listing;
  directories_.insert("");
  while (!rest.empty()) {
    const std::size_t end = rest.find('\0');
    const TreeEntry entry = parse_entry(rest.substr(0, end));
    rest.remove_prefix(end + 1);
    // Links are followed in the work tree (real_path); submodules are other repositories.
    if (!entry.mode.starts_with("100")) continue;
    const std::string path(entry.path);
    blobs_.try_emplace(path, entry.blob);
    for (std::string directory = parent_directory(path); !directory.empty();
         directory = parent_directory(directory)) {
      if (!directories_.insert(directory).second) break;
    }
  }
}

std::optional<std::string> RevisionFiles::inside(const std::string& path) const {
  const std::string absolute = canonical(path);
  if (!is_below(absolute, repository_.top())) return std::nullopt;
  return absolute.size() == repository_.top().size()
             ? ""
             : absolute.substr(repository_.top().size() + 1);
}

FileKind RevisionFiles::kind(const std::string& path) const {
  const std::optional<std::string> name = inside(path);
  if (!name) return outside_.kind(path);
  if (directories_.contains(*name)) return FileKind::directory;
  return blobs_.contains(*name) ? FileKind::file : FileKind::missing;
}

// All scripts of a directory at once: a process for each would cost more than all else.
void RevisionFiles::read_directory_of(const std::string& file) const {
  const std::string directory = parent_directory(file);
  std::string wanted = blobs_.at(file) + '\n';
  for (auto at = blobs_.lower_bound(directory); at != blobs_.end(); ++at) {
    if (!at->first.starts_with(directory)) break;
    if (parent_directory(at->first) == directory && has_script_extension(at->first)) {
      wanted += at->second + '\n';
    }
  }
  const std::string answer = repository_.git({"cat-file", "--batch"}, wanted);
  std::string_view rest = answer;
  while (!rest.empty()) {  // "BLOB blob SIZE\n", the bytes, "\n"
    const std::size_t end = rest.find('\n');
    const std::string_view head = rest.substr(0, end);
    const std::string blob(head.substr(0, head.find(' ')));
    if (!head.starts_with(blob + " blob ")) {
      throw Error(ErrorCode::usage, fmt::format("git cannot read {}: {}", file, head));
    }
    const std::size_t size = std::stoul(std::string(head.substr(head.rfind(' ') + 1)));
    texts_[blob] = rest.substr(end + 1, size);
    rest.remove_prefix(std::min(rest.size(), end + 1 + size + 1));
  }
}

std::string RevisionFiles::read(const std::string& path) const {
  const std::optional<std::string> name = inside(path);
  if (!name) return outside_.read(path);
  const auto found = blobs_.find(*name);
  if (found == blobs_.end()) {
    throw Error(ErrorCode::usage, fmt::format("cannot read {}: it is not in git", path));
  }
  if (!texts_.contains(found->second)) read_directory_of(*name);
  return texts_.at(found->second);
}

std::vector<DirectoryEntry> RevisionFiles::list(const std::string& path) const {
  const std::optional<std::string> name = inside(path);
  if (!name) return outside_.list(path);
  std::vector<DirectoryEntry> entries;
  const auto add = [&](const std::string& member, FileKind kind) {
    if (!member.empty() && parent_directory(member) == *name) {
      entries.push_back({.name = std::string(file_name(member)), .kind = kind});
    }
  };
  for (const auto& [file, blob] : blobs_) add(file, FileKind::file);
  for (const std::string& directory : directories_) add(directory, FileKind::directory);
  return entries;
}

std::string RevisionFiles::real_path(const std::string& path) const { return canonical(path); }

}  // namespace pgsettle
