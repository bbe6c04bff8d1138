// A PostgreSQL server for tests: one throwaway cluster a program, one database a test.
#pragma once

#include <string>

#include "cluster/cluster.h"

namespace pgsettle {

// Starts with the first call and ends with the program.
const Cluster& test_cluster();

// The URL of a new database that nobody else uses.
std::string fresh_database_url();

int test_server_version();  // the major one

// Else what the grammar refuses may be new syntax, and is sent.
bool grammar_is_the_servers();

}  // namespace pgsettle
