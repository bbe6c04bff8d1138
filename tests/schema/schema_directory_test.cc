#include "schema/schema_directory.h"

#include <gtest/gtest.h>

#include "base/error.h"
#include "support/memory_file_system.h"

namespace pgsettle {
namespace {

using Texts = std::vector<std::string>;

MemoryFileSystem with_files(const Texts& paths) {
  MemoryFileSystem files;
  for (const std::string& path : paths) files.add_file(path);
  return files;
}

Texts order_of(const FileSystem& files, const Texts& paths, const Texts& order = {}) {
  return find_scripts(files, paths, order).paths;
}

// What find_scripts() throws, as "code: message".
std::string refusal(const FileSystem& files, const Texts& paths, const Texts& order = {}) {
  try {
    find_scripts(files, paths, order);
  } catch (const Error& error) {
    EXPECT_FALSE(error.hint().empty() && error.message().find("cannot read") != 0)
        << error.message();
    return std::string(entry(error.code()).name) + ": " + error.message();
  }
  return "accepted";
}

TEST(SchemaDirectory, TakesScriptsInOrderOfNumber) {
  const MemoryFileSystem files =
      with_files({"m/10_c.sql", "m/2_b.SQL", "m/0_a.sql", "m/seed.sql", "m/R__views.sql",
                  "m/V3__d.sql", "m/20241201000001_x.sql"});
  EXPECT_EQ(order_of(files, {"m"}),
            (Texts{"m/0_a.sql", "m/2_b.SQL", "m/V3__d.sql", "m/10_c.sql", "m/20241201000001_x.sql",
                   "m/R__views.sql", "m/seed.sql"}));
}

TEST(SchemaDirectory, NamesScriptsAsTheDirectoryWasNamed) {
  const MemoryFileSystem files = with_files({"1_a.sql"});
  EXPECT_EQ(order_of(files, {"."}), Texts{"1_a.sql"});
  EXPECT_EQ(order_of(files, {"./"}), Texts{"1_a.sql"});
  EXPECT_EQ(order_of(files, {"/project/"}), Texts{"/project/1_a.sql"});
  EXPECT_EQ(order_of(files, {"../project"}), Texts{"../project/1_a.sql"});
}

TEST(SchemaDirectory, LeavesOutWhatIsNoScript) {
  MemoryFileSystem files = with_files({"m/1_a.sql", "m/README.md", "m/.hidden.sql", "m/x.sql.bak",
                                       "m/.git/1_a.sql", "m/docs/notes.txt"});
  files.add_directory("m/empty");
  files.add_file("m/key.pem");
  files.make_unreadable("m/key.pem");
  const SchemaFiles found = find_scripts(files, {"m"}, {});
  EXPECT_EQ(found.paths, Texts{"m/1_a.sql"});
  EXPECT_EQ(found.remarks, Texts{});
}

TEST(SchemaDirectory, TakesSubdirectoriesInTheirPlace) {
  const MemoryFileSystem files =
      with_files({"m/1_a.sql", "m/2_tables/2_y.sql", "m/2_tables/10_z.sql", "m/3_c.sql",
                  "m/views/v.sql", "m/10_last/deep/x.sql"});
  EXPECT_EQ(order_of(files, {"m"}), (Texts{"m/1_a.sql", "m/2_tables/2_y.sql", "m/2_tables/10_z.sql",
                                           "m/3_c.sql", "m/10_last/deep/x.sql", "m/views/v.sql"}));
}

TEST(SchemaDirectory, FollowsLinks) {
  MemoryFileSystem files = with_files({"m/2_b.sql", "shared/1_x.sql", "shared/grants.sql"});
  files.add_link("m/1_shared", "../shared");
  files.add_link("m/9_grants.sql", "/project/shared/grants.sql");
  files.add_link("current", "m");
  EXPECT_EQ(order_of(files, {"current"}),
            (Texts{"current/1_shared/1_x.sql", "current/1_shared/grants.sql", "current/2_b.sql",
                   "current/9_grants.sql"}));
}

TEST(SchemaDirectory, LeavesOutUndoScriptsAndSaysSo) {
  MemoryFileSystem files =
      with_files({"m/1_a.up.sql", "m/1_a.down.sql", "m/2_b_up.sql", "m/2_b_down.sql",
                  "m/3_shut_down.sql", "m/U4__d.sql", "m/5_e/up.sql", "m/5_e/down.sql"});
  const SchemaFiles found = find_scripts(files, {"m"}, {});
  EXPECT_EQ(found.paths,
            (Texts{"m/1_a.up.sql", "m/2_b_up.sql", "m/3_shut_down.sql", "m/5_e/up.sql"}));
  EXPECT_EQ(found.remarks, Texts{"m/1_a.down.sql, m/2_b_down.sql and 2 more are left out: they "
                                 "would undo what the others do"});
  files = with_files({"m/up/1_a.sql", "m/down/1_a.sql"});
  EXPECT_EQ(find_scripts(files, {"m"}, {}).remarks,
            Texts{"m/down is left out: it would undo what the others do"});
}

TEST(SchemaDirectory, TakesGivenUndoScriptsOnlyByThemselves) {
  const MemoryFileSystem files = with_files({"m/1_a.up.sql", "m/1_a.down.sql"});
  EXPECT_EQ(order_of(files, {"m/1_a.down.sql"}), Texts{"m/1_a.down.sql"});
  // As a shell passes m/*.sql.
  const SchemaFiles found = find_scripts(files, {"m/1_a.down.sql", "m/1_a.up.sql"}, {});
  EXPECT_EQ(found.paths, Texts{"m/1_a.up.sql"});
  EXPECT_EQ(found.remarks, Texts{"m/1_a.down.sql is left out: it would undo what the others do"});
}

TEST(SchemaDirectory, RemarksOncePerDirectory) {
  MemoryFileSystem files =
      with_files({"m/10_a.sql", "m/2_b.sql", "m/3_c/1_x.sql", "m/3_c/1_y.sql", "m/seed.sql"});
  files.add_link("m/notes", "gone");
  EXPECT_EQ(find_scripts(files, {"m"}, {}).remarks,
            (Texts{"in m/3_c, 1_x.sql and 1_y.sql share the number 1: they run by name",
                   "m/notes is a broken symbolic link: it is left out",
                   "in m, 3_c runs before 10_a.sql: the order is by number, not by letter",
                   "in m, seed.sql has no number: it runs last"}));
}

TEST(SchemaDirectory, TakesGivenFilesAsTheyAreGiven) {
  const MemoryFileSystem files =
      with_files({"m/1_a.sql", "m/2_b.sql", "m/10_c.sql", "n/1_x.sql", "roles.txt"});
  const SchemaFiles found =
      find_scripts(files, {"roles.txt", "m/10_c.sql", "m/2_b.sql", "n", "-"}, {});
  EXPECT_EQ(found.paths, (Texts{"roles.txt", "m/10_c.sql", "m/2_b.sql", "n/1_x.sql", "-"}));
  EXPECT_EQ(found.remarks,
            Texts{"m/10_c.sql runs before m/2_b.sql: single files run as they are given, a "
                  "directory's by number"});
}

TEST(SchemaDirectory, LetsOrderOverride) {
  const MemoryFileSystem files = with_files(
      {"m/1_a.sql", "m/2_b.sql", "m/sub/1_x.sql", "m/sub/2_y.sql", "m/10_c.sql", "n/1_z.sql"});
  EXPECT_EQ(order_of(files, {"m"}, {"10_c.sql", "sub"}),
            (Texts{"m/10_c.sql", "m/sub/1_x.sql", "m/sub/2_y.sql", "m/1_a.sql", "m/2_b.sql"}));
  EXPECT_EQ(order_of(files, {"m"}, {"./sub/2_y.sql", "sub/"}),
            (Texts{"m/sub/2_y.sql", "m/sub/1_x.sql", "m/1_a.sql", "m/2_b.sql", "m/10_c.sql"}));
  EXPECT_EQ(order_of(files, {"n", "m"}, {"sub/2_y.sql"}),
            (Texts{"n/1_z.sql", "m/sub/2_y.sql", "m/1_a.sql", "m/2_b.sql", "m/10_c.sql",
                   "m/sub/1_x.sql"}));
  EXPECT_EQ(order_of(files, {"m/2_b.sql", "m/1_a.sql"}, {"nowhere.sql"}),
            (Texts{"m/2_b.sql", "m/1_a.sql"}));
}

TEST(SchemaDirectory, DoesNotRemarkOnWhatOrderLists) {
  const MemoryFileSystem files = with_files({"m/1_a.sql", "m/1_b.sql", "m/seed.sql"});
  EXPECT_EQ(find_scripts(files, {"m"}, {"1_b.sql", "seed.sql"}).remarks, Texts{});
}

TEST(SchemaDirectory, RefusesAWrongOrder) {
  const MemoryFileSystem files = with_files({"m/1_a.sql", "m/sub/1_x.sql", "m/1_a.down.sql"});
  const std::string start = "configuration: the setting order lists ";
  const std::pair<Texts, std::string> cases[] = {
      {{"1_b.sql"}, "1_b.sql, which is not a script or a directory of scripts"},
      {{"1_a.down.sql"}, "1_a.down.sql, which is not a script or a directory of scripts"},
      {{"su"}, "su, which is not a script or a directory of scripts"},
      {{"sub", "./sub/"}, "sub twice"},
      {{"sub", "sub/1_x.sql"}, "sub/1_x.sql behind sub, which stands for everything in it"},
      {{""}, "an empty name"},
  };
  for (const auto& [order, message] : cases) {
    EXPECT_EQ(refusal(files, {"m"}, order), start + message);
  }
  try {
    find_scripts(files, {"m"}, {"1_b.sql"});
    FAIL();
  } catch (const Error& error) {
    EXPECT_EQ(error.hint(), "Did you mean 1_a.sql?");
  }
}

TEST(SchemaDirectory, RefusesWhatIsNotThere) {
  MemoryFileSystem files = with_files({"readme/README.md", "undo/1_a.down.sql"});
  files.add_directory("empty");
  EXPECT_EQ(refusal(files, {"migrations"}), "usage: migrations does not exist");
  EXPECT_EQ(refusal(files, {"1_a.sql"}), "usage: 1_a.sql does not exist");
  EXPECT_EQ(refusal(files, {"empty/"}), "usage: there is no script in empty");
  EXPECT_EQ(refusal(files, {"readme"}), "usage: there is no script in readme");
  EXPECT_EQ(refusal(files, {"undo"}), "usage: there is no script in undo");
}

TEST(SchemaDirectory, RefusesWhatCannotBeAScript) {
  MemoryFileSystem files = with_files({"a/1_x.sql/1_y.sql", "b/1_x.sql"});
  files.add_link("c/1_x.sql", "gone.sql");
  files.add_link("d/1_x.sql", "1_x.sql");
  files.make_unreadable("b/1_x.sql");
  const std::pair<std::string, std::string> cases[] = {
      {"a", "usage: a/1_x.sql is a directory, but named like a script"},
      {"a/1_x.sql", "usage: a/1_x.sql is a directory, but named like a script"},
      {"b", "usage: cannot read b/1_x.sql: Permission denied"},
      {"b/1_x.sql", "usage: cannot read b/1_x.sql: Permission denied"},
      {"c", "usage: c/1_x.sql is a symbolic link to something that does not exist"},
      {"c/1_x.sql", "usage: c/1_x.sql is a symbolic link to something that does not exist"},
      {"d", "usage: d/1_x.sql is a symbolic link that leads back to itself"},
      {"d/1_x.sql", "usage: d/1_x.sql is a symbolic link that leads back to itself"},
  };
  for (const auto& [path, message] : cases) EXPECT_EQ(refusal(files, {path}), message);
}

TEST(SchemaDirectory, RefusesAnUnreadableDirectory) {
  MemoryFileSystem files = with_files({"m/1_a.sql", "m/sub/1_x.sql"});
  files.make_unreadable("m/sub");
  EXPECT_EQ(refusal(files, {"m"}), "usage: cannot read directory m/sub: Permission denied");
  EXPECT_EQ(refusal(files, {"m/sub"}), "usage: cannot read directory m/sub: Permission denied");
}

TEST(SchemaDirectory, EndsInALoopOfDirectories) {
  MemoryFileSystem files = with_files({"m/1_a.sql", "m/sub/1_x.sql"});
  files.add_link("m/sub/back", "..");
  EXPECT_EQ(refusal(files, {"m"}),
            "usage: m/sub/back is a symbolic link back to m, which it is in");
}

TEST(SchemaDirectory, RefusesAScriptThatIsGivenTwice) {
  MemoryFileSystem files = with_files({"m/1_a.sql", "m/2_b.sql"});
  files.add_link("link.sql", "m/1_a.sql");
  EXPECT_EQ(refusal(files, {"m/1_a.sql", "m/1_a.sql"}), "usage: m/1_a.sql is given twice");
  EXPECT_EQ(refusal(files, {"m", "m"}), "usage: m/1_a.sql is given twice");
  EXPECT_EQ(refusal(files, {"m", "m/2_b.sql"}), "usage: m/2_b.sql is given twice");
  EXPECT_EQ(refusal(files, {"m", "./m/"}), "usage: m/1_a.sql and ./m/1_a.sql are the same script");
  EXPECT_EQ(refusal(files, {"link.sql", "m"}), "usage: link.sql and m/1_a.sql are the same script");
}

}  // namespace
}  // namespace pgsettle
