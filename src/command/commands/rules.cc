// pgsettle rules: what lint knows.
#include <algorithm>
#include <memory>
#include <vector>

#include "base/error.h"
#include "base/text.h"
#include "command/command.h"
#include "command/format_argument.h"
#include "report/output.h"
#include "report/rule_list.h"

namespace pgsettle::commands {
namespace {

struct Arguments {
  std::string group;
  std::string output = "text";
};

RuleGroup group_named(const std::string& word) {
  if (const std::optional<RuleGroup> group = find_group(word)) return *group;
  std::vector<std::string_view> names;
  for (const Rule* rule : pgsettle::rules::all()) names.push_back(name(rule->group));
  const std::string guess = nearest(word, names);
  throw Error(
      ErrorCode::usage, "there is no group \"" + word + "\"",
      guess.empty() ? "Run pgsettle rules to see them." : "Did you mean \"" + guess + "\"?");
}

int run(const Arguments& arguments) {
  std::vector<const Rule*> list;
  std::ranges::copy(pgsettle::rules::all(), std::back_inserter(list));
  if (!arguments.group.empty()) {
    const RuleGroup group = group_named(arguments.group);
    std::erase_if(list, [&](const Rule* rule) { return rule->group != group; });
  }
  const auto all = rule_list_formats();
  const auto format = std::ranges::find(all, arguments.output, &RuleListFormat::id);
  write_text(stdout, format->print(list));
  return 0;
}

Options options(Arguments& arguments) {
  std::vector<std::string> ids;
  for (const RuleListFormat& format : rule_list_formats()) ids.emplace_back(format.id);
  return {{.names = "--group",
           .help = "Only those of this group",
           .place = &arguments.group,
           .value = "GROUP"},
          {.names = "--output",
           .help = "Write text, json or markdown",
           .place = &arguments.output,
           .value = "FORMAT",
           .choices = ids,
           .standard = "text"}};
}

Invocation prepare() {
  const auto arguments = std::make_shared<Arguments>();
  return {.options = options(*arguments),
          .run = [arguments] { return run(*arguments); },
          .format = [arguments]() -> const Format& {
            return find_format(arguments->output == "json" ? "json" : "text");
          }};
}

}  // namespace

extern const Subcommand rules{
    .id = "rules",
    .summary = "List what lint looks for",
    .footer = "pgsettle explain RULE tells all of one.",
    .prepare = prepare,
};

}  // namespace pgsettle::commands
