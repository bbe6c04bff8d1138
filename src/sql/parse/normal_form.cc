#include "sql/parse/normal_form.h"

#include "sql/parse/normal_form_writer.h"
#include "sql/parse/tree.h"
#include "sql/read/comments.h"

namespace pgsettle {
namespace {

using tree::Node;

std::vector<std::string> forms_of(const Node& statement, const NameCompletion& completion) {
  std::vector<std::string> forms;
  const auto form = [&](const auto& write) {
    NormalFormWriter writer(statement, completion, forms.emplace_back());
    write(writer);
  };
  if (statement.node_case == PG_QUERY__NODE__NODE_ALTER_TABLE_STMT) {
    const PgQuery__AlterTableStmt& alter = *statement.alter_table_stmt;
    for (const Node* command : tree::nodes(alter.cmds, alter.n_cmds)) {
      form([&](NormalFormWriter& writer) {
        writer.write_command(alter.relation, *command->alter_table_cmd);
      });
    }
  } else {
    form([&](NormalFormWriter& writer) { writer.write(statement.base); });
  }
  return forms;
}

}  // namespace

std::vector<std::string> normal_forms(std::string_view sql, const NameCompletion& completion) {
  std::vector<std::string> forms;
  const std::string text(sql);
  const auto read = [&](const Node& statement) { forms = forms_of(statement, completion); };
  if (tree::parse(text, read)) tree::parse(without_comments(text), read);
  return forms;
}

}  // namespace pgsettle
