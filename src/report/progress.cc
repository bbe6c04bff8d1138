#include "report/progress.h"

#include <fmt/format.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include <algorithm>

#include "base/utf8.h"
#include "report/failure.h"
#include "report/output.h"
#include "report/summary.h"

namespace pgsettle {
namespace {

std::size_t terminal_width(std::FILE* file) {
  winsize size = {};
  const bool known = ::ioctl(::fileno(file), TIOCGWINSZ, &size) == 0 && size.ws_col > 0;
  return known ? size.ws_col : 80;
}

// Skipped objects are counted as unchanged; saying it again for each would bury the rest. What
// CASCADE takes along (said by one function of the server's dependency.c) is none of them.
bool is_worth_showing(const Statement& statement, const ServerMessage& notice) {
  return notice.severity != "NOTICE" || statement.effect.guard == Guard::none ||
         notice.source_function == "reportDependentObjects";
}

// As much of `text` as goes into one line of the terminal.
std::string fit(std::string_view text, std::size_t columns) {
  std::string line;
  while (!text.empty()) {
    const std::size_t size = offset_of_character(text, 1);
    std::string character = to_valid_utf8(text.substr(0, size));
    if (static_cast<unsigned char>(character.front()) < ' ' || character == "\x7F") character = ' ';
    const std::size_t width = display_width(character);
    if (width > columns) break;
    columns -= width;
    line += character;
    text.remove_prefix(size);
  }
  return line;
}

}  // namespace

Progress::Progress(ProgressOptions options, const Clock& clock, Style style, std::FILE* out,
                   std::FILE* err)
    : options_(options), clock_(clock), style_(style), out_(out), err_(err) {}

Progress::~Progress() { erase(); }

void Progress::script_started(const ScriptResult& /*script*/) { statement_ = nullptr; }

void Progress::statement_started(const Statement& statement) {
  statement_ = &statement;
  statement_start_ = clock_.now();
  tick();
}

void Progress::statement_finished(const StatementResult& result) {
  if (options_.quiet) return;
  for (const ServerMessage& notice : result.notices) {
    if (is_worth_showing(*result.statement, notice)) {
      print(err_, render_notice(*result.statement, notice, style_));
    }
  }
}

void Progress::script_finished(const ScriptResult& script) {
  if (options_.script_lines && !options_.quiet) {
    print(out_, script_line(script, options_.path_width));
  }
}

void Progress::echo(std::string_view text) { print(err_, fmt::format("{}\n", text)); }

void Progress::remark(std::string_view text) {
  if (!options_.quiet) print(err_, fmt::format("{}\n", text));
}

void Progress::tick() {
  constexpr auto interval = std::chrono::milliseconds(80);
  if (!options_.live || statement_ == nullptr) return;
  if (drawn_ && clock_.now() - last_drawn_ < interval) return;
  draw();
}

void Progress::print(std::FILE* file, std::string_view text) {
  erase();
  write_text(file, text);
}

void Progress::draw() {
  const auto elapsed = std::chrono::duration<double>(clock_.now() - statement_start_).count();
  const std::size_t line = statement_->source->position(statement_->range.begin).line;
  const Effect& effect = statement_->effect;
  const std::string full =
      fmt::format("{}:{} {}{}{} ({:.1f} s)", statement_->source->path(), line, effect.kind,
                  effect.object.empty() ? "" : " ", effect.object, elapsed);
  const std::string shown = fit(full, terminal_width(err_) - 1);
  write_text(err_, fmt::format("\r{}\x1b[K", style_(Colour::faint, shown)));
  last_drawn_ = clock_.now();
  drawn_ = true;
}

void Progress::erase() {
  if (!drawn_) return;
  write_text(err_, "\r\x1b[K");
  drawn_ = false;
}

}  // namespace pgsettle
