// Ctrl-C and SIGTERM. A signal is only noted; whoever waits (a session, a clock) looks at the note
// or at the descriptor, so that the server can be told and the transaction rolled back. The second
// SIGINT ends the process at once, for when the first one cannot be carried out.
#pragma once

#include <optional>

#include "base/error.h"

namespace pgsettle::interrupt {

// Call once, before any thread is started.
void install();

// interrupted or terminated, once a signal has arrived.
std::optional<ErrorCode> requested();

// Becomes readable when a signal arrives and stays so; -1 before install().
int descriptor();

// Forgets a signal; for tests.
void reset();

}  // namespace pgsettle::interrupt
