// Finds the PostgreSQL server that is installed on this machine. Does not run anything.
#pragma once

#include <string>
#include <vector>

#include "base/file_system.h"

namespace pgsettle {

// Where to look, in this order. The first two are the user's wish: what is missing there is not
// replaced by another server.
struct BinarySearch {
  std::string option;       // ClusterOptions::binary_directory
  std::string environment;  // $PGSETTLE_BINDIR
  std::string path;         // $PATH
  // Where packages install to. A star stands for the rest of a directory's name, and the
  // directory with the greatest version there is preferred.
  std::vector<std::string> usual_places;
  // Preferred to what PATH has, when it is in one of the usual places; 0: none.
  int major_version = 0;
};

// As this process's environment says.
BinarySearch default_binary_search(const std::string& option, int major_version = 0);

// The absolute directory that holds both initdb and postgres. Throws Error{connection}.
std::string find_binary_directory(const BinarySearch& search, const FileSystem& files);

}  // namespace pgsettle
