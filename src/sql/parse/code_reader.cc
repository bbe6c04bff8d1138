#include "sql/parse/code_reader.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <nlohmann/json.hpp>
#include <utility>

#include "base/text.h"
#include "sql/parse/analysis.h"
#include "sql/parse/catalog_reading.h"
#include "sql/parse/code_json.h"
#include "sql/parse/code_path.h"
#include "sql/parse/code_text.h"
#include "sql/parse/code_variables.h"

namespace pgsettle {
namespace {

using Json = nlohmann::json;

constexpr int error_level = 21;  // ERROR in src/include/utils/elog.h

bool is_loop(std::string_view kind) {
  constexpr auto loops = std::to_array<std::string_view>(
      {"PLpgSQL_stmt_loop", "PLpgSQL_stmt_while", "PLpgSQL_stmt_fori", "PLpgSQL_stmt_fors",
       "PLpgSQL_stmt_forc", "PLpgSQL_stmt_foreach_a", "PLpgSQL_stmt_dynfors"});
  return std::ranges::find(loops, kind) != loops.end();
}

// RAISE without a level is an error.
bool is_error(const Json& raise) { return raise.value("elog_level", error_level) >= error_level; }

bool raises_error(const Json& node) {
  if (node.is_object() && node.contains("PLpgSQL_stmt_raise")) {
    return is_error(node["PLpgSQL_stmt_raise"]);
  }
  return node.is_structured() &&
         std::ranges::any_of(node, [](const Json& below) { return raises_error(below); });
}

// Walks through the tree; statement nodes are objects with one key: {"PLpgSQL_stmt_if": {...}}.
class CodeReader {
 public:
  CodeReader(const Json& function, std::string_view sql, Range body)
      : variables_(function), text_(sql, body) {
    if (!variables_.obstacle().empty()) object(variables_.obstacle());
    if (!function.contains("action")) return;
    const Json& action = function["action"];
    if (count_blocks(action) == 1) note_defaults(function["datums"]);
    read(action);
  }

  CodeBlock take() { return std::move(code_); }

 private:
  // Something that CodeBlock::statements does not say.
  void object(std::string why) {
    if (code_.incomplete_because.empty()) code_.incomplete_because = std::move(why);
  }

  // Without the block that PL/pgSQL puts around one with a label or handlers; it has no line.
  static std::size_t count_blocks(const Json& node) {
    std::size_t count = 0;
    if (node.is_object() && node.contains("PLpgSQL_stmt_block")) {
      count += node["PLpgSQL_stmt_block"].contains("lineno") ? 1 : 0;
    }
    if (node.is_structured()) {
      for (const Json& below : node) count += count_blocks(below);
    }
    return count;
  }

  // v boolean := EXISTS (...), evaluated when the only block begins.
  void note_defaults(const Json& datums) {
    for (const Json& datum : datums) {
      if (!datum.contains("PLpgSQL_var")) continue;
      const Json& variable = datum["PLpgSQL_var"];
      const std::string value = query_of(variable, "default_val");
      if (!value.empty()) assign(variable.value("refname", ""), value);
    }
  }

  // The variable gets the value of the expression, here.
  void assign(const std::string& variable, const std::string& expression) {
    variables_.forget(variable);
    CodeCondition condition = read_condition(expression, variables_.names());
    if (condition.asks_catalog) variables_.note_catalog(variable);
    if (!path_.is_straight() || !variables_.is_boolean_set_once(variable)) return;
    if (auto answer = boolean_answer(expression, variables_.names())) {
      remember(variable, std::move(*answer));
    }
  }

  void remember(const std::string& variable, CodeCondition condition) {
    note_evaluation(condition);
    variables_.set(variable, std::move(condition));
  }

