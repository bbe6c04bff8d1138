// Questions to a server that take one round trip, or a second one where some of them fail. Rounds
// of several kinds share the trip: all are sent before the first is received.
#pragma once

#include "settle/twin.h"

namespace pgsettle {

class QuestionRound {
 public:
  virtual ~QuestionRound() = default;

  // Something is still to be asked.
  virtual bool is_open() const = 0;
  // Sends what is open. Nothing but other rounds may be pending.
  virtual void send() = 0;
  // Takes the answers to what was sent, and no others. Throws Error{connection}.
  virtual void receive(Answers& answers) = 0;
};

}  // namespace pgsettle
