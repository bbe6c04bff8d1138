// Keeps passwords out of what is printed. In doubt more is hidden than the password.
#pragma once

#include <string>
#include <string_view>

namespace pgsettle {

// `text` with the passwords in connection URIs (scheme://user:secret@host, ?password=secret) and in
// conninfo strings (password=secret, password = 'secret') replaced by "***".
std::string redact_connection(std::string_view text);

// `sql` with the literal after PASSWORD, and the passwords in URIs and in the literal after
// CONNECTION, replaced by asterisks of the same number of bytes, so that offsets stay what they
// are. Dollar-quoted literals are not looked into.
std::string redact_sql(std::string_view sql);

// Overwrites the passwords in the process's own arguments, which other users see in the process
// list. Call after they were read.
void redact_arguments(int argc, char** argv);

}  // namespace pgsettle
