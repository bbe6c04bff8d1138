#include "support/memory_file_system.h"

#include <fmt/format.h>

#include <deque>
#include <utility>

#include "base/error.h"

namespace pgsettle {
namespace {

// As on Linux.
constexpr int most_links = 40;

[[noreturn]] void fail(std::string_view what, const std::string& path, std::string_view reason) {
  throw Error(ErrorCode::usage, fmt::format("{} {}: {}", what, path, reason));
}

// Puts the parts of `path` in front of what is left to walk.
void push_parts(std::deque<std::string>& parts, std::string_view path) {
  std::vector<std::string> added;
  while (!path.empty()) {
    const std::size_t slash = path.find('/');
    const std::string_view part = path.substr(0, slash);
    if (!part.empty() && part != ".") added.emplace_back(part);
    path.remove_prefix(slash == std::string_view::npos ? path.size() : slash + 1);
  }
  parts.insert(parts.begin(), added.begin(), added.end());
}

std::string child(const std::string& directory, const std::string& name) {
  return directory == "/" ? "/" + name : directory + "/" + name;
}

}  // namespace

MemoryFileSystem::MemoryFileSystem(std::string_view working_directory)
    : working_directory_(working_directory) {
  nodes_["/"] = {.what = Directory{}};
  add_directory(working_directory);
}

void MemoryFileSystem::add_file(std::string_view path, std::string_view content) {
  add(path, {.what = File{.content = std::string(content)}});
}

void MemoryFileSystem::add_directory(std::string_view path) { add(path, {.what = Directory{}}); }

void MemoryFileSystem::add_link(std::string_view path, std::string_view target) {
  add(path, {.what = Link{.target = std::string(target)}});
}

void MemoryFileSystem::make_unreadable(std::string_view path) {
  nodes_.at(absolute(path)).readable = false;
}

FileKind MemoryFileSystem::kind(const std::string& path) const {
  const Place place = resolve(path);
  if (place.looping) return FileKind::looping_link;
  if (place.node == nullptr) {
    const Place above = resolve(parent_directory(absolute(path)));
    const Node* link = find(child(above.path, std::string(file_name(path))));
    return link == nullptr ? FileKind::missing : FileKind::dangling_link;
  }
  if (std::holds_alternative<Directory>(place.node->what)) return FileKind::directory;
  return place.node->readable ? FileKind::file : FileKind::inaccessible;
}

std::string MemoryFileSystem::read(const std::string& path) const {
  constexpr std::string_view what = "cannot read";
  const Place place = resolve(path);
  if (place.looping) fail(what, path, "Too many levels of symbolic links");
  if (place.node == nullptr) fail(what, path, "No such file or directory");
  if (!place.node->readable) fail(what, path, "Permission denied");
  const auto* file = std::get_if<File>(&place.node->what);
  if (file == nullptr) fail(what, path, "Is a directory");
  return file->content;
}

std::vector<DirectoryEntry> MemoryFileSystem::list(const std::string& path) const {
  constexpr std::string_view what = "cannot read directory";
  const Place place = resolve(path);
  if (place.looping) fail(what, path, "Too many levels of symbolic links");
  if (place.node == nullptr) fail(what, path, "No such file or directory");
  if (!std::holds_alternative<Directory>(place.node->what)) fail(what, path, "Not a directory");
  if (!place.node->readable) fail(what, path, "Permission denied");
  std::vector<DirectoryEntry> entries;
  for (const auto& [where, node] : nodes_) {
    if (where == "/" || parent_directory(where) != place.path) continue;
    entries.push_back({.name = std::string(file_name(where)), .kind = kind(where)});
  }
  return entries;
}

std::string MemoryFileSystem::real_path(const std::string& path) const {
  const Place place = resolve(path);
  return place.node == nullptr ? path : place.path;
}

std::string MemoryFileSystem::absolute(std::string_view path) const {
  std::string joined = join_path(working_directory_, path);
  if (path == ".") joined = working_directory_;
  while (joined.size() > 1 && joined.ends_with('/')) joined.pop_back();
  return joined;
}

MemoryFileSystem::Place MemoryFileSystem::resolve(const std::string& path) const {
  if (path.empty()) return {};
  std::deque<std::string> parts;
  push_parts(parts, absolute(path));
  Place place = {.path = "/", .node = find("/")};
  for (int links = 0; !parts.empty();) {
    if (!std::holds_alternative<Directory>(place.node->what)) return {};
    const std::string part = std::exchange(parts.front(), {});
    parts.pop_front();
    const std::string next =
        part == ".." ? std::string(parent_directory(place.path)) : child(place.path, part);
    const Node* node = find(next.empty() ? "/" : next);
    if (node == nullptr) return {};
    if (const auto* link = std::get_if<Link>(&node->what)) {
      if (++links > most_links) return {.path = {}, .looping = true};
      push_parts(parts, link->target);
      if (link->target.starts_with('/')) place = {.path = "/", .node = find("/")};
      continue;
    }
    place = {.path = next.empty() ? "/" : next, .node = node};
  }
  return place;
}

const MemoryFileSystem::Node* MemoryFileSystem::find(const std::string& path) const {
  const auto found = nodes_.find(path);
  return found == nodes_.end() ? nullptr : &found->second;
}

void MemoryFileSystem::add(std::string_view path, Node node) {
  const std::string where = absolute(path);
  for (std::string above = parent_directory(where); !above.empty() && above != "/";
       above = parent_directory(above)) {
    nodes_.try_emplace(above, Node{.what = Directory{}});
  }
  nodes_.insert_or_assign(where, std::move(node));
}

}  // namespace pgsettle
