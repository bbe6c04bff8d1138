#include "db/connection_parameters.h"

namespace pgsettle {
namespace {

const std::string& first_said(const ConnectionChoice& choice) {
  for (const std::string* url :
       {&choice.target_url, &choice.url, &choice.database_url, &choice.env_file_url}) {
    if (!url->empty()) return *url;
  }
  return choice.dbname;
}

}  // namespace

std::vector<ConnectionParameter> connection_parameters(const ConnectionChoice& choice) {
  std::vector<ConnectionParameter> parameters;
  const auto add = [&](std::string_view keyword, const std::string& value) {
    if (!value.empty()) parameters.push_back({.keyword = std::string(keyword), .value = value});
  };
  // Later keywords win, also over those in an expanded dbname.
  if (!choice.dbname.empty() || !choice.host.empty() || !choice.port.empty()) {
    add("host", choice.host);
    add("port", choice.port);
    add("user", choice.user);
    add("dbname", choice.dbname);
  } else {
    add("dbname", first_said(choice));
    add("user", choice.user);
  }
  return parameters;
}

}  // namespace pgsettle
