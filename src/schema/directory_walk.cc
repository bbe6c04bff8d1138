#include "schema/directory_walk.h"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>

#include "base/error.h"
#include "schema/order_remarks.h"

namespace pgsettle {
namespace {

[[noreturn]] void refuse(const std::string& message, const std::string& hint) {
  throw Error(ErrorCode::usage, message, hint);
}

}  // namespace

void check_script(const FileSystem& files, const std::string& path, FileKind kind) {
  switch (kind) {
    case FileKind::file:
    case FileKind::other:
      return;
    case FileKind::missing:
      refuse(path + " does not exist",
             "Give the directory that holds your .sql files, or a single file.");
    case FileKind::directory:
      refuse(path + " is a directory, but named like a script",
             "Rename it: a sub-directory takes its place in the order by its number and name.");
    case FileKind::dangling_link:
      refuse(path + " is a symbolic link to something that does not exist",
             "Restore what it leads to, or remove it.");
    case FileKind::looping_link:
      refuse(path + " is a symbolic link that leads back to itself", "Remove it.");
    case FileKind::inaccessible:
      files.read(path);  // throws, and knows the reason
      return;
  }
}

std::vector<std::string> DirectoryWalk::scripts_in(const std::string& directory,
                                                   Ancestors ancestors) {
  const std::string path = directory.empty() ? root_ : join_path(root_, directory);
  const auto [same, is_new] = ancestors.emplace(files_.real_path(path), path);
  if (!is_new) {
    refuse(fmt::format("{} is a symbolic link back to {}, which it is in", path, same->second),
           "Remove the link.");
  }
  std::vector<DirectoryEntry> entries = files_.list(path);
  std::ranges::sort(entries, {}, &DirectoryEntry::name);  // for the order of remarks and errors
  std::vector<Member> members;
  for (const DirectoryEntry& entry : entries) {
    const std::string relative = join_path(directory, entry.name);
    if (!takes(entry, entries, relative)) continue;
    Member member = {.name = parse_script_name(entry.name), .scripts = {relative}};
    if (entry.kind == FileKind::directory) member.scripts = scripts_in(relative, ancestors);
    if (!member.scripts.empty()) members.push_back(std::move(member));
  }
  std::ranges::sort(members, {}, &Member::name);
  remark_on_order(path, members, directory);
  std::vector<std::string> scripts;
  for (const Member& member : members) {
    scripts.insert(scripts.end(), member.scripts.begin(), member.scripts.end());
  }
  return scripts;
}

bool DirectoryWalk::takes(const DirectoryEntry& entry, const std::vector<DirectoryEntry>& siblings,
                          const std::string& relative) {
  if (entry.name.starts_with('.')) return false;
  const std::string path = join_path(root_, relative);
  if (!has_script_extension(entry.name)) {
    if (entry.kind == FileKind::dangling_link || entry.kind == FileKind::looping_link) {
      remarks_.push_back(fmt::format("{} is a broken symbolic link: it is left out", path));
    }
    if (entry.kind != FileKind::directory) return false;
  } else if (entry.kind == FileKind::other) {
    refuse(path + " is not a regular file", "Only files are named .sql: rename or remove it.");
  } else {
    check_script(files_, path, entry.kind);
  }
  const std::string counterpart = undo_counterpart(entry.name);
  if (is_undo_script(entry.name) ||
      (!counterpart.empty() &&
       std::ranges::find(siblings, counterpart, &DirectoryEntry::name) != siblings.end())) {
    left_out_.push_back(path);
    return false;
  }
  return true;
}

void DirectoryWalk::remark_on_order(const std::string& path, const std::vector<Member>& members,
                                    const std::string& directory) {
  std::vector<ScriptName> names;
  for (const Member& member : members) {
    // Whoever listed a name knows where it comes.
    if (!order_.lists(join_path(directory, member.name.name))) names.push_back(member.name);
  }
  std::ranges::move(order_remarks(path, names), std::back_inserter(remarks_));
}

}  // namespace pgsettle