  void note_evaluation(CodeCondition& condition) {
    condition.evaluation = path_.next_evaluation();
    condition.statements_before = code_.statements.size();
    auto place = path_.place();
    if (!place) return;
    code_.evaluations.push_back({.condition = condition,
                                 .conditions = std::move(place->conditions),
                                 .ways_out = std::move(place->ways_out)});
  }

  bool knows(const std::string& variable) const {
    return variables_.value_of("\"" + variable + "\"").has_value();
  }

  void read(const Json& node) {
    if (node.is_array()) {
      for (const Json& statement : node) read(statement);
    } else if (node.is_object()) {
      for (const auto& [kind, statement] : node.items()) read_statement(kind, statement);
    }
  }

  void read_statement(const std::string& kind, const Json& node) {
    text_.go_to_line(node.value("lineno", std::size_t{0}));
    if (kind == "PLpgSQL_stmt_block") {
      read_block(node);
    } else if (kind == "PLpgSQL_stmt_if") {
      read_if(node);
    } else if (kind == "PLpgSQL_stmt_case") {
      read_case(node);
    } else if (kind == "PLpgSQL_stmt_execsql") {
      read_sql(node);
    } else if (kind == "PLpgSQL_stmt_perform") {
      read_perform(node);
    } else if (kind == "PLpgSQL_stmt_dynexecute") {
      read_execute(node);
    } else if (kind == "PLpgSQL_stmt_return") {
      if (node.contains("expr")) object("RETURN evaluates an expression");
      path_.leave_all();
    } else if (kind == "PLpgSQL_stmt_exit") {
      read_exit(node);
    } else if (kind == "PLpgSQL_stmt_raise") {
      if (!is_message(node)) object("RAISE may end the code, or evaluates an expression");
    } else if (kind == "PLpgSQL_stmt_assign") {
      read_assign(node);
    } else if (is_loop(kind)) {
      read_loop(node);
    } else {
      object(fmt::format("{} is not followed", spoken(kind)));
      if (kind == "PLpgSQL_stmt_call") add(query_of(node, "expr"), false);
    }
  }

  static std::string spoken(std::string_view kind) {
    constexpr std::string_view prefix = "PLpgSQL_stmt_";
    if (kind.starts_with(prefix)) kind.remove_prefix(prefix.size());
    return std::string(kind);
  }

  // RAISE below ERROR of constants and variables, which ends nothing.
  bool is_message(const Json& raise) const {
    if (is_error(raise) || raise.contains("options")) return false;
    const Json parameters = raise.value("params", Json::array());
    return std::ranges::all_of(parameters, [&](const Json& parameter) {
      return is_constant_or_variable(parameter["PLpgSQL_expr"].value("query", ""),
                                     variables_.names());
    });
  }

  void read_block(const Json& node) {
    const bool guarded = node.contains("exceptions");
    const std::size_t first = code_.statements.size();
    path_.enter(node.value("label", ""), CodePath::Frame::block, guarded);
    if (node.contains("body")) read(node["body"]);
    path_.end_body();
    if (guarded) {
      const Json& exceptions = node["exceptions"]["PLpgSQL_exception_block"]["exc_list"];
      add_handlers(exceptions, first);
      for (const Json& entry : exceptions) read_action(entry["PLpgSQL_exception"]);
    }
    path_.leave();
  }

  void add_handlers(const Json& exceptions, std::size_t first) {
    std::vector<CodeHandler> handlers;
    for (const Json& entry : exceptions) {
      const Json& node = entry["PLpgSQL_exception"];
      CodeHandler handler = {.conditions = {},
                             .first = first,
                             .statements = code_.statements.size() - first,
                             .hides = true,
                             .raises = raises_error(node)};
      for (const Json& condition : node["conditions"]) {
        handler.conditions.push_back(condition["PLpgSQL_condition"].value("condname", ""));
      }
      for (const Json& statement : node.value("action", Json::array())) {
        handler.hides = handler.hides && statement.contains("PLpgSQL_stmt_raise") &&
                        is_message(statement["PLpgSQL_stmt_raise"]);
      }
      if (!handler.hides) object("a handler does more than to hide the error");
      handlers.push_back(std::move(handler));
    }
    for (std::size_t i = first; i < code_.statements.size(); ++i) {
      auto& around = code_.statements[i].handlers;
      around.insert(around.end(), handlers.begin(), handlers.end());
    }
  }

