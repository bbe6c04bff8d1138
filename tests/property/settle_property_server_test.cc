// The promises of settle_trial.h, of random scripts that are applied, meet edits and random changes
// by other hands, and are applied again.
//
// PGSETTLE_SEED=N repeats a run (of the same compiler: it chooses the order of evaluation);
// PGSETTLE_CASE=N tries that case of the first round only; PGSETTLE_PROPERTY_SECONDS=N takes more
// time, or less; PGSETTLE_PROPERTY_CASES=N tries so many cases, however long it takes and whatever
// it finds; PGSETTLE_PROPERTY_ROUND=N puts so many in a round; PGSETTLE_PROPERTY_PROGRAM=PATH tries
// another build of the program; PGSETTLE_PROPERTY_INVALID=1 prints the cases that an empty database
// refuses.
#include <fmt/format.h>
#include <gtest/gtest.h>

#include <chrono>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <map>
#include <random>
#include <string>
#include <vector>

#include "property/generated_case.h"
#include "property/settle_trial.h"
#include "property/shrinker.h"
#include "support/psql.h"
#include "support/test_server.h"

namespace pgsettle {
namespace {

using Clock = std::chrono::steady_clock;

// So many of the cases that break a promise are made smaller; the others are printed as they are.
constexpr int shrunk_a_promise = 4;
constexpr auto shrinking_time = std::chrono::seconds(60);

std::uint64_t environment_number(const char* name, std::uint64_t otherwise) {
  const char* value = std::getenv(name);
  return value == nullptr ? otherwise : std::strtoull(value, nullptr, 10);
}

int cases_a_round() { return static_cast<int>(environment_number("PGSETTLE_PROPERTY_ROUND", 40)); }

// What a round does follows from its seed alone, so that the seed repeats the round.
struct Round {
  std::size_t most_fragments;
  TrialChecks checks;
};

Round round_of(std::uint64_t seed) {
  Round round = {.most_fragments = seed % 2 == 0 ? 14U : 3U, .checks = {}};
  switch (seed % 8) {
    case 1:
      round.checks.options = {.group = 3, .single_transaction = true};
      break;
    case 3:
      round.checks.options = {.group = 4, .shared_session = true};
      break;
    case 4:  // few scripts a run: then all that a run has is settled, at times
      round.checks.options = {.group = 1 + seed % 3};
      break;
    default:
      break;
  }
  round.checks.lints = seed % 4 == 1;
  round.checks.dumps = seed % 8 == 6 && can_dump();
  return round;
}

class Statistics {
 public:
  std::size_t cases = 0;
  std::size_t invalid = 0;
  std::size_t not_sent = 0;

  void add(const std::vector<GeneratedCase>& tried, const Trial& trial) {
    ++rounds_;
    cases += tried.size();
    statements_ += trial.statements;
    not_sent += trial.not_sent;
    for (const GeneratedCase& one : tried) drifted_ += one.drift.empty() ? 0 : 1;
    for (const CaseVerdict& verdict : trial.verdicts) {
      invalid += verdict.is_valid ? 0 : 1;
      failed_ += verdict.fails ? 1 : 0;
      failed_every_ += verdict.fails_every ? 1 : 0;
      if (!verdict.broken.empty()) ++broken_[verdict.broken];
    }
  }

  std::string text() const {
    const std::chrono::duration<double> time = Clock::now() - begin_;
    std::string text = fmt::format(
        "{} rounds, {} cases ({} drifted, {} invalid, {} failed, {} failed only with --every), {} "
        "statements, {} not sent, {:.1f} cases/s\n",
        rounds_, cases, drifted_, invalid, failed_, failed_every_, statements_, not_sent,
        static_cast<double>(cases) / time.count());
    std::size_t differences = 0;
    for (const auto& [promise, number] : broken_) differences += number;
    text += fmt::format("differences: {}", differences);
    for (const auto& [promise, number] : broken_) text += fmt::format(", {} {}", number, promise);
    return text + '\n';
  }

