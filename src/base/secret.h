// Keeps passwords out of what is printed. In doubt more is hidden than the password.
#pragma once

#include <string>
#include <string_view>

namespace pgsettle {

// `text` with the passwords in connection URIs (scheme://user:secret@host, ?password=secret) and in
// conninfo strings (password=secret, password = 'secret') replaced by "***".
std::string redact_connection(std::string_view text);

// `message`, which is about `connection` (a URI or conninfo string), with every part of the
// password replaced by "***". A string that is not well-formed is quoted in pieces, so the
// password's parts are looked for one by one; `malformed` says that all behind "password=" may be
// one.
std::string redact_about(std::string_view message, std::string_view connection, bool malformed);

// `sql` with the literal after PASSWORD, and the passwords in URIs and in the literal after
// CONNECTION, replaced by asterisks of the same number of bytes, so that offsets stay what they
// are. Dollar-quoted literals are not looked into.
std::string redact_sql(std::string_view sql);

// Overwrites the passwords in the process's own arguments, which other users see in the process
// list. Call after they were read.
void redact_arguments(int argc, char** argv);

}  // namespace pgsettle
