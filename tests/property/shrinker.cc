#include "property/shrinker.h"

#include <fmt/format.h>

#include <algorithm>
#include <optional>
#include <utility>

namespace pgsettle {
namespace {

// More do not make a round better; the numbers of cases have three digits.
constexpr std::size_t most_candidates = 24;

void replace_all(std::string& text, const std::string& from, const std::string& to) {
  for (std::size_t place = 0; (place = text.find(from, place)) != std::string::npos;) {
    text.replace(place, from.size(), to);
    place += to.size();
  }
}

// The same case under another number, which stands in all its names.
GeneratedCase renumbered(GeneratedCase one, int number) {
  const std::string from = fmt::format("_{:03}", one.number);
  const std::string to = fmt::format("_{:03}", number);
  for (auto& script : one.scripts) {
    for (GeneratedStatement& statement : script) {
      replace_all(statement.text, from, to);
      replace_all(statement.before, from, to);
    }
  }
  for (std::string& statement : one.drift) replace_all(statement, from, to);
  replace_all(one.schema, from, to);
  one.number = number;
  return one;
}

std::size_t size_of(const GeneratedCase& one) {
  std::size_t size = one.drift.size();
  for (const auto& script : one.scripts) size += script.size();
  return size;
}

template <class Items>
void erase_range(Items& items, std::size_t offset, std::size_t begin, std::size_t end) {
  const std::size_t first = std::clamp(begin, offset, offset + items.size()) - offset;
  const std::size_t last = std::clamp(end, offset, offset + items.size()) - offset;
  items.erase(items.begin() + static_cast<std::ptrdiff_t>(first),
              items.begin() + static_cast<std::ptrdiff_t>(last));
}

// Without the statements from `begin` to before `end`, counted through scripts and drift.
GeneratedCase without(const GeneratedCase& one, std::size_t begin, std::size_t end) {
  GeneratedCase result = one;
  std::size_t offset = 0;
  for (auto& script : result.scripts) {
    const std::size_t size = script.size();
    erase_range(script, offset, begin, end);
    offset += size;
  }
  erase_range(result.drift, offset, begin, end);
  return result;
}

// All with a chunk less, the chunks being of one size.
std::vector<GeneratedCase> candidates(const GeneratedCase& bad, std::size_t chunk) {
  std::vector<GeneratedCase> list;
  const std::size_t size = size_of(bad);
  for (std::size_t end = size; end > 0 && list.size() < most_candidates;
       end -= std::min(chunk, end)) {
    const int number = static_cast<int>(list.size()) + 1;
    list.push_back(renumbered(without(bad, end - std::min(chunk, end), end), number));
  }
  return list;
}

// The first of them that breaks the same promise; all at once is as quick as one.
std::optional<std::pair<GeneratedCase, CaseVerdict>> first_bad(
    const std::vector<GeneratedCase>& list, const TrialChecks& checks, const std::string& promise) {
  const Trial trial = try_cases(list, checks);
  for (std::size_t i = 0; i < list.size(); ++i) {
    const CaseVerdict& verdict = trial.verdicts[i];
    if (verdict.is_valid && verdict.broken == promise) return std::pair(list[i], verdict);
  }
  return std::nullopt;
}

}  // namespace

ShrunkCase shrink(const GeneratedCase& bad, const TrialChecks& checks,
                  std::chrono::steady_clock::time_point end) {
  TrialChecks alone = checks;
  alone.options.group = 1;
  ShrunkCase result = {.smallest = bad, .verdict = try_cases({bad}, alone).verdicts.front()};
  if (result.verdict.broken.empty()) return result;
  const std::string promise = result.verdict.broken;
  for (std::size_t chunk = std::max<std::size_t>(size_of(bad) / 2, 1);
       std::chrono::steady_clock::now() < end;) {
    auto smaller = first_bad(candidates(result.smallest, chunk), alone, promise);
    if (smaller) {
      result.smallest = std::move(smaller->first);
      result.verdict = std::move(smaller->second);
      chunk = std::min(chunk, std::max<std::size_t>(size_of(result.smallest) / 2, 1));
    } else if (chunk == 1) {
      break;
    } else {
      chunk = (chunk + 1) / 2;
    }
  }
  return result;
}

}  // namespace pgsettle
