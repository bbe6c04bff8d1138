// Makes Actions of a parse tree. Private to sql/: one action_*.cc for each family of statements.
#pragma once

#include <string_view>
#include <vector>

#include "sql/action/action.h"
#include "sql/parse/tree.h"

namespace pgsettle::tree {

class ActionReader {
 public:
  // `sql` is the text the tree was made from. `declares`: Action::declared is filled in, too.
  ActionReader(std::string_view sql, bool declares) : sql_(sql), declares_(declares) {}

  void read(const Node& statement);
  std::vector<Action> take() { return std::move(actions_); }

 private:
  Action& add(Verb verb, ObjectKind kind, QualifiedName object = {});
  // Those inside WITH, EXPLAIN ANALYZE, PREPARE.
  void read_nested(const ProtobufCMessage& statement);

  // action_table.cc
  bool read_table(const Node& node);
  void create_table(const PgQuery__CreateStmt& statement, ObjectKind kind);
  void create_table_as(const PgQuery__CreateTableAsStmt& statement);
  void create_index(const PgQuery__IndexStmt& statement);
  Column column(const PgQuery__ColumnDef& definition);
  // `column`: in whose definition it stands.
  ConstraintDefinition constraint(const PgQuery__Constraint& definition,
                                  const std::string& column = {});
  void add_table_element(const Node& element, RelationDefinition& table);

  // action_alter_table.cc
  bool read_alter_table(const Node& node);
  void alter_table(const PgQuery__AlterTableStmt& statement);
  void alter_table_command(const PgQuery__AlterTableCmd& command, ObjectKind kind);
  void alter_domain(const PgQuery__AlterDomainStmt& statement);
  void alter_enum(const PgQuery__AlterEnumStmt& statement);
  void options(std::span<Node* const> list, const QualifiedName& owner);

  // action_object.cc: what all kinds of objects have in common
  bool read_object(const Node& node);
  void drop(const PgQuery__DropStmt& statement);
  void rename(const PgQuery__RenameStmt& statement);
  void grant(const PgQuery__GrantStmt& statement,
             const PgQuery__AlterDefaultPrivilegesStmt* defaults);
  void grant_role(const PgQuery__GrantRoleStmt& statement);

  // action_create.cc: the rarer CREATEs and DROPs
  bool read_create(const Node& node);
  bool read_rarer_drop(const Node& node);
  void define(const PgQuery__DefineStmt& statement);

  // action_alter.cc: the rarer ALTERs
  bool read_rarer_alter(const Node& node);

  // action_routine.cc: functions, views, triggers, policies, rules
  bool read_routine(const Node& node);
  void create_function(const PgQuery__CreateFunctionStmt& statement);
  void create_view(const PgQuery__ViewStmt& statement);
  // Of a view or materialized view with this query.
  static ViewDefinition view(const Node& query);

  // action_data.cc
  bool read_data(const Node& node);
  void insert(const PgQuery__InsertStmt& statement);
  void update(const PgQuery__UpdateStmt& statement);
  void select(const PgQuery__SelectStmt& statement);

  std::string_view sql_;
  bool declares_;
  std::vector<Action> actions_;
};

ObjectKind object_kind(PgQuery__ObjectType type);

}  // namespace pgsettle::tree
