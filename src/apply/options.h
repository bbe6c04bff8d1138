// How a run is to be done.
#pragma once

#include "base/clock.h"

namespace pgsettle {

struct ApplyOptions {
  bool single_transaction = false;                      // -1
  bool shared_session = false;                          // settings of a script reach the next
  Milliseconds lock_timeout = std::chrono::seconds(2);  // 0: none
  Milliseconds statement_timeout = Milliseconds(0);     // 0: none
  Milliseconds wait_lock = std::chrono::seconds(60);    // for another pgsettle to finish
  int retries = 5;                                      // of a transaction that met a lock
  // Of the chance in the pauses between them: another one in each process.
  unsigned seed = 1;
  bool strict = false;  // what will not converge is an error, before anything is sent
  // Ask the server for every answer at once: a person watches, or each statement's time is wanted.
  // Costs a little throughput.
  bool watched = false;
};

}  // namespace pgsettle
