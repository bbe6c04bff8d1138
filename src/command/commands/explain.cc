// pgsettle explain: the page of a lint rule.
#include <memory>
#include <vector>

#include "base/error.h"
#include "base/text.h"
#include "command/command.h"
#include "command/format_argument.h"
#include "report/output.h"
#include "report/rule_page.h"

namespace pgsettle::commands {
namespace {

const Rule& rule_named(const std::string& word) {
  if (const Rule* rule = find_rule(word)) return *rule;
  std::vector<std::string_view> ids;
  for (const Rule* rule : pgsettle::rules::all()) ids.push_back(rule->id);
  const std::string guess = nearest(word, ids);
  throw Error(
      ErrorCode::usage, "there is no rule \"" + word + "\"",
      guess.empty() ? "Run pgsettle rules to see them." : "Did you mean \"" + guess + "\"?");
}

Invocation prepare() {
  const auto rule = std::make_shared<std::string>();
  return {.options = {{.names = "RULE",
                       .help = "A rule's id, as lint prints it in brackets",
                       .place = rule.get(),
                       .required = true}},
          .run =
              [rule] {
                write_text(stdout, rule_page(rule_named(*rule)));
                return 0;
              },
          .format = []() -> const Format& { return find_format("text"); }};
}

}  // namespace

extern const Subcommand explain{
    .id = "explain",
    .summary = "Tell all of a lint rule",
    .footer = "pgsettle rules lists them.",
    .prepare = prepare,
};

}  // namespace pgsettle::commands
