#include "sql/read/source_text.h"

#include <algorithm>
#include <iterator>
#include <utility>

#include "base/utf8.h"
#include "sql/read/encoding.h"

namespace pgsettle {

SourceText::SourceText(std::string path, std::string text)
    : path_(std::move(path)), text_(std::move(text)) {}

Position SourceText::position(std::size_t offset) const {
  offset = std::min(offset, text_.size());
  if (offset < mark_.offset) {
    // Back to the begin of its line when that is not far, else from the start.
    const std::size_t newline = offset == 0 ? std::string::npos : text_.rfind('\n', offset - 1);
    const std::size_t begin = newline == std::string::npos ? 0 : newline + 1;
    const bool near = begin > 0 && mark_.offset - begin < begin;
    const auto passed = text().substr(begin, near ? mark_.offset - begin : 0);
    const auto lines = static_cast<std::size_t>(std::ranges::count(passed, '\n'));
    mark_ =
        near ? Mark{.offset = begin, .position = {.line = mark_.position.line - lines}} : Mark{};
  }
  std::string_view between = text().substr(mark_.offset, offset - mark_.offset);
  if (mark_.offset == 0 && text_.starts_with(byte_order_mark)) {
    between.remove_prefix(std::min(byte_order_mark.size(), between.size()));
  }
  const std::size_t last_newline = between.rfind('\n');
  if (last_newline != std::string_view::npos) {
    mark_.position.line += static_cast<std::size_t>(std::ranges::count(between, '\n'));
    mark_.position.column = 1;
    between.remove_prefix(last_newline + 1);
  }
  mark_.position.column += count_characters(between);
  mark_.offset = offset;
  return mark_.position;
}

std::string_view SourceText::line_at(std::size_t offset) const {
  offset = std::min(offset, text_.size());
  const std::size_t newline = offset == 0 ? std::string::npos : text_.rfind('\n', offset - 1);
  std::size_t begin = newline == std::string::npos ? 0 : newline + 1;
  if (begin == 0 && text_.starts_with(byte_order_mark)) begin = byte_order_mark.size();
  std::size_t end = text_.find('\n', offset);
  if (end == std::string::npos) end = text_.size();
  if (end > begin && text_[end - 1] == '\r') --end;
  return text().substr(begin, end - begin);
}

void SourceText::truncate(std::size_t offset) {
  text_.resize(std::min(offset, text_.size()));
  // The first one stays: there is always an encoding.
  std::erase_if(decodings_, [&](const Decoding& d) { return d.offset > text_.size(); });
  mark_ = {};
}

std::string_view SourceText::encoding_at(std::size_t offset) const {
  const auto next = std::ranges::upper_bound(decodings_, offset, {}, &Decoding::offset);
  return std::prev(next)->encoding;
}

// The bytes as they are in the file, which are the text's own where that is UTF-8.
std::string SourceText::file_bytes_from(std::size_t offset) const {
  std::string bytes;
  for (std::size_t i = 0; i < decodings_.size(); ++i) {
    const bool last = i + 1 == decodings_.size();
    const std::size_t end = last ? text_.size() : decodings_[i + 1].offset;
    const std::size_t begin = std::max(decodings_[i].offset, offset);
    if (begin >= end) continue;
    bytes += encode_from_utf8(slice({.begin = begin, .end = end}), decodings_[i].encoding);
  }
  return bytes;
}

void SourceText::decode_from(std::size_t offset, std::string_view encoding) {
  offset = std::min(offset, text_.size());
  if (is_same_encoding(encoding_at(offset), encoding)) return;
  const std::string decoded = decode_to_utf8(file_bytes_from(offset), encoding);
  text_.replace(offset, std::string::npos, decoded);
  std::erase_if(decodings_, [&](const Decoding& decoding) { return decoding.offset >= offset; });
  decodings_.push_back({.offset = offset, .encoding = std::string(encoding)});
  mark_ = {};
}

SourceText& Sources::add(std::string path, std::string text) {
  return texts_.emplace_back(std::move(path), std::move(text));
}

}  // namespace pgsettle
