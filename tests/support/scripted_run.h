// A run of the applier without a server: session, clock and bench together.
#pragma once

#include <string>
#include <vector>

#include "support/apply_bench.h"
#include "support/fake_clock.h"
#include "support/scripted_session.h"

namespace pgsettle {

struct ScriptedRun {
  // What was sent behind the advisory lock and the settings of the first script.
  std::vector<std::string> sent() const {
    const std::size_t preamble = bench.options.single_transaction ? 4 : 5;
    return {session.sent.begin() + static_cast<std::ptrdiff_t>(preamble), session.sent.end()};
  }

  ScriptedSession session;
  FakeClock clock;
  ApplyBench bench{session, clock};
};

}  // namespace pgsettle
