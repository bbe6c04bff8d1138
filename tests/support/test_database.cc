#include "support/test_database.h"

#include <fmt/format.h>

namespace pgsettle {

std::unique_ptr<Connection> connect(const std::string& url) {
  return Connection::open({.parameters = {{.keyword = "dbname", .value = url}}});
}

Answer execute(Session& session, std::string_view sql) {
  session.send_alone(sql, Results::keep);
  return session.wait();
}

std::string ask(Session& session, std::string_view sql) {
  const Answer answer = execute(session, sql);
  if (answer.error) return answer.error->message;
  std::vector<std::string> rows;
  for (const ResultRow& row : answer.result) {
    std::vector<std::string> cells;
    for (const auto& cell : row) cells.push_back(cell.value_or("NULL"));
    rows.push_back(fmt::format("{}", fmt::join(cells, ",")));
  }
  return fmt::format("{}", fmt::join(rows, " "));
}

std::string drain(Session& session) {
  std::vector<std::string> words;
  while (session.pending() > 0) {
    const Answer answer = session.wait();
    std::string word = answer.status == AnswerStatus::done     ? answer.command_tag
                       : answer.status == AnswerStatus::failed ? answer.error->sqlstate
                                                               : "skipped";
    for (const ServerMessage& notice : answer.notices) word += "[" + notice.message + "]";
    words.push_back(word);
  }
  return fmt::format("{}", fmt::join(words, ", "));
}

}  // namespace pgsettle
