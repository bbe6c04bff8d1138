// Whatever apply does not send, the database is what it would be had everything been sent: random
// scripts, applied, meet random changes by other hands, and are applied again, by `apply` and, to a
// copy, by `apply --every`.
//
// PGSETTLE_SEED=N repeats a run (of the same compiler: it chooses the order of evaluation);
// PGSETTLE_CASE=N tries that case of the first round only; PGSETTLE_PROPERTY_SECONDS=N takes more
// time, or less; PGSETTLE_PROPERTY_INVALID=1 prints the cases that an empty database refuses.
#include <fmt/format.h>
#include <gtest/gtest.h>

#include <chrono>
#include <cstdint>
#include <cstdlib>
#include <random>
#include <string>
#include <utility>
#include <vector>

#include "support/generated_case.h"
#include "support/settle_trial.h"
#include "support/test_server.h"

namespace pgsettle {
namespace {

using Clock = std::chrono::steady_clock;

constexpr int cases_a_round = 60;

std::uint64_t environment_number(const char* name, std::uint64_t otherwise) {
  const char* value = std::getenv(name);
  return value == nullptr ? otherwise : std::strtoull(value, nullptr, 10);
}

struct Statistics {
  std::size_t rounds = 0;
  std::size_t cases = 0;
  std::size_t drifted = 0;
  std::size_t invalid = 0;
  std::size_t failed = 0;
  std::size_t failed_every = 0;  // only with --every
  std::size_t statements = 0;
  std::size_t not_sent = 0;

  void add(const std::vector<GeneratedCase>& tried, const Trial& trial) {
    ++rounds;
    cases += tried.size();
    statements += trial.statements;
    not_sent += trial.not_sent;
    for (const GeneratedCase& one : tried) drifted += one.drift.empty() ? 0 : 1;
    for (const CaseVerdict& verdict : trial.verdicts) {
      invalid += verdict.is_valid ? 0 : 1;
      failed += verdict.fails ? 1 : 0;
      failed_every += verdict.fails_every && !verdict.fails ? 1 : 0;
    }
  }

  std::string text() const {
    return fmt::format(
        "{} rounds, {} cases ({} drifted, {} invalid, {} failed, {} failed only with --every), {} "
        "statements, {} not sent\n",
        rounds, cases, drifted, invalid, failed, failed_every, statements, not_sent);
  }
};

bool is_bad(const GeneratedCase& one) {
  const CaseVerdict verdict = try_cases({one}, 1).verdicts.front();
  return verdict.is_valid && !verdict.difference.empty();
}

// Leaves out what is not needed for the difference, as long as there is time.
class Shrinker {
 public:
  explicit Shrinker(GeneratedCase bad) : bad_(std::move(bad)) {}

  // `false`: alone, the case shows no difference.
  bool run() {
    if (!is_bad(bad_)) return false;
    for (std::size_t before = size() + 1; size() < before && Clock::now() < end_;) {
      before = size();
      shorten([](GeneratedCase & one) -> auto& { return one.drift; });
      for (std::size_t i = 0; i < bad_.scripts.size(); ++i) {
        shorten([i](GeneratedCase & one) -> auto& { return one.scripts[i]; });
      }
    }
    return true;
  }
  const GeneratedCase& result() const { return bad_; }

 private:
  std::size_t size() const {
    std::size_t sum = bad_.drift.size();
    for (const auto& script : bad_.scripts) sum += script.size();
    return sum;
  }
  template <class Part>
  void shorten(Part part) {
    for (std::size_t i = part(bad_).size(); i-- > 0 && Clock::now() < end_;) {
      GeneratedCase shorter = bad_;
      part(shorter).erase(part(shorter).begin() + static_cast<std::ptrdiff_t>(i));
      if (is_bad(shorter)) bad_ = shorter;
    }
  }

  GeneratedCase bad_;
  Clock::time_point end_ = Clock::now() + std::chrono::seconds(90);
};

std::string described(const GeneratedCase& one) {
  std::string text;
  for (const auto& script : one.scripts) {
    text += "-- script\n";
    for (const std::string& statement : script) text += statement + ";\n";
  }
  text += "-- drift, after it was applied\n";
  for (const std::string& statement : one.drift) text += statement + ";\n";
  return text;
}

std::vector<GeneratedCase> generate_round(std::uint64_t seed, int server_version) {
  std::vector<GeneratedCase> cases;
  const auto only = static_cast<int>(environment_number("PGSETTLE_CASE", 0));
  for (int number = 1; number <= cases_a_round; ++number) {
    if (only == 0 || only == number) cases.push_back(generate_case(seed, number, server_version));
  }
  return cases;
}

// The first bad case whole, and as small as it gets; of the others the differences.
void report(const std::vector<GeneratedCase>& cases, const Trial& trial, std::uint64_t seed) {
  bool is_first = true;
  for (std::size_t i = 0; i < cases.size(); ++i) {
    const CaseVerdict& verdict = trial.verdicts[i];
    if (!verdict.is_valid || verdict.difference.empty()) continue;
    ADD_FAILURE() << "PGSETTLE_SEED=" << seed << " PGSETTLE_CASE=" << cases[i].number << '\n'
                  << described(cases[i]) << verdict.difference;
    if (!std::exchange(is_first, false)) continue;
    Shrinker shrinker(cases[i]);
    if (!shrinker.run()) {
      ADD_FAILURE() << "that case is equal when it is tried alone";
    } else {
      const Trial last = try_cases({shrinker.result()}, 1);
      ADD_FAILURE() << "the same, smaller:\n"
                    << described(shrinker.result()) << last.verdicts.front().difference;
    }
  }
}

void print_invalid(const std::vector<GeneratedCase>& cases, const Trial& trial) {
  for (std::size_t i = 0; i < cases.size(); ++i) {
    if (trial.verdicts[i].is_valid) continue;
    fmt::print("invalid case {}:\n{}\n", cases[i].number, trial.verdicts[i].difference);
  }
}

TEST(SettleProperty, DatabaseIsAsIfEverythingWasSent) {
  const std::uint64_t first =
      environment_number("PGSETTLE_SEED", std::random_device{}() % 1'000'000);
  const auto end =
      Clock::now() + std::chrono::seconds(environment_number("PGSETTLE_PROPERTY_SECONDS", 40));
  const int server_version = test_server_version();
  fmt::print("PGSETTLE_SEED={}\n", first);
  Statistics statistics;
  // The seed of a round is one that a run can start with.
  for (std::uint64_t seed = first; !HasFailure() && (seed == first || Clock::now() < end); ++seed) {
    const std::vector<GeneratedCase> cases = generate_round(seed, server_version);
    // Few scripts a run: then all that a run has is settled, at times.
    const Trial trial = try_cases(cases, seed % 4 == 0 ? 1 + seed % 3 : 15);
    statistics.add(cases, trial);
    if (std::getenv("PGSETTLE_PROPERTY_INVALID") != nullptr) print_invalid(cases, trial);
    report(cases, trial, seed);
    if (std::getenv("PGSETTLE_CASE") != nullptr) break;
  }
  fmt::print("{}", statistics.text());
  EXPECT_LE(statistics.invalid * 20, statistics.cases) << "the generator makes too much nonsense";
  EXPECT_GT(statistics.not_sent, 0U) << "nothing was settled: this tests nothing";
}

}  // namespace
}  // namespace pgsettle
