#include "support/made_findings.h"

#include <algorithm>
#include <stdexcept>

namespace pgsettle {

void MadeFindings::add_file(const std::string& path, std::string_view sql) {
  file_ = &sources_.add(path, std::string(sql));
  ++result.files;
  result.statements += static_cast<std::size_t>(std::ranges::count(sql, ';'));
}

Finding& MadeFindings::add(std::string_view rule, Severity severity, std::string_view text,
                           std::string message, std::string hint) {
  const std::size_t begin = file_->text().find(text);
  if (begin == std::string_view::npos) throw std::invalid_argument(std::string(text));
  const Range range = {.begin = begin, .end = begin + text.size()};
  result.findings.push_back({.rule = find_rule(rule),
                             .diagnostic = {.severity = severity,
                                            .id = std::string(rule),
                                            .source = file_,
                                            .range = range,
                                            .message = std::move(message),
                                            .hint = std::move(hint)},
                             .statement = range});
  return result.findings.back();
}

MadeFindings some_findings() {
  MadeFindings made;
  made.add_file("./db/1 täbles.sql",
                "SELECT 'ä', '日本'; CREATE TABLE a (id int);\n"
                "CREATE INDEX ON b\n  (id);\n"
                "CREATE ROLE c PASSWORD 'secret';\n");
  made.add("create-without-if-not-exists", Severity::error, "CREATE TABLE a (id int)",
           "table \"a\" is there already, 100% sure (42P07)", "Add IF NOT EXISTS.")
      .fix = Fix{.edits = {{.range = {.begin = 35, .end = 35}, .text = " IF NOT EXISTS"}}};
  made.add("unguarded-create", Severity::warning, "CREATE INDEX ON b\n  (id);\n",
           "an index <b> & another one,\non every run: \"b_id_idx1\"");
  made.add("unguarded-create-role", Severity::error, "CREATE ROLE c PASSWORD 'secret'",
           "CREATE ROLE c PASSWORD 'secret' fails");
  made.add_file("/abs/2.sql", "\n\nDO $$ x $$;\n");
  made.add("unparsable-statement", Severity::info, "DO $$ x $$", "not \x01 understood");
  made.result.not_understood = 1;
  return made;
}

const Format& format_named(std::string_view id) {
  return **std::ranges::find(formats::all(), id, [](const Format* format) { return format->id; });
}

}  // namespace pgsettle
