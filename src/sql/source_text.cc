#include "sql/source_text.h"

#include <algorithm>
#include <utility>

#include "base/utf8.h"
#include "sql/encoding.h"

namespace pgsettle {

SourceText::SourceText(std::string path, std::string text)
    : path_(std::move(path)), text_(std::move(text)) {}

Position SourceText::position(std::size_t offset) const {
  offset = std::min(offset, text_.size());
  if (offset < mark_.offset) mark_ = {};
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
  mark_ = {};
}

void SourceText::decode_from(std::size_t offset, std::string_view encoding) {
  if (std::ranges::find(decoded_from_, offset) != decoded_from_.end()) return;
  const std::string decoded = decode_to_utf8(text().substr(offset), encoding);
  text_.replace(offset, std::string::npos, decoded);
  decoded_from_.push_back(offset);
  mark_ = {};
}

SourceText& Sources::add(std::string path, std::string text) {
  return texts_.emplace_back(std::move(path), std::move(text));
}

}  // namespace pgsettle
