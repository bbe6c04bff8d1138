// Asks a server and decides: the probe, then twins and meanings for what it leaves open.
#pragma once

#include <string>

#include "db/session.h"
#include "settle/probe.h"
#include "settle/settler.h"

namespace pgsettle {

struct AskOptions {
  bool inside = false;                     // a transaction is open
  const SessionFacts* before = nullptr;    // see probe()
  Answers twins = {};                      // of a moment ago, nothing having been sent since
  const Statement* from = nullptr;         // see Settler::decide()
  const Settlement* settlement = nullptr;  // likewise
};

struct Asked {
  Facts facts = {};
  Settlement settlement = {};
  Answers twins = {};
  // Why what only a twin can prove was not proven, and so is sent; empty: all could be asked.
  std::string limit = {};
};

// In one round trip, or two when there are twins to build or meanings to ask for; a role that
// cannot make temporary tables, a standby and a database with event triggers do without. Throws
// what probe() throws.
Asked ask_server(Session& session, const Settler& settler, const AskOptions& options = {});

}  // namespace pgsettle
