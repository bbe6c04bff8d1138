// Scripts in a test, and what the settler says of them on a database.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "apply/settled_statements.h"
#include "settle/settler.h"
#include "support/memory_file_system.h"
#include "support/test_database.h"

namespace pgsettle {

class SettleRun {
 public:
  explicit SettleRun(const std::vector<std::string>& scripts);

  // A letter a statement, scripts separated by a blank: "." settled, "r" to be sent, "?" to be
  // asked again.
  std::string verdicts(Session& session);
  // Of the first script's statement with this number, from 0, as of the last verdicts().
  const Decision& decision(std::size_t number) const;
  // The messages of what will not converge.
  std::vector<std::string> divergences() const;
  // The SQL that would make it converge.
  std::vector<std::string> remedies() const;

 private:
  std::vector<const Statement*> statements(std::size_t script) const;

  std::unique_ptr<MemoryFileSystem> files_;
  std::unique_ptr<Sources> sources_;
  std::vector<Script> scripts_;
  std::unique_ptr<Analyses> analyses_;
  std::unique_ptr<Settler> settler_;
  RealClock clock_;
  std::unique_ptr<SettledStatements> settled_;
};

// On a session of its own.
std::string verdicts(const TestDatabase& database, const std::vector<std::string>& scripts);

}  // namespace pgsettle
