// Owners of libpq's objects, and its messages as ours. Only .cc files of this folder include it.
#pragma once

#include <libpq-fe.h>

#include <memory>

#include "base/handle.h"
#include "db/server_message.h"

namespace pgsettle {

using ConnectionHandle = std::unique_ptr<PGconn, Deleter<PQfinish>>;
using ResultHandle = std::unique_ptr<PGresult, Deleter<PQclear>>;

// Of a result that is an error or a notice.
ServerMessage server_message(const PGresult* result);

}  // namespace pgsettle
