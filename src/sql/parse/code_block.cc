#include "sql/parse/code_block.h"

#include <fmt/format.h>
#include <pg_query.h>

#include <algorithm>
#include <array>
#include <nlohmann/json.hpp>

#include "base/text.h"
#include "sql/parse/analysis.h"
#include "sql/parse/canonical_text.h"

namespace pgsettle {
namespace {

using Json = nlohmann::json;

// Owner of what libpg_query returns by value.
class Parsed {
 public:
  explicit Parsed(const std::string& sql) : result_(pg_query_parse_plpgsql(sql.c_str())) {}
  Parsed(const Parsed&) = delete;
  Parsed& operator=(const Parsed&) = delete;
  ~Parsed() { pg_query_free_plpgsql_parse_result(result_); }

  const PgQueryPlpgsqlParseResult& get() const { return result_; }

 private:
  PgQueryPlpgsqlParseResult result_;
};

bool asks_catalog(std::string_view condition) {
  const std::string text = canonical_text(condition);
  constexpr std::array<std::string_view, 6> signs = {
      "pg_", "information_schema", "to_reg", "regclass", "regtype", "regproc"};
  return std::ranges::any_of(
      signs, [&](std::string_view sign) { return text.find(sign) != std::string::npos; });
}

// 'constant' or $$constant$$ alone.
std::optional<std::string> constant_text(std::string_view expression) {
  const std::string_view text = trim(expression);
  if (text.size() > 1 && text.front() == '\'' && text.find('\'', 1) == text.size() - 1) {
    return std::string(text.substr(1, text.size() - 2));
  }
  const std::size_t end = text.starts_with('$') ? text.find('$', 1) : std::string_view::npos;
  if (end == std::string_view::npos) return std::nullopt;
  const std::string_view tag = text.substr(0, end + 1);
  const std::size_t close = text.find(tag, tag.size());
  if (close == std::string_view::npos || close + tag.size() != text.size()) return std::nullopt;
  return std::string(text.substr(tag.size(), close - tag.size()));
}

// Walks through libpg_query's JSON of a PL/pgSQL function; its statement nodes are objects with one
// key, e.g. {"PLpgSQL_stmt_if": {...}}.
class Reader {
 public:
  Reader(std::string_view sql, Range body) : sql_(sql), body_(body), searched_(body.begin) {}

  std::vector<CodeStatement> take() { return std::move(statements_); }

  void read(const Json& node) {
    if (node.is_array()) return read_list(node);
    if (!node.is_object()) return;
    for (const auto& [kind, statement] : node.items()) read_statement(kind, statement);
  }

 private:
  // IF condition THEN RETURN; END IF; guards what stands behind it.
  void read_list(const Json& list) {
    const std::size_t outer = conditions_.size();
    for (const Json& item : list) {
      read(item);
      if (!item.contains("PLpgSQL_stmt_if")) continue;
      const Json& branch = item["PLpgSQL_stmt_if"];
      if (!branch.contains("then_body") || !leaves(branch["then_body"])) continue;
      CodeCondition condition = condition_of(branch, "cond");
      condition.negated = true;
      conditions_.push_back(std::move(condition));
    }
    conditions_.resize(outer);
  }

  static bool leaves(const Json& body) {
    return std::ranges::any_of(body, [](const Json& statement) {
      return statement.contains("PLpgSQL_stmt_return") || statement.contains("PLpgSQL_stmt_exit");
    });
  }

  void read_statement(const std::string& kind, const Json& node) {
    if (kind == "PLpgSQL_stmt_block") {
      read_block(node);
    } else if (kind == "PLpgSQL_stmt_if") {
      read_if(node);
    } else if (kind == "PLpgSQL_stmt_case") {
      read_case(node);
    } else if (kind == "PLpgSQL_stmt_execsql") {
      add(query(node, "sqlstmt"), false);
    } else if (kind == "PLpgSQL_stmt_perform" || kind == "PLpgSQL_stmt_call") {
      add(query(node, "expr"), false);
    } else if (kind == "PLpgSQL_stmt_dynexecute") {
      const auto text = constant_text(query(node, "query"));
      add(text.value_or(""), true);
    } else if (kind == "PLpgSQL_stmt_dynfors") {
      read_loop(node);
    } else if (node.is_object() && node.contains("body")) {  // the loops
      read_loop(node);
    }
  }

  static std::string query(const Json& node, const char* key) {
    if (!node.contains(key)) return {};
    const Json& holder = node[key];
    if (!holder.contains("PLpgSQL_expr")) return {};
    return holder["PLpgSQL_expr"].value("query", "");
  }

  // RAISE without a level, or with EXCEPTION, anywhere in what is done.
  static bool raises_error(const Json& node) {
    constexpr int error_level = 21;  // ERROR in src/include/utils/elog.h
    if (node.is_object() && node.contains("PLpgSQL_stmt_raise")) {
      return node["PLpgSQL_stmt_raise"].value("elog_level", error_level) >= error_level;
    }
    return node.is_structured() &&
           std::ranges::any_of(node, [](const Json& below) { return raises_error(below); });
  }

