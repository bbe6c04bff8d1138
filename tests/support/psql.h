// PostgreSQL's own programs, from beside the server that the tests start.
#pragma once

#include <string>
#include <vector>

#include "base/process.h"

namespace pgsettle {

// `psql -X -q ARGUMENTS` in `directory`, for Process.
Command psql_command(const std::string& url, const std::string& directory,
                     const std::vector<std::string>& arguments);
// The same, run to its end.
CompletedProcess psql(const std::string& url, const std::string& directory,
                      const std::vector<std::string>& arguments);

// The rows of a query, fields separated by |, rows by line feeds, without a final one. The test
// fails when the query does.
std::string query(const std::string& url, const std::string& sql);

// pg_dump of everything, comparable: the rows of a table sorted, random keys removed.
// pg_dump refuses a server that is newer than itself.
bool can_dump();
std::string dump(const std::string& url);

}  // namespace pgsettle
