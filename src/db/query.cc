#include "db/query.h"

#include <utility>

#include "base/error.h"

namespace pgsettle {

std::vector<ResultRow> query(Session& session, std::string_view sql) {
  session.send_alone(sql, Results::keep);
  Answer answer = session.wait();
  if (answer.error) throw Error(ErrorCode::statement_failed, answer.error->message);
  return std::move(answer.result);
}

}  // namespace pgsettle