  void read_action(const Json& exception) {
    if (!exception.contains("action")) return;
    CodeCondition failed = {.text = "EXCEPTION", .kind = CodeConditionKind::handler};
    failed.evaluation = path_.next_evaluation();
    read_under(failed, exception["action"]);
  }

  void read_under(CodeCondition condition, const Json& body) {
    path_.push(std::move(condition));
    read(body);
    path_.pop();
  }

  CodeCondition condition_of(const std::string& expression) {
    if (auto known = variables_.value_of(expression)) return *known;
    CodeCondition condition = read_condition(expression, variables_.names());
    condition.asks_catalog = condition.asks_catalog || variables_.asks_catalog(expression);
    note_evaluation(condition);
    if (!condition.only_reads_catalog) {
      object(
          fmt::format("the condition {} is more than a question to the catalog", trim(expression)));
    }
    return condition;
  }

  void read_if(const Json& node) {
    CodeCondition condition = condition_of(query_of(node, "cond"));
    if (node.contains("then_body")) read_under(condition, node["then_body"]);
    path_.push(condition.denied());
    std::size_t pushed = 1;
    for (const Json& entry : node.value("elsif_list", Json::array())) {
      const Json& alternative = entry["PLpgSQL_if_elsif"];
      condition = condition_of(query_of(alternative, "cond"));
      if (alternative.contains("stmts")) read_under(condition, alternative["stmts"]);
      path_.push(condition.denied());
      ++pushed;
    }
    if (node.contains("else_body")) read(node["else_body"]);
    for (; pushed > 0; --pushed) path_.pop();
  }

  void read_case(const Json& node) {
    object("CASE is not followed");
    const auto choice = [&](std::string expression, bool denied) {
      CodeCondition condition = read_condition(expression, variables_.names());
      condition.kind = CodeConditionKind::choice;
      condition.negated = denied;
      condition.evaluation = path_.next_evaluation();
      return condition;
    };
    for (const Json& entry : node.value("case_when_list", Json::array())) {
      const Json& when = entry["PLpgSQL_case_when"];
      if (when.contains("stmts")) read_under(choice(query_of(when, "expr"), false), when["stmts"]);
    }
    if (node.contains("else_stmts")) read_under(choice("CASE", true), node["else_stmts"]);
  }

  // FOR r IN SELECT ... FROM pg_tables: what is done for each is decided by the catalog.
  void read_loop(const Json& node) {
    object("a loop is not followed");
    std::string source = query_of(node, "query");
    if (source.empty()) source = query_of(node, "cond");
    CodeCondition condition = {.text = source, .kind = CodeConditionKind::loop};
    if (!source.empty()) {
      const std::string query = node.contains("query") ? "(" + source + "\n)" : source;
      condition.asks_catalog =
          read_condition(query, {}).asks_catalog || variables_.asks_catalog(query);
    }
    condition.evaluation = path_.next_evaluation();
    path_.enter(node.value("label", ""), CodePath::Frame::loop, false);
    if (node.contains("body")) read_under(condition, node["body"]);
    path_.leave();
  }

  // EXIT, CONTINUE; also with WHEN.
  void read_exit(const Json& node) {
    const std::string condition = query_of(node, "cond");
    if (!condition.empty()) path_.push(condition_of(condition));
    if (!path_.leave_labelled(node.value("label", ""))) object("EXIT leaves what is not known");
    if (!condition.empty()) path_.pop();
  }

