#include "settle/probe.h"

#include <fmt/format.h>

#include <utility>
#include <vector>

#include "base/error.h"
#include "catalog/catalog_query.h"
#include "catalog/snapshot.h"
#include "sql/write/quoting.h"

namespace pgsettle {
namespace {

// Event triggers that fire on nothing but logins change nothing.
constexpr std::string_view session_query = R"(
SELECT current_user, current_setting('search_path'),
       (SELECT rolsuper FROM pg_catalog.pg_roles WHERE rolname = current_user),
       EXISTS (SELECT FROM pg_catalog.pg_event_trigger WHERE evtenabled <> 'D' AND evtevent <> 'login'),
       pg_catalog.pg_is_in_recovery(),
       pg_catalog.has_database_privilege(pg_catalog.current_database(), 'TEMP'))";

std::string array_of(const std::set<std::string>& names) {
  std::string text;
  for (const std::string& name : names) {
    text += text.empty() ? "" : ",";
    text += quote_literal(name);
  }
  return "ARRAY[" + text + "]::name[]";
}

std::string system_query(const std::set<std::string>& names) {
  return fmt::format(
      "WITH n AS MATERIALIZED (SELECT {}  AS a)\n"
      "SELECT 'relation', relname, false FROM pg_class WHERE relname = ANY ((SELECT a FROM "
      "n)::name[])"
      " AND relnamespace = 'pg_catalog'::regnamespace\n"
      "UNION SELECT 'type', typname, false FROM pg_type WHERE typname = ANY ((SELECT a FROM "
      "n)::name[])"
      " AND typnamespace = 'pg_catalog'::regnamespace\n"
      "UNION ALL SELECT 'routine', proname, bool_or(provolatile = 'v') FROM pg_proc WHERE proname "
      "= ANY ((SELECT a FROM "
      "n)::name[])"
      " AND pronamespace = 'pg_catalog'::regnamespace GROUP BY proname",
      array_of(names));
}

NameSpace space_of(std::string_view text) {
  return text == "relation" ? NameSpace::relation
                            : (text == "type" ? NameSpace::type : NameSpace::routine);
}

SessionFacts read_session(const Answer& answer) {
  if (answer.result.empty() || answer.result[0].size() != 6) {
    throw Error(ErrorCode::internal, "the session query has no answer");
  }
  const ResultRow& row = answer.result[0];
  const auto is = [&](std::size_t column) { return row[column].value_or("") == "t"; };
  return {
      .user = row[0].value_or(""),
      .search_path = split_identifiers(row[1].value_or("")).value_or(std::vector<std::string>()),
      .superuser = is(2),
      .event_triggers = is(3),
      .standby = is(4),
      .temporary = is(5)};
}

// The path that the first script began with; a later one may have set another.
std::string set_path(const SessionFacts& session) {
  std::string text;
  for (const std::string& schema : session.search_path) {
    text += (text.empty() ? "" : ", ") + quote_identifier(schema);
  }
  return "SET LOCAL search_path = " + (text.empty() ? "''" : text);
}

class Probe {
 public:
  Probe(Session& session, const Settler& settler, bool inside)
      : session_(session), settler_(settler), inside_(inside) {}

  ProbeResult run(const SessionFacts* before) {
    const CatalogNames& names = settler_.names();
    const std::set<Question>& questions = settler_.questions();
    send_queries(names);
    send_questions(questions, before);
    session_.send(inside_ ? "RELEASE SAVEPOINT pgsettle_probe" : "ROLLBACK");
    session_.sync();
    return read_answers(before, questions);
  }

 private:
  void send_queries(const CatalogNames& names) {
    const auto send = [&](std::string_view sql) { session_.send(sql); };
    if (inside_) {
      send("SAVEPOINT pgsettle_probe");
      send("SET LOCAL ROLE NONE");  // what is asked of rights is asked of who the session began as
    } else {
      send("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY");
      send("SAVEPOINT pgsettle_probe");
    }
    send("SET LOCAL lock_timeout = '2s'");  // pg_get_indexdef() and the like read the relation
    session_.send(session_query, Results::keep);
    send(reading_settings());
    for (const std::string& query : catalog_queries(&names, session_.server_major_version())) {
      session_.send(query, Results::keep);
      ++catalog_queries_;
    }
    session_.send(system_query(names.names), Results::keep);
    send("ROLLBACK TO SAVEPOINT pgsettle_probe");
    session_.sync();
  }

  // Each on its own: one that fails says nothing of the others.
  void send_questions(const std::set<Question>& questions, const SessionFacts* before) {
    for (const Question& question : questions) {
      if (before != nullptr) session_.send(set_path(*before));
      for (const std::string& setting : question.settings) session_.send(setting);
      session_.send(fmt::format("SELECT ({}\n)", question.condition), Results::keep);
      session_.sync();
      session_.send("ROLLBACK TO SAVEPOINT pgsettle_probe");
      session_.sync();
    }
  }

  ProbeResult read_answers(const SessionFacts* before, const std::set<Question>& questions) {
    ProbeResult result;
    const auto next = [&](bool must) {
      Answer answer = session_.wait();
      if (must && answer.error && !error_) error_ = answer.error;
      return answer;
    };
    next(true);
    next(true);
    next(true);
    const Answer session = next(true);
    next(true);
    std::vector<Answer> objects;
    for (; catalog_queries_ > 0; --catalog_queries_) objects.push_back(next(true));
    const Answer system = next(true);
    next(true);
    for (const Question& question : questions) {
      const std::size_t settings = question.settings.size() + (before != nullptr ? 1 : 0);
      for (std::size_t i = 0; i < settings; ++i) next(true);
      const Answer answer = next(false);
      const bool told = !answer.error && answer.result.size() == 1 && answer.result[0].size() == 1;
      const std::string value = told ? answer.result[0][0].value_or("") : "";
      // NULL counts as false in an IF.
      if (told && (value == "f" || value == "t" || value.empty())) {
        result.answers[question.key()] = value == "t";
      }
      next(true);
    }
    while (session_.pending() > 0) next(true);
    if (error_) throw unreadable_catalog(*error_);
    const SessionFacts now = read_session(session);
    SessionFacts facts = before != nullptr ? *before : now;
    facts.event_triggers = now.event_triggers;  // a script may have made one
    facts.server_major_version = session_.server_major_version();
    facts.system_names.clear();
    facts.volatile_routines.clear();
    for (const ResultRow& row : system.result) {
      facts.system_names.insert({space_of(row[0].value_or("")), row[1].value_or("")});
      if (row[2] == "t") facts.volatile_routines.insert(row[1].value_or(""));
    }
    result.facts = Facts(std::move(facts), read_objects(objects));
    return result;
  }

  Session& session_;
  const Settler& settler_;
  bool inside_;
  std::size_t catalog_queries_ = 0;  // whose answers are still to come
  std::optional<ServerMessage> error_;
};

}  // namespace

ProbeResult probe(Session& session, const Settler& settler, bool inside,
                  const SessionFacts* before) {
  return Probe(session, settler, inside).run(before);
}

}  // namespace pgsettle
