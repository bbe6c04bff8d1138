#include "report/rule_list.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "report/json.h"

namespace pgsettle {
namespace {

// When it is looked for.
std::string_view standing(const Rule& rule) {
  if (rule.psql_only) return "with --runner psql";
  return rule.opt_in ? "when selected" : "always";
}

std::string summary(const Rule& rule) {
  const bool always = !rule.psql_only && !rule.opt_in;
  return always ? std::string(rule.summary) : fmt::format("{} ({})", rule.summary, standing(rule));
}

std::string_view fix(const Rule& rule) { return rule.fix == FixClass::none ? "" : name(rule.fix); }

std::string as_text(std::span<const Rule* const> rules) {
  std::size_t width = 0;
  for (const Rule* rule : rules) width = std::max(width, rule->id.size());
  std::string out;
  for (const Rule* rule : rules) {
    out += fmt::format("{:<{}}  {:<13}  {:<7}  {:<6}  {}\n", rule->id, width, name(rule->group),
                       name(rule->severity), fix(*rule), summary(*rule));
  }
  return out;
}

std::string as_json(std::span<const Rule* const> rules) {
  Json list = Json::array();
  for (const Rule* rule : rules) {
    list.push_back({{"id", rule->id},
                    {"group", name(rule->group)},
                    {"severity", name(rule->severity)},
                    {"fix", name(rule->fix)},
                    {"active", standing(*rule)},
                    {"summary", rule->summary},
                    {"why", rule->why},
                    {"bad", rule->bad},
                    {"good", rule->good}});
  }
  const Json document = {{"schema_version", 1}, {"command", "rules"}, {"rules", std::move(list)}};
  return document.text();
}

// What a cell of a table cannot hold as it is: its border, and HTML.
std::string cell(std::string_view text) {
  std::string out;
  for (const char c : text) {
    if (c == '|' || c == '<' || c == '*' || c == '_') out += '\\';
    out += c;
  }
  return out;
}

std::string as_markdown(std::span<const Rule* const> rules) {
  std::string out = "| rule | group | severity | fix | summary |\n|---|---|---|---|---|\n";
  for (const Rule* rule : rules) {
    out += fmt::format("| `{}` | {} | {} | {} | {} |\n", rule->id, name(rule->group),
                       name(rule->severity), fix(*rule), cell(summary(*rule)));
  }
  return out;
}

constexpr std::array formats = {
    RuleListFormat{.id = "text", .print = as_text},
    RuleListFormat{.id = "json", .print = as_json},
    RuleListFormat{.id = "markdown", .print = as_markdown},
};

}  // namespace

std::span<const RuleListFormat> rule_list_formats() { return formats; }

}  // namespace pgsettle