 private:
  Clock::time_point begin_ = Clock::now();
  std::size_t rounds_ = 0;
  std::size_t drifted_ = 0;
  std::size_t failed_ = 0;
  std::size_t failed_every_ = 0;
  std::size_t statements_ = 0;
  std::map<std::string, std::size_t> broken_;
};

bool is_edited(const GeneratedCase& one) {
  for (const auto& script : one.scripts) {
    for (const GeneratedStatement& statement : script) {
      if (statement.before != statement.text) return true;
    }
  }
  return false;
}

std::string described(const GeneratedCase& one) {
  std::string text;
  for (const ScriptVersion version : {ScriptVersion::before, ScriptVersion::now}) {
    const bool is_before = version == ScriptVersion::before;
    if (is_before && !is_edited(one)) continue;
    for (const auto& script : one.scripts) {
      text += is_before ? "-- script as it was applied first\n" : "-- script\n";
      text += script_text(script, version);
    }
  }
  if (!one.drift.empty()) text += "-- drift, after it was applied\n";
  for (const std::string& statement : one.drift) text += statement + ";\n";
  return text;
}

std::vector<GeneratedCase> generate_round(std::uint64_t seed, std::size_t most_fragments) {
  std::vector<GeneratedCase> cases;
  const auto only = static_cast<int>(environment_number("PGSETTLE_CASE", 0));
  for (int number = 1; number <= cases_a_round(); ++number) {
    if (only != 0 && only != number) continue;
    cases.push_back(generate_case(seed, number, test_server_version(), most_fragments));
  }
  return cases;
}

// A wrong database, or an error that only one of the two runs meets.
bool is_sound_matter(const std::string& promise) {
  return promise == "catalog" || promise == "failure" || promise == "dump";
}

// The rest, what is sent again and what plan or lint did not foresee, is only counted: the
// generator makes DROP and CREATE of what holds data, or has another owner then, which are sent
// each time.
bool asks_all() { return std::getenv("PGSETTLE_PROPERTY_ALL") != nullptr; }

class Reporter {
 public:
  void report(const std::vector<GeneratedCase>& cases, const Trial& trial, std::uint64_t seed,
              const TrialChecks& checks) {
    for (std::size_t i = 0; i < cases.size(); ++i) {
      const CaseVerdict& verdict = trial.verdicts[i];
      if (verdict.broken.empty() || (!is_sound_matter(verdict.broken) && !asks_all())) continue;
      const std::string head = fmt::format("PGSETTLE_SEED={} PGSETTLE_CASE={}: {}\n", seed,
                                           cases[i].number, verdict.broken);
      // A wrong database comes before a wrong word.
      const bool is_grave = verdict.broken == "catalog" || verdict.broken == "failure";
      if (++reported_[verdict.broken] > (is_grave ? shrunk_a_promise : 1)) {
        ADD_FAILURE() << head << verdict.difference;
        continue;
      }
      const ShrunkCase shrunk = shrink(cases[i], checks, Clock::now() + shrinking_time);
      const bool is_alone = !shrunk.verdict.broken.empty();
      ADD_FAILURE() << head << (is_alone ? "" : "(alone, the case keeps all promises)\n")
                    << described(shrunk.smallest)
                    << (is_alone ? shrunk.verdict.difference : verdict.difference);
    }
  }

 private:
  std::map<std::string, int> reported_;
};

void print_invalid(const std::vector<GeneratedCase>& cases, const Trial& trial) {
  for (std::size_t i = 0; i < cases.size(); ++i) {
    if (trial.verdicts[i].is_valid) continue;
    fmt::print("invalid case {}:\n{}\n", cases[i].number, trial.verdicts[i].difference);
  }
}

TEST(SettleProperty, PromisesAreKept) {
  const std::uint64_t first =
      environment_number("PGSETTLE_SEED", std::random_device{}() % 1'000'000);
  const auto end =
      Clock::now() + std::chrono::seconds(environment_number("PGSETTLE_PROPERTY_SECONDS", 35));
  const std::uint64_t wanted = environment_number("PGSETTLE_PROPERTY_CASES", 0);
  std::setvbuf(stdout, nullptr, _IOLBF, BUFSIZ);  // a run that is stopped has said what it found
  fmt::print("PGSETTLE_SEED={} on PostgreSQL {}\n", first, test_server_version());
  Statistics statistics;
  Reporter reporter;
  // The seed of a round is one that a run can start with.
  for (std::uint64_t seed = first;; ++seed) {
    const Round round = round_of(seed);
    const std::vector<GeneratedCase> cases = generate_round(seed, round.most_fragments);
    const Trial trial = try_cases(cases, round.checks);
    statistics.add(cases, trial);
    if (wanted > 0) fmt::print("seed {}: {}", seed, statistics.text());
    if (std::getenv("PGSETTLE_PROPERTY_INVALID") != nullptr) print_invalid(cases, trial);
    reporter.report(cases, trial, seed, round.checks);
    const bool is_enough = wanted > 0 ? statistics.cases >= wanted : Clock::now() >= end;
    if (is_enough || (wanted == 0 && HasFailure())) break;
    if (std::getenv("PGSETTLE_CASE") != nullptr) break;
  }
  fmt::print("{}", statistics.text());
  EXPECT_LE(statistics.invalid * 10, statistics.cases) << "the generator makes too much nonsense";
  EXPECT_GT(statistics.not_sent, 0U) << "nothing was settled: this tests nothing";
}

}  // namespace
}  // namespace pgsettle
