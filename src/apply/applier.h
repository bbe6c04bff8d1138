// Runs scripts: takes the advisory lock, sends them one behind the other, tries again what met a
// lock, and says what became of everything.
#pragma once

#include <optional>
#include <span>

#include "apply/observer.h"
#include "apply/options.h"
#include "apply/result.h"
#include "apply/session_renewal.h"
#include "apply/settled_statements.h"
#include "base/clock.h"
#include "db/session.h"
#include "schema/script.h"
#include "schema/script_loader.h"
#include "settle/settler.h"

namespace pgsettle {

class Applier {
 public:
  // Everything outlives the applier; `scripts` also its result. With a settler, which knows the
  // same scripts, what is settled is not sent.
  Applier(Session& session, Clock& clock, Observer& observer, ScriptLoader& loader,
          ApplyOptions options, const Settler* settler = nullptr);

  // The scripts must have passed preflight(). Never throws for what the server says, a lost
  // connection or an interruption: ApplyResult::stop has it.
  ApplyResult apply(std::span<const Script> scripts);

 private:
  bool may_need_new_sessions(std::span<const Script> scripts) const;
  bool take_lock(ApplyResult& result);
  bool ask(ApplyResult& result);
  void run(ApplyResult& result);

  Session& session_;
  Clock& clock_;
  Observer& observer_;
  ScriptLoader& loader_;
  ApplyOptions options_;
  std::optional<SettledStatements> settled_;
  SessionRenewal renewal_;
  bool renews_ = false;  // scripts may change what new sessions begin with
  bool limit_said_ = false;
  bool pooled_ = false;
};

}  // namespace pgsettle
