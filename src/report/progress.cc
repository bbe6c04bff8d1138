#include "report/progress.h"

#include <fmt/format.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include <algorithm>

#include "base/utf8.h"
#include "report/failure.h"
#include "report/summary.h"

namespace pgsettle {
namespace {

std::size_t terminal_width(std::FILE* file) {
  winsize size = {};
  const bool known = ::ioctl(::fileno(file), TIOCGWINSZ, &size) == 0 && size.ws_col > 0;
  return known ? size.ws_col : 80;
}

// Skipped objects are counted as unchanged; saying it again for each would bury the rest.
bool is_worth_showing(const StatementResult& result, const ServerMessage& notice) {
  const bool is_notice = notice.severity == "NOTICE";
  return notice.severity == "WARNING" || (is_notice && result.outcome != Outcome::unchanged &&
                                          result.statement->effect.guard == Guard::none);
}

}  // namespace

Progress::Progress(ProgressOptions options, const Clock& clock, Style style, std::FILE* out,
                   std::FILE* err)
    : options_(options), clock_(clock), style_(style), out_(out), err_(err) {}

Progress::~Progress() { erase(); }

void Progress::script_started(const ScriptResult& script) {
  script_ = script.script->path;
  statement_ = nullptr;
}

void Progress::statement_started(const Statement& statement) {
  statement_ = &statement;
  statement_start_ = clock_.now();
  tick();
}

void Progress::statement_finished(const StatementResult& result) {
  if (options_.quiet) return;
  for (const ServerMessage& notice : result.notices) {
    if (is_worth_showing(result, notice)) {
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
  std::fwrite(text.data(), 1, text.size(), file);
  std::fflush(file);
}

void Progress::draw() {
  const auto elapsed = std::chrono::duration<double>(clock_.now() - statement_start_).count();
  const std::size_t line = statement_->source->position(statement_->range.begin).line;
  const std::string full = fmt::format("{}:{} {} {} ({:.1f} s)", script_, line,
                                       statement_->effect.kind, statement_->effect.object, elapsed);
  const std::size_t width = terminal_width(err_) - 1;
  const std::string_view shown = std::string_view(full).substr(0, offset_of_character(full, width));
  fmt::print(err_, "\r{}\x1b[K", style_(Colour::faint, shown));
  std::fflush(err_);
  last_drawn_ = clock_.now();
  drawn_ = true;
}

void Progress::erase() {
  if (!drawn_) return;
  fmt::print(err_, "\r\x1b[K");
  std::fflush(err_);
  drawn_ = false;
}

}  // namespace pgsettle
