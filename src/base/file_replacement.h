// Puts a new content into a file, wholly or not at all.
#pragma once

#include <string>
#include <string_view>

namespace pgsettle {

// Writes a temporary file beside `path` and renames it: no moment shows half of it. A symbolic
// link stays one, its target is written. Mode and, where possible, owner are kept. Throws
// Error{usage}, with the file unchanged, when it may not be written, or when it no longer holds
// `expected`, what it was when the new content was made.
void replace_file(const std::string& path, std::string_view expected, std::string_view content);

}  // namespace pgsettle
