// Finds the scripts of a schema directory and their order.
//
// A script is a regular file whose name ends in .sql (any case). Order: number, then name. The
// number leads the name, after an optional V or v that a digit follows, in any width ("2" < "10" <
// "20241201000001"), or is a version ("V1.2__x" < "V1.10__x"). A letter directly behind the number
// comes after the number alone (15_x < 15a_x < 16_x). Equal numbers go by name, byte by byte.
// Files without a number come after all numbered ones. Sub-directories take their place among the
// files by their own name, and everything in them comes there.
//
// Left out silently: names that start with a dot, other files, sub-directories without scripts.
// Left out with a remark: undo scripts (x.down.sql; Flyway's U1__x.sql; x_down.sql beside
// x_up.sql, down beside up), and broken links that are not named .sql.
#pragma once

#include <string>
#include <vector>

#include "base/file_system.h"

namespace pgsettle {

struct SchemaFiles {
  std::vector<std::string> paths;  // in order of execution; each is below the path given for it
  // What the user should know of the order, written as messages are (lower case, no full stop).
  std::vector<std::string> remarks;
};

// `paths`: directories and single files, each in the order given. A single file may have any name;
// an undo script is taken when nothing but undo scripts is given. "-" (standard input) is passed
// on.
//
// `order` (pgsettle.toml) lists names relative to a directory that come first, in that order; the
// name of a sub-directory stands for everything in it that is not listed before. Single files that
// are given keep their order.
//
// The contents are not read, but that they can be is checked. Throws Error{usage} for what is
// missing, unreadable, without scripts, not a script or given twice, and Error{configuration} for a
// name in `order` that is listed twice or that no directory has; each names the path and what to
// do.
SchemaFiles find_scripts(const FileSystem& files, const std::vector<std::string>& paths,
                         const std::vector<std::string>& order);

}  // namespace pgsettle
