#include "report/advice.h"

#include <algorithm>
#include <array>

namespace pgsettle {
namespace {

struct Advice {
  std::string_view sqlstate;
  std::string_view text;
};

constexpr std::array table = {
    Advice{"25001",
           "pgsettle runs each script in a transaction; put \"-- pgsettle: no-transaction\" into "
           "the script to run its statements one by one, as psql does."},
    Advice{"2D000",
           "Procedures and DO blocks that commit need a script with \"-- pgsettle: "
           "no-transaction\"."},
    Advice{"53200",
           "One transaction holds a lock on every object it creates or alters. Raise "
           "max_locks_per_transaction in postgresql.conf, split the script, or put \"-- pgsettle: "
           "no-transaction\" into it."},
    Advice{"55P03",
           "--lock-timeout sets how long one statement waits for a lock of another session."},
    Advice{"57014", "--statement-timeout sets how long a statement may take."},
    Advice{"55P04",
           "A new enum value can be used only after its transaction; put the ADD VALUE into an "
           "earlier script."},
};

}  // namespace

std::string_view advice(std::string_view sqlstate) {
  const auto* found = std::ranges::find(table, sqlstate, &Advice::sqlstate);
  return found == table.end() ? std::string_view() : found->text;
}

}  // namespace pgsettle
