#include "report/rule_page.h"

#include <fmt/format.h>

#include "base/text.h"
#include "base/utf8.h"

namespace pgsettle {
namespace {

constexpr std::size_t widest = 80;

std::string wrapped(std::string_view text) {
  std::string out;
  std::size_t width = 0;
  while (!(text = trim(text)).empty()) {
    const std::string_view word = text.substr(0, text.find_first_of(" \t\n"));
    text.remove_prefix(word.size());
    const std::size_t columns = display_width(word);
    if (width > 0 && width + 1 + columns > widest) {
      out += '\n';
      width = 0;
    }
    if (width > 0) out += ' ';
    out += word;
    width += columns + (width > 0 ? 1 : 0);
  }
  return out + '\n';
}

std::string indented(std::string_view sql) {
  std::string out;
  for (const std::string_view line : split_lines(sql)) {
    out += line.empty() ? "\n" : fmt::format("    {}\n", line);
  }
  return out;
}

std::string_view fix_text(FixClass fix) {
  switch (fix) {
    case FixClass::none:
      return "by hand";
    case FixClass::safe:
      return "safe (--fix)";
    case FixClass::unsafe:
      return "unsafe (--unsafe-fixes): changes what the statement does";
  }
  return "";
}

}  // namespace

std::string rule_page(const Rule& rule) {
  std::string out = fmt::format("{}\n", rule.id);
  out += wrapped(rule.summary) + '\n';
  out += fmt::format("group:     {}\nseverity:  {}\nfix:       {}\n", name(rule.group),
                     name(rule.severity), fix_text(rule.fix));
  if (rule.psql_only) out += "default:   off, on with --runner psql\n";
  if (rule.opt_in) out += "default:   off, on with --select\n";
  out += '\n' + wrapped(rule.why);
  if (!rule.bad.empty()) out += "\nInstead of\n\n" + indented(rule.bad);
  if (!rule.good.empty()) out += "\nwrite\n\n" + indented(rule.good);
  return out;
}

}  // namespace pgsettle
