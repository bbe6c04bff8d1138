// The text of one file and where its lines are. Positions inside pgsettle are byte offsets into
// text(); lines and columns are made from them only for printing.
#pragma once

#include <cstddef>
#include <deque>
#include <string>
#include <string_view>
#include <vector>

namespace pgsettle {

// Bytes [begin, end) of a source text.
struct Range {
  std::size_t begin = 0;
  std::size_t end = 0;

  std::size_t size() const { return end - begin; }
  bool operator==(const Range&) const = default;
};

// Both count from 1; the column counts characters, not bytes. A byte order mark has no column.
struct Position {
  std::size_t line = 1;
  std::size_t column = 1;

  auto operator<=>(const Position&) const = default;
};

class SourceText {
 public:
  // `path` as it is shown to the user. The text keeps every byte, a byte order mark included.
  SourceText(std::string path, std::string text);

  const std::string& path() const { return path_; }
  std::string_view text() const { return text_; }
  std::string_view slice(Range range) const { return text().substr(range.begin, range.size()); }

  // Cheap when asked in ascending order, also within one very long line, and for what is near. Not
  // thread-safe.
  Position position(std::size_t offset) const;
  // The line that holds `offset`, without its line end.
  std::string_view line_at(std::size_t offset) const;

  // Drops everything from `offset` on.
  void truncate(std::size_t offset);

  // Reads the file's bytes from `offset` on as `encoding` (see encoding.h) and puts their UTF-8
  // form in place; earlier offsets stay valid. What was read as another encoding before is taken
  // back first. Doing the same again changes nothing, so that a script can be read twice. Throws
  // Error{usage} when the bytes are not in that encoding.
  void decode_from(std::size_t offset, std::string_view encoding);
  // The encoding the file is read as at `offset`.
  std::string_view encoding_at(std::size_t offset) const;

 private:
  // Until the next one, or the end.
  struct Decoding {
    std::size_t offset;
    std::string encoding;
  };

  std::string file_bytes_from(std::size_t offset) const;

  std::string path_;
  std::string text_;
  std::vector<Decoding> decodings_ = {{.offset = 0, .encoding = "UTF8"}};  // by offset
  // The last answer of position(), from which the next one is counted.
  struct Mark {
    std::size_t offset = 0;
    Position position;
  };
  mutable Mark mark_;
};

// Owns the texts of a run: scripts and what they include. References stay valid as long as it does.
class Sources {
 public:
  SourceText& add(std::string path, std::string text);

 private:
  std::deque<SourceText> texts_;
};

}  // namespace pgsettle
