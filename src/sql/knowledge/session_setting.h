// SET statements that change how the rest of the script itself is to be read.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace pgsettle {

struct SessionSetting {
  std::string name;   // lower case
  std::string value;  // without quotes
};

// SET [SESSION | LOCAL] name {= | TO} value, and SET NAMES value as client_encoding; nullopt for
// everything else.
std::optional<SessionSetting> parse_setting(std::string_view sql);

}  // namespace pgsettle
