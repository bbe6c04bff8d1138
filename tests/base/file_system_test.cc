// What both file systems must do: the machine's own, and the one in memory that other tests use.
#include "base/file_system.h"

#include <gtest/gtest.h>
#include <unistd.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <memory>
#include <utility>

#include "base/error.h"
#include "support/memory_file_system.h"

namespace pgsettle {
namespace {

// Fills a file system of one kind; paths are below root().
class Scene {
 public:
  virtual ~Scene() = default;
  virtual const FileSystem& files() const = 0;
  virtual std::string root() const = 0;
  virtual void add_file(const std::string& path, const std::string& content) = 0;
  virtual void add_directory(const std::string& path) = 0;
  virtual void add_link(const std::string& path, const std::string& target) = 0;
  virtual void make_unreadable(const std::string& path) = 0;
};

class MemoryScene : public Scene {
 public:
  const FileSystem& files() const override { return files_; }
  std::string root() const override { return "/project"; }
  void add_file(const std::string& path, const std::string& content) override {
    files_.add_file(path, content);
  }
  void add_directory(const std::string& path) override { files_.add_directory(path); }
  void add_link(const std::string& path, const std::string& target) override {
    files_.add_link(path, target);
  }
  void make_unreadable(const std::string& path) override { files_.make_unreadable(path); }

 private:
  MemoryFileSystem files_;
};

class RealScene : public Scene {
 public:
  RealScene() {
    std::string name = std::filesystem::temp_directory_path() / "pgsettle_test_XXXXXX";
    root_ = std::filesystem::canonical(::mkdtemp(name.data()));
    std::filesystem::permissions(root_, std::filesystem::perms(0755));
  }
  RealScene(const RealScene&) = delete;
  RealScene& operator=(const RealScene&) = delete;
  ~RealScene() override { std::filesystem::remove_all(root_); }

  const FileSystem& files() const override { return files_; }
  std::string root() const override { return root_; }
  void add_file(const std::string& path, const std::string& content) override {
    std::filesystem::create_directories(parent_directory(path));
    std::ofstream(path, std::ios::binary) << content;
  }
  void add_directory(const std::string& path) override {
    std::filesystem::create_directories(path);
  }
  void add_link(const std::string& path, const std::string& target) override {
    std::filesystem::create_directories(parent_directory(path));
    std::filesystem::create_symlink(target, path);
  }
  void make_unreadable(const std::string& path) override {
    std::filesystem::permissions(path, std::filesystem::perms::none);
  }

 private:
  RealFileSystem files_;
  std::filesystem::path root_;
};

// Root may read everything, so that it must not be root who tries.
class WithoutRoot {
 public:
  WithoutRoot() { is_ordinary_ = ::geteuid() != 0 || ::seteuid(65534) == 0; }
  WithoutRoot(const WithoutRoot&) = delete;
  WithoutRoot& operator=(const WithoutRoot&) = delete;
  ~WithoutRoot() {
    if (::seteuid(::getuid()) != 0) std::abort();
  }
  bool is_ordinary() const { return is_ordinary_; }

 private:
  bool is_ordinary_ = false;
};

template <typename Kind>
std::unique_ptr<Scene> make_scene() {
  return std::make_unique<Kind>();
}

class FileSystems : public testing::TestWithParam<std::unique_ptr<Scene> (*)()> {
 protected:
  std::string at(const std::string& path) const { return join_path(scene->root(), path); }
  FileKind kind(const std::string& path) const { return scene->files().kind(at(path)); }
  std::string refusal_to_read(const std::string& path) const {
    try {
      scene->files().read(at(path));
      return "read";
    } catch (const Error& error) {
      EXPECT_EQ(error.code(), ErrorCode::usage);
      return error.message();
    }
  }
  std::string refusal_to_list(const std::string& path) const {
    try {
      scene->files().list(at(path));
      return "listed";
    } catch (const Error& error) {
      EXPECT_EQ(error.code(), ErrorCode::usage);
      return error.message();
    }
  }