  void read_assign(const Json& node) {
    const std::string variable = variables_.name_of(node.value("varno", std::size_t{0}));
    const std::string text = query_of(node, "expr");
    assign(variable, assigned_expression(text));
    if (!knows(variable)) object(fmt::format("the variable \"{}\" is set", variable));
  }

  // FOUND says whether the query had a row.
  void read_perform(const Json& node) {
    const std::string query = query_of(node, "expr");
    const std::string exists = "EXISTS (" + query + "\n)";
    variables_.forget("found");
    auto answer = boolean_answer(exists, variables_.names());
    if (!answer) {
      object("PERFORM runs what may do more than read the catalog");
    } else if (path_.is_straight()) {
      if (answer->asks_catalog) variables_.note_catalog("found");
      return remember("found", std::move(*answer));
    }
    if (read_condition(exists, {}).asks_catalog) variables_.note_catalog("found");
    add(query, false);
  }

  void read_sql(const Json& node) {
    const std::string sql = query_of(node, "sqlstmt");
    variables_.forget("found");
    if (!node.contains("into")) return add(sql, false);
    std::vector<std::string> targets;
    if (node.contains("target") && node["target"].contains("PLpgSQL_row")) {
      for (const Json& field : node["target"]["PLpgSQL_row"].value("fields", Json::array())) {
        if (field.is_object()) targets.push_back(field.value("name", ""));
      }
    }
    const std::string answer = "(" + sql + "\n)";
    for (const std::string& target : targets) assign(target, answer);
    if (targets.size() == 1 && knows(targets[0])) return;
    object("a variable is set by INTO");
    add(sql, false);
  }

  void read_execute(const Json& node) {
    if (node.contains("into") || node.contains("params")) object("EXECUTE takes or gives values");
    const auto text = constant_text(query_of(node, "query"));
    if (!text) {
      object("EXECUTE runs a text that is made at run time");
      return add("", true);
    }
    for (const std::string& statement : split_statements(*text)) add(statement, true);
  }

  void add(std::string sql, bool dynamic) {
    CodeStatement statement;
    statement.range = text_.find(sql);
    auto place = path_.place();
    if (!place) return;  // never reached
    if (!place->certain) object("RETURN or EXIT hangs on more than conditions");
    statement.conditions = std::move(place->conditions);
    statement.ways_out = std::move(place->ways_out);
    statement.dynamic = dynamic;
    if (!sql.empty()) {
      Analysis analysis = analyse(sql);
      statement.understood = !analysis.problem;
      statement.actions = std::move(analysis.actions);
    }
    statement.sql = std::move(sql);
    check(statement);
    code_.statements.push_back(std::move(statement));
  }

  // Whether the actions say all that the statement does.
  void check(const CodeStatement& statement) {
    if (!statement.understood) return object("a statement is not understood");
    if (statement.actions.empty()) return object("a statement does what is not known");
    for (const Action& action : statement.actions) {
      if (action.verb == Verb::session) return object("a setting is changed");
      if (action.verb == Verb::control) return object("a transaction begins or ends");
      if (action.verb == Verb::call) return object("a routine is called");
    }
    if (statement.dynamic) return;
    if (returns_rows(statement.sql)) return object("a statement returns rows that nobody takes");
    tree::parse(statement.sql, [&](const tree::Node& node) {
      if (tree::reads_variable(node, variables_.names())) object("a statement reads a variable");
    });
  }

  CodeVariables variables_;
  CodeText text_;
  CodePath path_;
  CodeBlock code_;
};

}  // namespace

CodeBlock read_code(const std::string& functions, std::string_view sql, Range body) {
  const Json parsed = Json::parse(functions, nullptr, false);
  const bool read = parsed.is_array() && !parsed.empty() && parsed[0].contains("PLpgSQL_function");
  if (!read) return {.statements = {}, .problem = "no body"};
  return CodeReader(parsed[0]["PLpgSQL_function"], sql, body).take();
}

}  // namespace pgsettle
