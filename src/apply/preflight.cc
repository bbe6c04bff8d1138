#include "apply/preflight.h"

#include <fmt/format.h>

#include <variant>

#include "schema/transaction_blocks.h"
#include "sql/parse/parser.h"

namespace pgsettle {
namespace {

Diagnostic finding(const Statement& statement, std::string id, std::string message,
                   std::string hint) {
  return {.severity = Severity::error,
          .id = std::move(id),
          .source = statement.source,
          .range = statement.range,
          .message = std::move(message),
          .hint = std::move(hint),
          .unsupported = true};
}

void check_syntax(const Statement& statement, int server_major_version,
                  std::vector<Diagnostic>& diagnostics) {
  if (!statement.syntax_error) return;
  Diagnostic diagnostic = *statement.syntax_error;
  // One that we know the cause of, a placeholder for example, is none for any server.
  if (server_major_version > grammar_major_version() && diagnostic.hint.empty()) {
    diagnostic.severity = Severity::warning;
    diagnostic.message +=
        fmt::format(" (grammar of PostgreSQL {}; sent to the server, which is {})",
                    grammar_version(), server_major_version);
  }
  diagnostics.push_back(std::move(diagnostic));
}

void check_single_transaction(const Statement& statement, std::vector<Diagnostic>& diagnostics) {
  const TransactionControl control = statement.effect.control;
  if (control != TransactionControl::none && control != TransactionControl::savepoint) {
    diagnostics.push_back(finding(statement, "transaction-control",
                                  "the script controls its transactions itself",
                                  "--single-transaction cannot hold it; leave the option out."));
  }
  if (!statement.effect.transactional) {
    diagnostics.push_back(finding(statement, "not-in-transaction",
                                  "this statement cannot run inside a transaction block",
                                  "--single-transaction cannot hold it; leave the option out."));
  }
}

void check_database(const Reconnect& reconnect, const std::string& database,
                    std::vector<Diagnostic>& diagnostics) {
  if (reconnect.database.empty() || database.empty()) return;
  if (reconnect.database == database) return;
  diagnostics.push_back(
      {.severity = Severity::error,
       .id = "psql-meta-command",
       .source = reconnect.source,
       .range = reconnect.range,
       .message =
           fmt::format("\\connect to another database than \"{}\" is not supported", database),
       .hint = "Put it in a schema directory of its own and run pgsettle once for each database.",
       .unsupported = true});
}

void check(const Script& script, const ApplyOptions& options, const PreflightServer& server,
           std::vector<Diagnostic>& diagnostics) {
  diagnostics.insert(diagnostics.end(), script.diagnostics.begin(), script.diagnostics.end());
  TransactionBlock block;
  for (const ScriptItem& item : script.items) {
    if (const auto* reconnect = std::get_if<Reconnect>(&item)) {
      check_database(*reconnect, server.database, diagnostics);
      if (block.open() != nullptr && !script.results_matter) {
        diagnostics.push_back(left_open(*block.open()));
      }
      block = {};
    }
    const auto* statement = std::get_if<Statement>(&item);
    if (statement == nullptr) continue;
    check_syntax(*statement, server.major_version, diagnostics);
    if (options.single_transaction) check_single_transaction(*statement, diagnostics);
    block.see(*statement);
  }
  // With \gset it is not known before which branches are taken; then it is found at the end.
  if (block.open() != nullptr && !script.results_matter) {
    diagnostics.push_back(left_open(*block.open()));
  }
}

}  // namespace

std::vector<Diagnostic> preflight(std::span<const Script> scripts, const ApplyOptions& options,
                                  const PreflightServer& server) {
  std::vector<Diagnostic> diagnostics;
  for (const Script& script : scripts) check(script, options, server, diagnostics);
  return diagnostics;
}

}  // namespace pgsettle