  std::unique_ptr<Scene> scene = GetParam()();
};

TEST_P(FileSystems, TellsKinds) {
  scene->add_file(at("d/f"), "");
  scene->add_link(at("to_file"), "d/f");
  scene->add_link(at("to_directory"), "d");
  scene->add_link(at("dangling"), "d/gone");
  scene->add_link(at("through"), "d/f/x");
  scene->add_link(at("chain"), "dangling");
  scene->add_link(at("self"), "self");
  scene->add_link(at("ping"), "pong");
  scene->add_link(at("pong"), "ping");
  scene->add_link(at("d/gone_too"), "../gone");
  const std::pair<std::string, FileKind> cases[] = {
      {"", FileKind::directory},
      {"d", FileKind::directory},
      {"d/", FileKind::directory},
      {"d/f", FileKind::file},
      {"d/../d/./f", FileKind::file},
      {"gone", FileKind::missing},
      {"gone/f", FileKind::missing},
      {"d/f/x", FileKind::missing},
      {"to_file", FileKind::file},
      {"to_directory", FileKind::directory},
      {"to_directory/f", FileKind::file},
      {"to_directory/gone_too", FileKind::dangling_link},
      {"dangling", FileKind::dangling_link},
      {"through", FileKind::dangling_link},
      {"chain", FileKind::dangling_link},
      {"self", FileKind::looping_link},
      {"ping", FileKind::looping_link},
  };
  for (const auto& [path, expected] : cases) EXPECT_EQ(kind(path), expected) << path;
}

TEST_P(FileSystems, ReadsWholeFiles) {
  const std::string content = std::string("a\0\r\n\xFF", 5) + std::string(200'000, 'x');
  scene->add_file(at("f"), content);
  scene->add_file(at("empty"), "");
  scene->add_link(at("link"), "f");
  EXPECT_EQ(scene->files().read(at("f")), content);
  EXPECT_EQ(scene->files().read(at("link")), content);
  EXPECT_EQ(scene->files().read(at("empty")), "");
}

TEST_P(FileSystems, SaysWhyItCannotRead) {
  scene->add_directory(at("d"));
  scene->add_link(at("loop"), "loop");
  EXPECT_EQ(refusal_to_read("gone"), "cannot read " + at("gone") + ": No such file or directory");
  EXPECT_EQ(refusal_to_read("d"), "cannot read " + at("d") + ": Is a directory");
  EXPECT_EQ(refusal_to_read("loop"),
            "cannot read " + at("loop") + ": Too many levels of symbolic links");
}

TEST_P(FileSystems, ListsDirectories) {
  scene->add_file(at("d/f"), "");
  scene->add_file(at("d/.hidden"), "");
  scene->add_file(at("d/e/g"), "");
  scene->add_link(at("d/dangling"), "gone");
  scene->add_link(at("link"), "d");
  scene->add_directory(at("empty"));
  for (const char* const path : {"d", "d/", "link"}) {
    std::vector<DirectoryEntry> entries = scene->files().list(at(path));
    std::ranges::sort(entries, {}, &DirectoryEntry::name);
    ASSERT_EQ(entries.size(), 4U) << path;
    const std::pair<std::string, FileKind> expected[] = {{".hidden", FileKind::file},
                                                         {"dangling", FileKind::dangling_link},
                                                         {"e", FileKind::directory},
                                                         {"f", FileKind::file}};
    for (std::size_t i = 0; i < entries.size(); ++i) {
      EXPECT_EQ(entries[i].name, expected[i].first);
      EXPECT_EQ(entries[i].kind, expected[i].second) << entries[i].name;
    }
  }
  EXPECT_TRUE(scene->files().list(at("empty")).empty());
}

TEST_P(FileSystems, SaysWhyItCannotList) {
  scene->add_file(at("f"), "");
  EXPECT_EQ(refusal_to_list("gone"),
            "cannot read directory " + at("gone") + ": No such file or directory");
  EXPECT_EQ(refusal_to_list("f"), "cannot read directory " + at("f") + ": Not a directory");
}

TEST_P(FileSystems, KnowsWhatMayNotBeRead) {
  scene->add_file(at("f"), "x");
  scene->add_file(at("d/g"), "");
  scene->add_link(at("link"), "f");
  scene->make_unreadable(at("f"));
  scene->make_unreadable(at("d"));
  const WithoutRoot ordinary;
  if (!ordinary.is_ordinary()) GTEST_SKIP() << "root may read everything";
  EXPECT_EQ(kind("f"), FileKind::inaccessible);
  EXPECT_EQ(kind("link"), FileKind::inaccessible);
  EXPECT_EQ(kind("d"), FileKind::directory);
  EXPECT_EQ(refusal_to_read("f"), "cannot read " + at("f") + ": Permission denied");
  EXPECT_EQ(refusal_to_list("d"), "cannot read directory " + at("d") + ": Permission denied");
}

TEST_P(FileSystems, FindsRealPaths) {
  scene->add_file(at("d/f"), "");
  scene->add_link(at("link"), "d");
  scene->add_link(at("d/up"), "..");
  scene->add_link(at("absolute"), at("d"));
  scene->add_link(at("dangling"), "gone");
  const FileSystem& files = scene->files();
  for (const char* const path :
       {"d/f", "link/f", "d/../link//./f", "d/up/d/f", "absolute/f", "link/up/link/f"}) {
    EXPECT_EQ(files.real_path(at(path)), at("d/f")) << path;
  }
  EXPECT_EQ(files.real_path(at("dangling")), at("dangling"));
  EXPECT_EQ(files.real_path("gone/../x"), "gone/../x");
  EXPECT_TRUE(files.real_path(".").starts_with('/'));
}

INSTANTIATE_TEST_SUITE_P(Both, FileSystems,
                         testing::Values(&make_scene<RealScene>, &make_scene<MemoryScene>),
                         [](const auto& case_info) {
                           return case_info.index == 0 ? "Real" : "Memory";
                         });

TEST(RealFileSystem, KnowsDevices) {
  EXPECT_EQ(RealFileSystem().kind("/dev/null"), FileKind::other);
  EXPECT_EQ(RealFileSystem().read("/dev/null"), "");
}

TEST(Path, Joins) {
  EXPECT_EQ(join_path("a", "b"), "a/b");
  EXPECT_EQ(join_path("a/", "b/c"), "a/b/c");
  EXPECT_EQ(join_path("/", "b"), "/b");
  EXPECT_EQ(join_path("a", "/b"), "/b");
  EXPECT_EQ(join_path("", "b"), "b");
  EXPECT_EQ(join_path(".", "b"), "b");
  EXPECT_EQ(join_path("..", "b"), "../b");
}

TEST(Path, ComesApart) {
  const std::tuple<std::string_view, std::string_view, std::string_view> cases[] = {
      {"x.sql", "", "x.sql"},  {"a/x.sql", "a", "x.sql"}, {"/x.sql", "/", "x.sql"},
      {"/a/b/x", "/a/b", "x"}, {"a/", "a", ""},           {"", "", ""},
  };
  for (const auto& [path, directory, name] : cases) {
    EXPECT_EQ(parent_directory(path), directory) << path;
    EXPECT_EQ(file_name(path), name) << path;
  }
}

}  // namespace
}  // namespace pgsettle