  void read_block(const Json& node) {
    if (!node.contains("exceptions")) {
      if (node.contains("body")) read(node["body"]);
      return;
    }
    const std::size_t first = statements_.size();
    const Json& exceptions = node["exceptions"]["PLpgSQL_exception_block"]["exc_list"];
    CodeHandler handler;
    for (const Json& entry : exceptions) {
      for (const Json& condition : entry["PLpgSQL_exception"]["conditions"]) {
        handler.conditions.push_back(
            to_lower(condition["PLpgSQL_condition"].value("condname", "")));
      }
      handler.raises = handler.raises || raises_error(entry["PLpgSQL_exception"]);
    }
    if (node.contains("body")) read(node["body"]);
    handler.statements = statements_.size() - first;
    handler.first = first;
    for (auto& statement : std::span(statements_).subspan(first)) {
      statement.handlers.push_back(handler);
    }
    for (const Json& entry : exceptions) {
      const Json& caught = entry["PLpgSQL_exception"];
      if (caught.contains("action"))
        read_under({.text = "EXCEPTION", .negated = false}, caught["action"]);
    }
  }

  void read_under(CodeCondition condition, const Json& body) {
    conditions_.push_back(std::move(condition));
    read(body);
    conditions_.pop_back();
  }

  CodeCondition condition_of(const Json& node, const char* key) {
    std::string text = query(node, key);
    const bool catalog = asks_catalog(text) || asks_variable_of_catalog(text);
    return {.text = std::move(text), .asks_catalog = catalog};
  }

  // `SELECT ... INTO found FROM pg_class`, or a variable declared with such a query.
  bool asks_variable_of_catalog(std::string_view condition) const {
    const std::string text = canonical_text(condition);
    return catalog_queried_ && std::ranges::any_of(variables_, [&](const std::string& variable) {
             return (" " + text + " ").find(" " + variable + " ") != std::string::npos;
           });
  }

  void read_if(const Json& node) {
    CodeCondition condition = condition_of(node, "cond");
    if (node.contains("then_body")) read_under(condition, node["then_body"]);
    condition.negated = true;
    for (const Json& entry : node.value("elsif_list", Json::array())) {
      const Json& alternative = entry["PLpgSQL_if_elsif"];
      CodeCondition other = condition_of(alternative, "cond");
      other.asks_catalog = other.asks_catalog || condition.asks_catalog;
      if (alternative.contains("stmts")) read_under(std::move(other), alternative["stmts"]);
    }
    if (node.contains("else_body")) read_under(condition, node["else_body"]);
  }

  void read_case(const Json& node) {
    for (const Json& entry : node.value("case_when_list", Json::array())) {
      const Json& when = entry["PLpgSQL_case_when"];
      if (when.contains("stmts")) read_under(condition_of(when, "expr"), when["stmts"]);
    }
    if (node.contains("else_stmts")) {
      read_under({.text = "CASE", .negated = true}, node["else_stmts"]);
    }
  }

  void read_loop(const Json& node) {
    // FOR r IN SELECT ... FROM pg_tables: what is done for each is decided by the catalog.
    std::string source = query(node, "query");
    const bool catalog = asks_catalog(source);
    if (node.contains("body")) {
      read_under({.text = std::move(source), .negated = false, .asks_catalog = catalog},
                 node["body"]);
    }
  }

  void add(std::string sql, bool dynamic) {
    CodeStatement statement;
    statement.range = find(sql);
    statement.conditions = conditions_;
    statement.dynamic = dynamic;
    if (!sql.empty()) {
      Analysis analysis = analyse(sql);
      statement.understood = !analysis.problem;
      statement.actions = std::move(analysis.actions);
      if (asks_catalog(sql)) catalog_queried_ = true;
    }
    statement.sql = std::move(sql);
    statements_.push_back(std::move(statement));
  }

  // PL/pgSQL's JSON says the line only; statements come in the order of the text.
  Range find(std::string_view sql) {
    const std::string_view text = sql_.substr(0, body_.end);
    const std::size_t at = sql.empty() ? std::string_view::npos : text.find(trim(sql), searched_);
    if (at == std::string_view::npos) return body_;
    searched_ = at + trim(sql).size();
    return {.begin = at, .end = searched_};
  }

 public:
  void note_variables(const Json& datums) {
    for (const Json& datum : datums) {
      for (const auto& [kind, variable] : datum.items()) {
        if (kind != "PLpgSQL_var" && kind != "PLpgSQL_rec") continue;
        variables_.push_back(to_lower(variable.value("refname", "")));
        if (variable.contains("default_val") && asks_catalog(query(variable, "default_val"))) {
          catalog_queried_ = true;
        }
      }
    }
  }

 private:
  std::string_view sql_;
  Range body_;
  std::size_t searched_;
  std::vector<CodeStatement> statements_;
  std::vector<CodeCondition> conditions_;
  std::vector<std::string> variables_;
  bool catalog_queried_ = false;
};

}  // namespace

CodeBlock read_code_block(std::string_view sql, Range body) {
  CodeBlock block;
  const Parsed parsed{std::string(sql)};
  if (parsed.get().error != nullptr) {
    block.problem = parsed.get().error->message;
    return block;
  }
  const Json functions = Json::parse(parsed.get().plpgsql_funcs, nullptr, false);
  if (!functions.is_array() || functions.empty()) {
    block.problem = "no body";
    return block;
  }
  const Json& function = functions[0]["PLpgSQL_function"];
  Reader reader(sql, body);
  reader.note_variables(function.value("datums", Json::array()));
  if (function.contains("action")) reader.read(function["action"]);
  block.statements = reader.take();
  return block;
}

}  // namespace pgsettle
