#include "property/settle_trial.h"

#include <fmt/format.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <future>
#include <string_view>

#include "base/text.h"
#include "base/text_diff.h"
#include "property/catalog_lines.h"
#include "property/lint_agreement.h"
#include "property/scratch_database.h"
#include "support/psql.h"

namespace pgsettle {
namespace {

struct Content {
  CatalogLines definitions;
  CatalogLines rows;
};

Content read_content(const std::string& url) {
  const auto session = connect(url);
  Content content = {.definitions = read_definitions(*session), .rows = {}};
  content.rows = read_contents(*session);
  return content;
}

// One of the two databases: what two runs said of it and left in it.
struct Side {
  RunRecord plan;
  RunRecord run;
  Content content;
  RunRecord plan_again;
  RunRecord run_again;
  Content content_again;
  std::map<int, std::vector<std::string>> dump;
};

void make_roles() {
  static const bool done = [] {
    for (const std::string& role : generated_roles()) {
      query(test_cluster().url(), "CREATE ROLE " + role);
    }
    return true;
  }();
  static_cast<void>(done);
}

std::string joined(const CatalogLines& lines, int number) {
  const auto found = lines.find(number);
  return found == lines.end() ? "" : fmt::format("{}\n", fmt::join(found->second, "\n"));
}

std::string difference(const Content& one, const Content& other, int number,
                       const std::string& one_name, const std::string& other_name) {
  return unified_diff(joined(one.definitions, number) + joined(one.rows, number),
                      joined(other.definitions, number) + joined(other.rows, number), one_name,
                      other_name);
}

// In an order that does not depend on OIDs, and without the settings between the entries, which
// depend on their order.
std::map<int, std::vector<std::string>> split_dump(const std::string& text) {
  std::map<int, std::vector<std::string>> entries;
  std::string* entry = nullptr;
  for (const std::string_view line : split_lines(text)) {
    if (line.starts_with("-- Name: ") || line.starts_with("-- Data for Name: ")) {
      const std::size_t place = line.find("case_");
      const bool is_known = place != std::string_view::npos;
      entry =
          &entries[is_known ? std::stoi(std::string(line.substr(place + 5, 3))) : 0].emplace_back();
    }
    if (line == "-- PostgreSQL database dump complete") break;
    if (entry == nullptr || line.empty() || line == "--" || line.starts_with("SET default_"))
      continue;
    entry->append(line) += '\n';
  }
  for (auto& [number, texts] : entries) std::ranges::sort(texts);
  return entries;
}

void drift(const Workplace& place, const std::string& url, const Cases& cases) {
  std::string sql;
  for (const GeneratedCase* one : cases) {
    for (const std::string& statement : one->drift) sql += statement + ";\nRESET ROLE;\n";
  }
  place.write("drift.sql", sql);
  // Some of them must fail: not all that they name is there.
  psql(url, place.path(), {"-f", "drift.sql"});
}

Side try_side(const Workplace& place, const std::string& url, const Cases& cases,
              const TrialChecks& checks, bool is_every) {
  const TrialCall plan = {.url = url, .command = {"plan", "--all"}};
  TrialCall apply = {.url = url, .command = {"apply"}};
  if (is_every) apply.command.emplace_back("--every");
  Side side;
  if (!is_every)
    side.plan =
        run_cases(place, plan, cases,
                  {.group = checks.options.group, .shared_session = checks.options.shared_session});
  side.run = run_cases(place, apply, cases, checks.options);
  side.content = read_content(url);
  if (checks.dumps) side.dump = split_dump(dump(url));
  side.run_again = run_cases(place, apply, cases, checks.options);
  side.content_again = read_content(url);
  return side;
}

CaseRecord record(const RunRecord& records, int number) {
  const auto found = records.find(number);
  return found == records.end() ? CaseRecord() : found->second;
}

// DROP refuses what others need; where the object is as declared, `apply` need not drop it, and the
// same DROP is no failure.
bool may_fail_only_with_every(const std::string& failed_at) {
  return failed_at.ends_with(" 2BP01");
}

CaseVerdict broken(std::string promise, std::string difference) {
  return {.broken = std::move(promise), .difference = std::move(difference)};
}

bool is_definition(const StatementRecord& statement) {
  constexpr std::array starts = {"create", "alter", "drop", "comment", "grant", "revoke"};
  return std::ranges::any_of(starts,
                             [&](const char* start) { return statement.kind.starts_with(start); });
}

// What was sent in front of the statement makes the server be asked again, which `plan` can only
// announce.
bool is_asked_again(const StatementRecord& statement) {
  return statement.asked_again ||
         statement.why.find("may be changed by what is sent before") != std::string::npos;
}

// A statement of the session is held back until something is sent, or asked, that it is for. The
// only statements that are not sent and neither definitions nor code are of the session.
bool is_of_session(const StatementRecord& said) {
  return said.action == "session" || (!said.sent && !is_definition(said) && said.kind != "do");
}

// What `plan` said of the statements and `apply` did not do. A run that failed has sent none of
// those behind.
std::string against_plan(const CaseRecord& plan, const CaseRecord& run) {
  std::string text;
  for (const StatementRecord& done : run.statements) {
    const auto said = std::ranges::find(plan.statements, done.place, &StatementRecord::place);
    if (said == plan.statements.end()) {
      text += "not in the plan: " + done.text() + '\n';
    } else if (done.outcome == "not_run" || done.outcome == "failed") {
      break;
    } else if (said->sent != done.sent && !is_of_session(*said) && !is_asked_again(*said)) {
      text += fmt::format("plan:  {}\napply: {}\n", said->text(), done.text());
    }
  }
  return text;
}

std::string definitions_sent(const CaseRecord& run) {
  std::string text;
  for (const StatementRecord& statement : run.statements) {
    // The cause stands in front of those that are asked again.
    if (statement.sent && is_definition(statement) && !is_asked_again(statement))
      text += statement.text() + '\n';
  }
  return text;
}

CaseVerdict judge_first_run(int number, const Side& every, const Side& settled) {
  const CaseRecord sent = record(every.run, number);
  const CaseRecord done = record(settled.run, number);
  if (sent.failed_at != done.failed_at) {
    if (done.failed_at.empty() && may_fail_only_with_every(sent.failed_at)) {
      return {.fails_every = true};
    }
    return broken("failure", fmt::format("--every fails at {}: {}\napply fails at {}: {}\n",
                                         sent.failed_at, sent.error, done.failed_at, done.error));
  }
  CaseVerdict verdict = {.fails = !sent.failed_at.empty()};
  if (!verdict.fails) {
    std::string text = difference(every.content, settled.content, number, "apply --every", "apply");
    if (!text.empty()) return broken("catalog", std::move(text));
  }
  std::string text = against_plan(record(settled.plan, number), done);
  if (!text.empty()) return broken("plan", std::move(text));
  return verdict;
}

// What a transaction makes and takes back is not there the next time either.
bool rolls_back(const GeneratedCase& one) {
  constexpr std::array starts = {"ROLLBACK", "ABORT"};
  for (const auto& script : one.scripts) {
    for (const GeneratedStatement& statement : script) {
      if (std::ranges::any_of(
              starts, [&](const char* start) { return statement.text.starts_with(start); })) {
        return true;
      }
    }
  }
  return false;
}

// Only of a case that did not fail the first time.
CaseVerdict judge_second_run(const GeneratedCase& one, const Side& every, const Side& settled) {
  const int number = one.number;
  const CaseRecord sent = record(every.run_again, number);
  const CaseRecord done = record(settled.run_again, number);
  if (sent.failed_at != done.failed_at) {
    if (done.failed_at.empty() && may_fail_only_with_every(sent.failed_at)) return {};
    return broken("failure", fmt::format("--every again fails at {}: {}\napply at {}: {}\n",
                                         sent.failed_at, sent.error, done.failed_at, done.error));
  }
  if (!sent.failed_at.empty()) return {};
  std::string text = difference(every.content_again, settled.content_again, number,
                                "apply --every, twice", "apply, twice");
  if (!text.empty()) return broken("catalog", std::move(text));
  // A script that makes something else of it each time has to be sent each time.
  const bool is_stable =
      joined(every.content.definitions, number) == joined(every.content_again.definitions, number);
  text = is_stable && !one.is_superseding && !rolls_back(one) ? definitions_sent(done) : "";
  return text.empty() ? CaseVerdict() : broken("again", std::move(text));
}

CaseVerdict judge(const GeneratedCase& one, const Side& every, const Side& settled) {
  const int number = one.number;
  CaseVerdict verdict = judge_first_run(number, every, settled);
  if (verdict.broken.empty() && !verdict.fails && !verdict.fails_every) {
    CaseVerdict again = judge_second_run(one, every, settled);
    if (!again.broken.empty()) return again;
    const auto a = every.dump.find(number);
    const auto b = settled.dump.find(number);
    if (a != every.dump.end() && b != settled.dump.end() && a->second != b->second) {
      return broken("dump", unified_diff(fmt::format("{}", fmt::join(a->second, "")),
                                         fmt::format("{}", fmt::join(b->second, "")),
                                         "apply --every", "apply"));
    }
  }
  return verdict;
}

// What a second run of each case's scripts does, by number: empty where it changes nothing.
std::map<int, std::string> second_runs(const Workplace& place, const Cases& cases) {
  const ScratchDatabase database(empty_database());
  const TrialCall call = {.url = database.url(), .command = {"apply", "--every"}};
  const RunRecord first = run_cases(place, call, cases, {});
  const Content before = read_content(database.url());
  const RunRecord second = run_cases(place, call, cases, {});
  const Content after = read_content(database.url());
  std::map<int, std::string> changes;
  for (const GeneratedCase* one : cases) {
    if (!record(first, one->number).failed_at.empty()) continue;
    const CaseRecord again = record(second, one->number);
    changes[one->number] = again.failed_at.empty()
                               ? difference(before, after, one->number, "once", "twice")
                               : again.failed_at + ' ' + again.error;
  }
  return changes;
}

void count(const RunRecord& run, std::size_t& statements, std::size_t& not_sent) {
  for (const auto& [number, one] : run) {
    statements += one.statements.size();
    not_sent +=
        static_cast<std::size_t>(std::ranges::count(one.statements, false, &StatementRecord::sent));
  }
}

}  // namespace

Trial try_cases(const std::vector<GeneratedCase>& cases, const TrialChecks& checks) {
  make_roles();
  const Workplace place;
  Cases valid;
  for (const GeneratedCase& one : cases) valid.push_back(&one);
  write_scripts(place, valid);
  const ScratchDatabase database(empty_database());
  const RunRecord first = run_cases(
      place,
      {.url = database.url(), .command = {"apply", "--every"}, .version = ScriptVersion::before},
      valid, {});
  std::erase_if(valid,
                [&](const auto* one) { return !record(first, one->number).failed_at.empty(); });
  std::map<int, std::string> changes;
  if (checks.lints) changes = second_runs(place, valid);
  drift(place, database.url(), valid);
  const ScratchDatabase copy(database.name());
  // Side by side: most of the time a server process of each is at work.
  auto every_side = std::async(
      std::launch::async, [&] { return try_side(place, database.url(), valid, checks, true); });
  const Side settled = try_side(place, copy.url(), valid, checks, false);
  const Side every = every_side.get();
  Trial trial = {};
  count(settled.run, trial.statements, trial.not_sent);
  for (const GeneratedCase& one : cases) {
    const CaseRecord start = record(first, one.number);
    if (!start.failed_at.empty()) {
      trial.verdicts.push_back({.is_valid = false, .difference = start.failed_at + start.error});
      continue;
    }
    CaseVerdict verdict = judge(one, every, settled);
    const auto change = changes.find(one.number);
    if (verdict.broken.empty() && change != changes.end()) {
      std::string missed = lint_disagreement(one, change->second);
      if (!missed.empty()) verdict = broken("lint", std::move(missed));
    }
    trial.verdicts.push_back(std::move(verdict));
  }
  return trial;
}

}  // namespace pgsettle
