#include "support/settle_trial.h"

#include <fmt/format.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <future>
#include <map>
#include <nlohmann/json.hpp>
#include <set>
#include <string_view>

#include "base/text.h"
#include "base/text_diff.h"
#include "support/program.h"
#include "support/psql.h"
#include "support/test_server.h"

namespace pgsettle {
namespace {

using Json = nlohmann::json;

// What a run left.
struct Side {
  std::map<int, std::string> errors;  // of the cases that failed
  std::size_t statements = 0;
  std::size_t not_sent = 0;
  // The entries of the dump by case; 0: of none.
  std::map<int, std::vector<std::string>> entries = {};
};

std::string admin_url() { return test_cluster().url(); }

// Gone with the object.
class ScratchDatabase {
 public:
  explicit ScratchDatabase(const std::string& model) : name_(fmt::format("settle_{}", ++count_)) {
    // Before 15 there is no other way; it is several times as fast as writing a log of it.
    const char* strategy = test_server_version() >= 15 ? " STRATEGY file_copy" : "";
    query(admin_url(), fmt::format("CREATE DATABASE {} TEMPLATE {}{}", name_, model, strategy));
  }
  ScratchDatabase(const ScratchDatabase&) = delete;
  ScratchDatabase& operator=(const ScratchDatabase&) = delete;
  ~ScratchDatabase() { query(admin_url(), fmt::format("DROP DATABASE {} WITH (FORCE)", name_)); }

  const std::string& name() const { return name_; }
  std::string url() const { return test_cluster().url(name_); }

