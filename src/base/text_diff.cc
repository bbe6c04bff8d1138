#include "base/text_diff.h"

#include <fmt/format.h>

#include <algorithm>
#include <vector>

namespace pgsettle {
namespace {

using Lines = std::vector<std::string_view>;

constexpr std::size_t context_lines = 3;
// Beyond so many differing lines what lies between is shown as replaced as a whole: the shortest
// difference would need memory with the square of their number.
constexpr std::size_t most_differences = 1000;

// With their line ends.
Lines lines_of(std::string_view text) {
  Lines lines;
  while (!text.empty()) {
    const std::size_t end = std::min(text.find('\n'), text.size() - 1) + 1;
    lines.push_back(text.substr(0, end));
    text.remove_prefix(end);
  }
  return lines;
}

struct Line {
  char mark;  // ' ', '-' or '+'
  std::string_view text;
};

// Myers, An O(ND) Difference Algorithm and Its Variations (1986): furthest[k] is the furthest line
// of `before` that is reached on the diagonal k.
class Comparison {
 public:
  Comparison(const Lines& before, const Lines& after) : before_(before), after_(after) {}

  std::vector<Line> run() {
    while (same_at_begin_ < shorter() && before_[same_at_begin_] == after_[same_at_begin_]) {
      ++same_at_begin_;
    }
    while (same_at_end_ < shorter() - same_at_begin_ &&
           before_[before_.size() - 1 - same_at_end_] == after_[after_.size() - 1 - same_at_end_]) {
      ++same_at_end_;
    }
    rows_ = static_cast<int>(before_.size() - same_at_begin_ - same_at_end_);
    columns_ = static_cast<int>(after_.size() - same_at_begin_ - same_at_end_);
    std::vector<Line> lines;
    for (std::size_t i = 0; i < same_at_begin_; ++i) lines.push_back({' ', before_[i]});
    add_middle(lines);
    for (std::size_t i = same_at_end_; i > 0; --i) {
      lines.push_back({' ', before_[before_.size() - i]});
    }
    return lines;
  }

 private:
  std::size_t shorter() const { return std::min(before_.size(), after_.size()); }
  std::string_view row(int x) const {
    return before_[same_at_begin_ + static_cast<std::size_t>(x)];
  }
  std::string_view column(int y) const {
    return after_[same_at_begin_ + static_cast<std::size_t>(y)];
  }

  void add_middle(std::vector<Line>& lines) {
    if (!search()) {
      for (int x = 0; x < rows_; ++x) lines.push_back({'-', row(x)});
      for (int y = 0; y < columns_; ++y) lines.push_back({'+', column(y)});
      return;
    }
    std::vector<Line> reversed;
    int x = rows_;
    int y = columns_;
    for (std::size_t step = trace_.size() - 1; step > 0; --step) {
      const std::vector<int>& earlier = trace_[step - 1];
      const int d = static_cast<int>(step);
      const int k = x - y;
      const bool down = comes_from_above(earlier, d, k);
      const int from_x = at(earlier, d - 1, down ? k + 1 : k - 1);
      const int from_y = from_x - (down ? k + 1 : k - 1);
      for (const int after_step = from_x + (down ? 0 : 1); x > after_step; --x) {
        reversed.push_back({' ', row(x - 1)});
      }
      reversed.push_back(down ? Line{'+', column(from_y)} : Line{'-', row(from_x)});
      x = from_x;
      y = from_y;
    }
    while (x > 0) reversed.push_back({' ', row(--x)});
    lines.insert(lines.end(), reversed.rbegin(), reversed.rend());
  }

  // furthest[k] of the step d is kept at index k + d.
  static int at(const std::vector<int>& furthest, int d, int k) {
    return furthest[static_cast<std::size_t>(k + d)];
  }
  static bool comes_from_above(const std::vector<int>& earlier, int d, int k) {
    return k == -d || (k != d && at(earlier, d - 1, k - 1) < at(earlier, d - 1, k + 1));
  }

  bool search() {
    for (int d = 0; d <= static_cast<int>(most_differences); ++d) {
      std::vector<int> furthest(static_cast<std::size_t>(2 * d + 1), 0);
      for (int k = -d; k <= d; k += 2) {
        int x = 0;
        if (d > 0) {
          const std::vector<int>& earlier = trace_.back();
          x = comes_from_above(earlier, d, k) ? at(earlier, d - 1, k + 1)
                                              : at(earlier, d - 1, k - 1) + 1;
        }
        while (x < rows_ && x - k < columns_ && row(x) == column(x - k)) ++x;
        furthest[static_cast<std::size_t>(k + d)] = x;
        if (x >= rows_ && x - k >= columns_) {
          trace_.push_back(std::move(furthest));
          return true;
        }
      }
      trace_.push_back(std::move(furthest));
    }
    return false;
  }

  const Lines& before_;
  const Lines& after_;
  std::size_t same_at_begin_ = 0;
  std::size_t same_at_end_ = 0;
  int rows_ = 0;
  int columns_ = 0;
  std::vector<std::vector<int>> trace_;
};

// As diff writes it: an empty range begins before its line, a single line has no count.
std::string range_text(std::size_t begin, std::size_t count) {
  if (count == 1) return fmt::format("{}", begin + 1);
  return fmt::format("{},{}", count == 0 ? begin : begin + 1, count);
}

std::string hunk(const std::vector<Line>& lines, std::size_t first, std::size_t last,
                 std::size_t row, std::size_t column) {
  std::string body;
  std::size_t removed = 0;
  std::size_t added = 0;
  for (std::size_t i = first; i < last; ++i) {
    const Line& line = lines[i];
    if (line.mark != '+') ++removed;
    if (line.mark != '-') ++added;
    body += line.mark;
    body += line.text;
    if (!line.text.ends_with('\n')) body += "\n\\ No newline at end of file\n";
  }
  return fmt::format("@@ -{} +{} @@\n{}", range_text(row, removed), range_text(column, added),
                     body);
}

}  // namespace

std::string unified_diff(std::string_view before, std::string_view after,
                         std::string_view before_name, std::string_view after_name) {
  if (before == after) return {};
  const Lines old_lines = lines_of(before);
  const Lines new_lines = lines_of(after);
  const std::vector<Line> lines = Comparison(old_lines, new_lines).run();
  std::string out = fmt::format("--- {}\n+++ {}\n", before_name, after_name);
  std::size_t row = 0;  // of lines[at] in `before`, and in `after`
  std::size_t column = 0;
  std::size_t at = 0;
  const auto advance = [&](std::size_t to) {
    for (; at < to; ++at) {
      if (lines[at].mark != '+') ++row;
      if (lines[at].mark != '-') ++column;
    }
  };
  for (std::size_t i = 0; i < lines.size(); ++i) {
    if (lines[i].mark == ' ') continue;
    const std::size_t first = std::max(at, i - std::min(i, context_lines));
    std::size_t last = i + 1;  // behind the last difference that is near
    for (std::size_t j = i + 1; j < lines.size() && j <= last + 2 * context_lines; ++j) {
      if (lines[j].mark != ' ') last = j + 1;
    }
    const std::size_t end = std::min(lines.size(), last + context_lines);
    advance(first);
    out += hunk(lines, first, end, row, column);
    advance(end);
    i = end - 1;
  }
  return out;
}

}  // namespace pgsettle
