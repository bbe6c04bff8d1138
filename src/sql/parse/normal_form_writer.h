// Writes a parse tree as the text that normal_forms() compares. Not for anything else.
#pragma once

#include <functional>
#include <optional>
#include <set>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "sql/parse/normal_form.h"
#include "sql/parse/tree.h"

namespace pgsettle {

class NormalFormWriter {
 public:
  // All outlive the writer; it writes parts of the statement.
  NormalFormWriter(const tree::Node& statement, const NameCompletion& completion, std::string& out)
      : statement_(statement), completion_(completion), out_(&out) {}

  void write(const ProtobufCMessage& message);
  void write_command(const PgQuery__RangeVar* relation, const PgQuery__AlterTableCmd& command);

 private:
  bool write_special(const ProtobufCMessage& message);
  void write_fields(const ProtobufCMessage& message, std::string_view but = {});
  void write_field(const ProtobufCMessage& message, const ProtobufCFieldDescriptor& field);
  void write_label(const ProtobufCFieldDescriptor& field);
  void write_scalar(const void* value, const ProtobufCFieldDescriptor& field);
  void write_list(std::span<tree::Node* const> list);
  void write_name(const QualifiedName& name);
  void write_type(const PgQuery__TypeName& type);
  void write_default(const tree::Node* expression, const std::string& type);
  void write_parameter(const PgQuery__FunctionParameter& parameter);
  void write_function(const PgQuery__CreateFunctionStmt& statement);
  void write_options(std::span<tree::Node* const> options);
  void write_constraint(const PgQuery__Constraint& constraint);
  void write_option(const PgQuery__DefElem& option);
  void write_role(const PgQuery__RoleSpec& role);
  std::string text_of(const ProtobufCMessage& message);
  // Of a WITH query: it stands for something only within the statement.
  bool is_local(const std::string& name);

  using Completion = std::function<QualifiedName(const QualifiedName&)>;
  static QualifiedName complete(std::span<tree::Node* const> parts, const Completion& completion);
  // So that no text can be taken for another one.
  static std::string quoted(std::string_view text);

  const tree::Node& statement_;
  const NameCompletion& completion_;
  std::string* out_;
  std::optional<std::set<std::string>> local_names_;  // once one is asked for
};

}  // namespace pgsettle
