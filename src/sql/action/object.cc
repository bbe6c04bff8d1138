// What is the same for all kinds of objects: DROP, RENAME, SET SCHEMA, OWNER TO, COMMENT, GRANT.
#include <fmt/format.h>

#include <algorithm>

#include "sql/action/action_reader.h"

namespace pgsettle::tree {
namespace {

std::span<Node* const> items(const Node* node) {
  if (node == nullptr || node->node_case != PG_QUERY__NODE__NODE_LIST) return {};
  return nodes(node->list->items, node->list->n_items);
}

std::string type_list(std::span<Node* const> list) {
  std::vector<std::string> types;
  for (const Node* node : list) {
    const bool type = node->node_case == PG_QUERY__NODE__NODE_TYPE_NAME;
    types.push_back(type ? type_text(node->type_name) : std::string(string_of(node)));
  }
  return fmt::format("{}", fmt::join(types, ", "));
}

bool belongs_to_relation(ObjectKind kind) {
  return kind == ObjectKind::trigger || kind == ObjectKind::policy || kind == ObjectKind::rule ||
         kind == ObjectKind::column || kind == ObjectKind::constraint;
}

// As SQL says it; no role can have these names.
std::string role_name(const PgQuery__RoleSpec& role) {
  switch (role.roletype) {
    case PG_QUERY__ROLE_SPEC_TYPE__ROLESPEC_PUBLIC:
      return "public";
    case PG_QUERY__ROLE_SPEC_TYPE__ROLESPEC_CURRENT_ROLE:
    case PG_QUERY__ROLE_SPEC_TYPE__ROLESPEC_CURRENT_USER:
      return "current_user";
    case PG_QUERY__ROLE_SPEC_TYPE__ROLESPEC_SESSION_USER:
      return "session_user";
    default:
      return role.rolename;
  }
}

std::vector<std::string> role_names(std::span<Node* const> roles) {
  std::vector<std::string> names;
  for (const Node* role : roles) names.push_back(role_name(*role->role_spec));
  return names;
}

std::vector<Privilege> privileges(std::span<Node* const> list) {
  std::vector<Privilege> privileges;
  for (const Node* node : list) {
    if (node->node_case != PG_QUERY__NODE__NODE_ACCESS_PRIV) continue;
    const PgQuery__AccessPriv& privilege = *node->access_priv;
    privileges.push_back(
        {.name = privilege.priv_name, .columns = strings(nodes(privilege.cols, privilege.n_cols))});
  }
  return privileges;
}

// Fills in what an object is called and what it belongs to.
void set_object(Action& action, const Node* node) {
  if (node == nullptr) return;
  const auto list = items(node);
  if (action.kind == ObjectKind::cast || action.kind == ObjectKind::transform) {
    action.object.name = type_list(list);
  } else if (belongs_to_relation(action.kind) && list.size() > 1) {
    action.object.name = string_of(list.back());
    action.owner = qualified_name(list.first(list.size() - 1));
  } else if (action.kind == ObjectKind::domain_constraint && list.size() == 2) {
    action.object.name = string_of(list[1]);
    action.owner = object_name(list[0]);
  } else if ((action.kind == ObjectKind::operator_class ||
              action.kind == ObjectKind::operator_family) &&
             list.size() > 1) {
    action.object = qualified_name(list.subspan(1));
    action.arguments = string_of(list[0]);  // the access method
  } else {
    action.object = object_name(node);
  }
  if (node->node_case == PG_QUERY__NODE__NODE_OBJECT_WITH_ARGS) {
    action.arguments = routine_arguments(*node->object_with_args);
    action.arguments_unspecified = node->object_with_args->args_unspecified != 0;
  }
}

}  // namespace

ObjectKind object_kind(PgQuery__ObjectType type) {
  switch (type) {
    case PG_QUERY__OBJECT_TYPE__OBJECT_ACCESS_METHOD:
      return ObjectKind::access_method;
    case PG_QUERY__OBJECT_TYPE__OBJECT_AGGREGATE:
      return ObjectKind::aggregate;
    case PG_QUERY__OBJECT_TYPE__OBJECT_ATTRIBUTE:
      return ObjectKind::attribute;
    case PG_QUERY__OBJECT_TYPE__OBJECT_CAST:
      return ObjectKind::cast;
    case PG_QUERY__OBJECT_TYPE__OBJECT_COLUMN:
      return ObjectKind::column;
    case PG_QUERY__OBJECT_TYPE__OBJECT_COLLATION:
      return ObjectKind::collation;
    case PG_QUERY__OBJECT_TYPE__OBJECT_CONVERSION:
      return ObjectKind::conversion;
    case PG_QUERY__OBJECT_TYPE__OBJECT_DATABASE:
      return ObjectKind::database;
    case PG_QUERY__OBJECT_TYPE__OBJECT_DOMAIN:
      return ObjectKind::domain;
    case PG_QUERY__OBJECT_TYPE__OBJECT_DOMCONSTRAINT:
      return ObjectKind::domain_constraint;
    case PG_QUERY__OBJECT_TYPE__OBJECT_EVENT_TRIGGER:
      return ObjectKind::event_trigger;
    case PG_QUERY__OBJECT_TYPE__OBJECT_EXTENSION:
      return ObjectKind::extension;
    case PG_QUERY__OBJECT_TYPE__OBJECT_FDW:
      return ObjectKind::foreign_data_wrapper;
    case PG_QUERY__OBJECT_TYPE__OBJECT_FOREIGN_SERVER:
      return ObjectKind::server;
    case PG_QUERY__OBJECT_TYPE__OBJECT_FOREIGN_TABLE:
      return ObjectKind::foreign_table;
    case PG_QUERY__OBJECT_TYPE__OBJECT_FUNCTION:
      return ObjectKind::function;
    case PG_QUERY__OBJECT_TYPE__OBJECT_INDEX:
      return ObjectKind::index;
    case PG_QUERY__OBJECT_TYPE__OBJECT_LANGUAGE:
      return ObjectKind::language;
    case PG_QUERY__OBJECT_TYPE__OBJECT_LARGEOBJECT:
      return ObjectKind::large_object;
    case PG_QUERY__OBJECT_TYPE__OBJECT_MATVIEW:
      return ObjectKind::materialized_view;
    case PG_QUERY__OBJECT_TYPE__OBJECT_OPCLASS:
      return ObjectKind::operator_class;
    case PG_QUERY__OBJECT_TYPE__OBJECT_OPERATOR:
      return ObjectKind::operator_;
    case PG_QUERY__OBJECT_TYPE__OBJECT_OPFAMILY:
      return ObjectKind::operator_family;
    case PG_QUERY__OBJECT_TYPE__OBJECT_POLICY:
      return ObjectKind::policy;
    case PG_QUERY__OBJECT_TYPE__OBJECT_PROCEDURE:
      return ObjectKind::procedure;
    case PG_QUERY__OBJECT_TYPE__OBJECT_PUBLICATION:
      return ObjectKind::publication;
    case PG_QUERY__OBJECT_TYPE__OBJECT_ROLE:
      return ObjectKind::role;
    case PG_QUERY__OBJECT_TYPE__OBJECT_ROUTINE:
      return ObjectKind::routine;
    case PG_QUERY__OBJECT_TYPE__OBJECT_RULE:
      return ObjectKind::rule;
    case PG_QUERY__OBJECT_TYPE__OBJECT_SCHEMA:
      return ObjectKind::schema;
    case PG_QUERY__OBJECT_TYPE__OBJECT_SEQUENCE:
      return ObjectKind::sequence;
    case PG_QUERY__OBJECT_TYPE__OBJECT_SUBSCRIPTION:
      return ObjectKind::subscription;
    case PG_QUERY__OBJECT_TYPE__OBJECT_STATISTIC_EXT:
      return ObjectKind::statistics;
    case PG_QUERY__OBJECT_TYPE__OBJECT_TABCONSTRAINT:
      return ObjectKind::constraint;
    case PG_QUERY__OBJECT_TYPE__OBJECT_TABLE:
      return ObjectKind::table;
    case PG_QUERY__OBJECT_TYPE__OBJECT_TABLESPACE:
      return ObjectKind::tablespace;
    case PG_QUERY__OBJECT_TYPE__OBJECT_TRANSFORM:
      return ObjectKind::transform;
    case PG_QUERY__OBJECT_TYPE__OBJECT_TRIGGER:
      return ObjectKind::trigger;
    case PG_QUERY__OBJECT_TYPE__OBJECT_TSCONFIGURATION:
      return ObjectKind::text_search_configuration;
    case PG_QUERY__OBJECT_TYPE__OBJECT_TSDICTIONARY:
      return ObjectKind::text_search_dictionary;
    case PG_QUERY__OBJECT_TYPE__OBJECT_TSPARSER:
      return ObjectKind::text_search_parser;
    case PG_QUERY__OBJECT_TYPE__OBJECT_TSTEMPLATE:
      return ObjectKind::text_search_template;
    case PG_QUERY__OBJECT_TYPE__OBJECT_TYPE:
      return ObjectKind::type;
    case PG_QUERY__OBJECT_TYPE__OBJECT_USER_MAPPING:
      return ObjectKind::user_mapping;
    case PG_QUERY__OBJECT_TYPE__OBJECT_VIEW:
      return ObjectKind::view;
    default:
      return ObjectKind::other;
  }
}

void ActionReader::drop(const PgQuery__DropStmt& statement) {
  for (const Node* object : nodes(statement.objects, statement.n_objects)) {
    Action& action = add(Verb::drop, object_kind(statement.remove_type));
    set_object(action, object);
    action.if_exists = statement.missing_ok != 0;
    action.cascade = statement.behavior == PG_QUERY__DROP_BEHAVIOR__DROP_CASCADE;
    action.concurrently = statement.concurrent != 0;
  }
}

void ActionReader::rename(const PgQuery__RenameStmt& statement) {
  Action& action = add(Verb::rename, object_kind(statement.rename_type));
  if (statement.relation != nullptr) {
    const QualifiedName relation = qualified_name(statement.relation);
    const bool is_member = belongs_to_relation(action.kind) || action.kind == ObjectKind::attribute;
    (is_member ? action.owner : action.object) = relation;
    if (is_member) action.object.name = statement.subname;
  } else {
    set_object(action, statement.object);
    if (action.object.empty()) action.object.name = statement.subname;
  }
  action.new_name = statement.newname;
  action.if_exists = statement.missing_ok != 0;
}

void ActionReader::grant(const PgQuery__GrantStmt& statement,
                         const PgQuery__AlterDefaultPrivilegesStmt* defaults) {
  GrantDetails details = {
      .all_in_schema = statement.targtype == PG_QUERY__GRANT_TARGET_TYPE__ACL_TARGET_ALL_IN_SCHEMA,
      .all_privileges = statement.n_privileges == 0,
      .default_privileges = defaults != nullptr,
      .option_only = statement.is_grant == 0 && statement.grant_option != 0,
      .with_option = statement.is_grant != 0 && statement.grant_option != 0,
      .granted_by = statement.grantor != nullptr,
      .privileges = privileges(nodes(statement.privileges, statement.n_privileges)),
      .grantees = role_names(nodes(statement.grantees, statement.n_grantees))};
  const Verb verb = statement.is_grant != 0 ? Verb::grant : Verb::revoke;
  if (defaults != nullptr) {
    const auto options = nodes(defaults->options, defaults->n_options);
    if (const auto* roles = find_option(options, "roles"))
      details.roles = role_names(items(roles->arg));
    if (const auto* schemas = find_option(options, "schemas")) {
      details.schemas = strings(items(schemas->arg));
    }
  }
  if (defaults != nullptr || statement.n_objects == 0) {
    add(verb, object_kind(statement.objtype)).details = details;
    return;
  }
  for (const Node* object : nodes(statement.objects, statement.n_objects)) {
    Action& action = add(verb, object_kind(statement.objtype));
    set_object(action, object);
    action.details = details;
  }
}

void ActionReader::grant_role(const PgQuery__GrantRoleStmt& statement) {
  const bool grants = statement.is_grant != 0;
  add(grants ? Verb::grant : Verb::revoke, ObjectKind::role).details = GrantDetails{
      .option_only = !grants && statement.admin_opt != 0,
      .with_option = grants && statement.admin_opt != 0,
      .granted_by = statement.grantor != nullptr,
      .privileges = privileges(nodes(statement.granted_roles, statement.n_granted_roles)),
      .grantees = role_names(nodes(statement.grantee_roles, statement.n_grantee_roles))};
}

bool ActionReader::read_object(const Node& node) {
  switch (node.node_case) {
    case PG_QUERY__NODE__NODE_DROP_STMT:
      drop(*node.drop_stmt);
      return true;
    case PG_QUERY__NODE__NODE_RENAME_STMT:
      rename(*node.rename_stmt);
      return true;
    case PG_QUERY__NODE__NODE_ALTER_OBJECT_SCHEMA_STMT: {
      const PgQuery__AlterObjectSchemaStmt& statement = *node.alter_object_schema_stmt;
      Action& action = add(Verb::set_schema, object_kind(statement.object_type));
      if (statement.relation != nullptr) {
        action.object = qualified_name(statement.relation);
      } else {
        set_object(action, statement.object);
      }
      action.new_name = statement.newschema;
      action.if_exists = statement.missing_ok != 0;
      return true;
    }
    case PG_QUERY__NODE__NODE_ALTER_OWNER_STMT: {
      const PgQuery__AlterOwnerStmt& statement = *node.alter_owner_stmt;
      Action& action = add(Verb::alter, object_kind(statement.object_type));
      if (statement.relation != nullptr) {
        action.object = qualified_name(statement.relation);
      } else {
        set_object(action, statement.object);
      }
      action.change = Change::owner;
      return true;
    }
    case PG_QUERY__NODE__NODE_COMMENT_STMT: {
      const PgQuery__CommentStmt& statement = *node.comment_stmt;
      Action& action = add(Verb::comment, object_kind(statement.objtype));
      set_object(action, statement.object);
      CommentDetails details;  // '' removes the comment, too
      if (*statement.comment != '\0') details.text = statement.comment;
      action.details = std::move(details);
      return true;
    }
    case PG_QUERY__NODE__NODE_GRANT_STMT:
      grant(*node.grant_stmt, nullptr);
      return true;
    case PG_QUERY__NODE__NODE_ALTER_DEFAULT_PRIVILEGES_STMT:
      grant(*node.alter_default_privileges_stmt->action, node.alter_default_privileges_stmt);
      return true;
    case PG_QUERY__NODE__NODE_GRANT_ROLE_STMT:
      grant_role(*node.grant_role_stmt);
      return true;
    default:
      return false;
  }
}

}  // namespace pgsettle::tree
