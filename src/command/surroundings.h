// What scripts find around them on a target, and how a throwaway server is made to have the same:
// scripts that are applied there must come out as they do on the target. Knows nothing of scripts.
#pragma once

#include <functional>
#include <memory>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "db/connection.h"

namespace pgsettle {

// Objects of the whole cluster, by name.
struct ClusterNames {
  std::set<std::string, std::less<>> roles = {};
  std::set<std::string, std::less<>> databases = {};
  std::set<std::string, std::less<>> tablespaces = {};
};

struct StoredSetting {
  std::string database;  // empty: in all
  std::string role;      // empty: of all
  std::string name;
  std::string value;
};

// The encoding and locale of a database, as CREATE DATABASE takes them.
struct DatabaseLocale {
  std::string encoding = {};
  std::string provider = {};  // "libc", "icu", "builtin"; empty: the server has but one
  std::string collate = {};
  std::string ctype = {};
  std::string locale = {};  // of the provider; empty for libc
  std::string rules = {};   // ICU's
};

struct Surroundings {
  int major_version = 0;
  std::string user;
  std::string database;
  std::string owner = {};  // of the database
  DatabaseLocale locale = {};
  std::vector<std::pair<std::string, std::string>> roles = {};  // name, attributes of CREATE ROLE
  struct Membership {
    std::string role;
    std::string member;
    std::string options;  // WITH ...
  };
  std::vector<Membership> memberships = {};
  std::vector<std::string> databases = {};  // the others
  std::vector<std::string> tablespaces = {};
  std::vector<StoredSetting> stored = {};  // by ALTER DATABASE and ALTER ROLE
  // What the session has else: of the server's configuration, and of the connection itself.
  std::vector<std::pair<std::string, std::string>> of_server = {};
  std::vector<std::pair<std::string, std::string>> of_connection = {};
};

// Throws what query() throws.
Surroundings read_surroundings(Connection& target);

using Connect = std::function<std::unique_ptr<Connection>(const std::string& database)>;

// Makes them on the new server that `connect` leads to, as its superuser. What is in `left_out` is
// not made. Databases beside the target's are made when they are in `asked`. Gives what could not
// be made the same, as remarks for the user. Throws what Connection::open() and query() throw.
std::vector<std::string> imitate(const Surroundings& around, const ClusterNames& left_out,
                                 const ClusterNames& asked, const Connect& connect);

// The settings of the connection as a value of libpq's keyword "options".
std::string connection_options(const Surroundings& around);

}  // namespace pgsettle
