// What a statement is called: the server's command tag, in snake case.
#pragma once

#include <cstddef>
#include <string>

#include "sql/fallback/statement_words.h"

namespace pgsettle {

struct CommandTag {
  // "create_table", "insert"; the first word for what is not known, empty when there is none.
  std::string kind;
  std::size_t verb = 0;  // where the deciding verb stands: not 0 behind WITH ... AS (...)
  std::size_t end = 1;   // where the words behind it (IF NOT EXISTS, the name) begin
};

CommandTag command_tag(const StatementWords& words);

}  // namespace pgsettle