 private:
  inline static int count_ = 0;
  std::string name_;
};

void make_roles() {
  static const bool done = [] {
    for (const std::string& role : generated_roles()) {
      query(admin_url(), "CREATE ROLE " + role);
    }
    return true;
  }();
  static_cast<void>(done);
}

std::string joined(const std::vector<std::string>& statements) {
  std::string text;
  for (const std::string& statement : statements) text += statement + ";\n";
  return text;
}

std::string script_name(const GeneratedCase& one, std::size_t script) {
  return fmt::format("{:03}_case_{}.sql", one.number, script + 1);
}

void write_scripts(const Workplace& place, const std::vector<GeneratedCase>& cases) {
  for (const GeneratedCase& one : cases) {
    for (std::size_t i = 0; i < one.scripts.size(); ++i) {
      place.write(script_name(one, i), joined(one.scripts[i]));
    }
  }
}

void count_statements(const Json& document, Side& side) {
  for (const Json& file : document["files"]) {
    if (file["state"] != "committed") continue;
    for (const Json& statement : file["statements"]) {
      ++side.statements;
      if (!statement["sent"].get<bool>()) ++side.not_sent;
    }
  }
}

// The number that leads the name of the first script that is not committed; 0: all are.
int failed_case(const Json& document) {
  for (const Json& file : document["files"]) {
    if (file["state"] != "committed") return std::stoi(file["path"].get<std::string>());
  }
  return 0;
}

using Cases = std::vector<const GeneratedCase*>;

// Gives the case that ended the run.
int run_cases(const Workplace& place, const std::string& url, const Cases& cases,
              const std::vector<std::string>& options, Side& side) {
  std::vector<std::string> arguments = {"apply",    "-d",  url, "--no-lint", "--allow-destructive",
                                        "--output", "json"};
  arguments.insert(arguments.end(), options.begin(), options.end());
  for (const GeneratedCase* one : cases) {
    for (std::size_t i = 0; i < one->scripts.size(); ++i) arguments.push_back(script_name(*one, i));
  }
  const CompletedProcess result = place.run(arguments);
  const Json document = Json::parse(result.output, nullptr, false);
  // Nothing was started, as for a syntax error, or a crash.
  if (!document.is_object() || !document.contains("files")) {
    ADD_FAILURE() << "exit status " << result.exit_status << '\n' << result.output << result.errors;
    side.errors[cases.front()->number] = result.errors;
    return cases.front()->number;
  }
  count_statements(document, side);
  if (result.exit_status == 0) return 0;
  const int failed = failed_case(document);
  EXPECT_EQ(result.exit_status, 3) << result.errors;
  side.errors[failed == 0 ? cases.front()->number : failed] = result.errors;
  return failed == 0 ? cases.front()->number : failed;
}

Side apply_cases(const Workplace& place, const std::string& url, const Cases& cases,
                 std::size_t group, const std::vector<std::string>& options) {
  Side side;
  std::size_t next = 0;
  while (next < cases.size()) {
    const auto first = cases.begin() + static_cast<std::ptrdiff_t>(next);
    const std::size_t count = std::min(group, cases.size() - next);
    const Cases together(first, first + static_cast<std::ptrdiff_t>(count));
    const int failed = run_cases(place, url, together, options, side);
    const auto bad = std::ranges::find(together, failed, &GeneratedCase::number);
    next += bad == together.end() ? count : static_cast<std::size_t>(bad - together.begin()) + 1;
  }
  return side;
}

// 17 of "-- Name: t; Type: TABLE; Schema: case_017; Owner: postgres".
int case_of(std::string_view line) {
  const std::size_t place = line.find("case_");
  return place == std::string_view::npos ? 0 : std::stoi(std::string(line.substr(place + 5, 3)));
}

// In an order that does not depend on OIDs, and without the settings between the entries, which
// depend on their order.
std::map<int, std::vector<std::string>> split_dump(const std::string& text) {
  std::map<int, std::vector<std::string>> entries;
  std::string* entry = nullptr;
  for (const std::string_view line : split_lines(text)) {
    if (line.starts_with("-- Name: ") || line.starts_with("-- Data for Name: ")) {
      entry = &entries[case_of(line)].emplace_back();
    }
    if (line == "-- PostgreSQL database dump complete") break;
    if (entry == nullptr || line.empty() || line == "--" || line.starts_with("SET default_"))
      continue;
    entry->append(line) += '\n';
  }
  for (auto& [number, texts] : entries) std::ranges::sort(texts);
  return entries;
}

std::string joined_entries(const Side& side, int number) {
  const auto found = side.entries.find(number);
  std::string text;
  if (found == side.entries.end()) return text;
  for (const std::string& entry : found->second) text += entry;
  return text;
}

CaseVerdict judge(int number, const Side& every, const Side& settled) {
  CaseVerdict verdict;
  verdict.fails = settled.errors.contains(number);
  verdict.fails_every = every.errors.contains(number);
  if (verdict.fails && !verdict.fails_every) {
    verdict.difference = "only apply without --every fails:\n" + settled.errors.at(number);
  } else if (!verdict.fails && !verdict.fails_every) {
    verdict.difference = unified_diff(joined_entries(every, number),
                                      joined_entries(settled, number), "apply --every", "apply");
  }
  return verdict;
}

void drift(const Workplace& place, const std::string& url, const Cases& cases) {
  std::string sql;
  for (const GeneratedCase* one : cases) sql += joined(one->drift);
  place.write("drift/drift.sql", sql);
  // Some of them must fail: not all that they name is there.
  psql(url, place.path(), {"-f", "drift/drift.sql"});
}

Side apply_and_dump(const Workplace& place, const ScratchDatabase& database, const Cases& cases,
                    std::size_t group, const std::vector<std::string>& options) {
  Side side = apply_cases(place, database.url(), cases, group, options);
  side.entries = split_dump(dump(database.url()));
  return side;
}

}  // namespace

Trial try_cases(const std::vector<GeneratedCase>& cases, std::size_t group) {
  make_roles();
  const Workplace place;
  write_scripts(place, cases);
  const ScratchDatabase database("template0");
  Cases all;
  for (const GeneratedCase& one : cases) all.push_back(&one);
  const Side first = apply_cases(place, database.url(), all, cases.size(), {"--every"});
  Cases valid = all;
  std::erase_if(valid, [&](const auto* one) { return first.errors.contains(one->number); });
  drift(place, database.url(), valid);
  const ScratchDatabase copy(database.name());
  // Side by side: most of the time a server process of each is at work.
  auto every_side = std::async(std::launch::async, [&] {
    return apply_and_dump(place, database, valid, group, {"--every"});
  });
  const Side settled = apply_and_dump(place, copy, valid, group, {});
  const Side every = every_side.get();
  Trial trial = {.verdicts = {}, .statements = settled.statements, .not_sent = settled.not_sent};
  for (const GeneratedCase* one : all) {
    if (first.errors.contains(one->number)) {
      trial.verdicts.push_back({.is_valid = false, .difference = first.errors.at(one->number)});
    } else {
      trial.verdicts.push_back(judge(one->number, every, settled));
    }
  }
  if (every.errors.empty() && settled.errors.empty()) {
    EXPECT_EQ(joined_entries(every, 0), joined_entries(settled, 0));
  }
  return trial;
}

}  // namespace pgsettle
