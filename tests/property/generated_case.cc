#include "property/generated_case.h"

#include <algorithm>
#include <array>
#include <utility>

#include "property/generated_drift.h"
#include "property/generated_writer.h"

namespace pgsettle {
namespace {

const std::vector<WeightedFragment>& all_fragments() {
  static const std::vector<WeightedFragment> all = [] {
    std::vector<WeightedFragment> result;
    for (const auto& group :
         {table_fragments(), index_fragments(), routine_fragments(), trigger_fragments(),
          view_fragments(), type_fragments(), access_fragments(), comment_fragments(),
          completion_fragments(), observer_fragments(), redefinition_fragments(),
          session_fragments(), namesake_fragments(), partition_fragments(),
          supersession_fragments()}) {
      result.insert(result.end(), group.begin(), group.end());
    }
    return result;
  }();
  return all;
}

void write_fragment(GeneratedWriter& w) {
  std::size_t sum = 0;
  for (const WeightedFragment& fragment : all_fragments()) sum += fragment.weight;
  std::size_t number = w.dice.below(sum);
  for (const WeightedFragment& fragment : all_fragments()) {
    if (number < fragment.weight) return fragment.write(w);
    number -= fragment.weight;
  }
}

// One without a transaction of its own, for within another one.
void write_plain_fragment(GeneratedWriter& w) {
  const GeneratedWriter before = w;
  for (int i = 0; i < 20; ++i) {
    const std::size_t begin = w.statements.size();
    write_fragment(w);
    const auto is_odd = [](const GeneratedStatement& statement) {
      constexpr std::array starts = {"BEGIN", "\\c", "VACUUM"};
      return std::ranges::any_of(
                 starts, [&](const char* start) { return statement.text.starts_with(start); }) ||
             statement.text.find("CONCURRENTLY") != std::string::npos;
    };
    if (std::none_of(w.statements.begin() + static_cast<std::ptrdiff_t>(begin), w.statements.end(),
                     is_odd)) {
      return;
    }
    const Dice dice = w.dice;
    w = before;
    w.dice = dice;
  }
}

// What is undone is not there for what follows.
void write_rolled_back(GeneratedWriter& w) {
  const GeneratedModel before = w.model;
  const NameStyle style = w.style;
  const std::string host = w.host;
  w.say(w.dice.one_of({"BEGIN", "START TRANSACTION"}));
  for (std::size_t i = w.dice.between(1, 3); i > 0; --i) write_plain_fragment(w);
  w.say(w.dice.one_of({"ROLLBACK", "ABORT"}));
  w.model = before;
  w.style = style;
  w.host = host;
}

void write_transaction(GeneratedWriter& w) {
  w.say(w.dice.one_of({"BEGIN", "BEGIN TRANSACTION"}));
  for (std::size_t i = w.dice.between(1, 4); i > 0; --i) write_plain_fragment(w);
  w.say(w.dice.one_of({"COMMIT", "END"}));
}

void write_start(GeneratedWriter& w) {
  w.say("CREATE SCHEMA IF NOT EXISTS " + w.schema);
  w.say("CREATE SCHEMA IF NOT EXISTS " + w.schema + "_other");
  w.say("CREATE TABLE IF NOT EXISTS " + w.full("log") + " (what text)");
  w.say_search_path();
  make_table(w);
}

}  // namespace

const std::vector<std::string>& generated_roles() {
  static const std::vector<std::string> roles = {"owner_role", "reader_role", "writer_role",
                                                 "other_role"};
  return roles;
}

GeneratedCase generate_case(std::uint64_t seed, int number, int server_version,
                            std::size_t most_fragments) {
  GeneratedCase result = {
      .number = number, .schema = fmt::format("case_{:03}", number), .scripts = {}, .drift = {}};
  const Dice dice(seed * 1000 + static_cast<std::uint64_t>(number));
  GeneratedWriter w(dice, result.schema, server_version);
  write_start(w);
  const std::size_t count =
      w.dice.between(std::min<std::size_t>(most_fragments, 3), most_fragments);
  const std::size_t split = count > 1 && w.dice.chance(20) ? w.dice.between(1, count - 1) : count;
  for (std::size_t i = 0; i < count; ++i) {
    if (i == split) {
      result.scripts.push_back(std::exchange(w.statements, {}));
      w.say_search_path();
    }
    if (w.dice.chance(2)) {
      write_rolled_back(w);
    } else if (w.dice.chance(3)) {
      write_transaction(w);
    } else {
      write_fragment(w);
    }
  }
  result.scripts.push_back(w.statements);
  result.is_superseding = w.is_superseding;
  if (!w.dice.chance(33)) result.drift = generate_drift(w);
  return result;
}

}  // namespace pgsettle
