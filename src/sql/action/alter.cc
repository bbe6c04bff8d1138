// The rarer ALTERs: of roles, foreign servers, publications, text search and the like.
#include <fmt/format.h>

#include "sql/action/action_reader.h"

namespace pgsettle::tree {
namespace {

QualifiedName plain(std::string name) { return {.schema = {}, .name = std::move(name)}; }

// PASSWORD NULL and a verifier that is hashed already leave the role as it is.
bool sets_plain_password(std::span<Node* const> options) {
  const PgQuery__DefElem* option = find_option(options, "password");
  if (option == nullptr || option->arg == nullptr) return false;
  const std::string_view text = string_of(option->arg);
  return !text.starts_with("SCRAM-SHA-256$") && !text.starts_with("md5");
}

std::string member_list(std::span<Node* const> members) {
  std::vector<std::string> names;
  for (const Node* member : members) {
    const QualifiedName name = object_name(member);
    names.push_back(name.schema.empty() ? name.name : name.schema + "." + name.name);
  }
  return fmt::format("{}", fmt::join(names, ", "));
}

}  // namespace

bool ActionReader::read_rarer_alter(const Node& node) {
  switch (node.node_case) {
    case PG_QUERY__NODE__NODE_ALTER_ROLE_STMT: {
      const PgQuery__AlterRoleStmt& statement = *node.alter_role_stmt;
      Action& action = add(Verb::alter, ObjectKind::role, plain(statement.role->rolename));
      const bool password = sets_plain_password(nodes(statement.options, statement.n_options));
      action.change = password ? Change::password : Change::settings;
      return true;
    }
    case PG_QUERY__NODE__NODE_ALTER_ROLE_SET_STMT: {
      const PgQuery__AlterRoleSetStmt& statement = *node.alter_role_set_stmt;
      const std::string role = statement.role != nullptr ? statement.role->rolename : "";
      Action& action = add(Verb::alter, ObjectKind::role, plain(role));
      action.arguments = statement.database;
      action.change = Change::settings;
      return true;
    }
    case PG_QUERY__NODE__NODE_ALTER_DATABASE_SET_STMT:
      add(Verb::alter, ObjectKind::database, plain(node.alter_database_set_stmt->dbname)).change =
          Change::settings;
      return true;
    case PG_QUERY__NODE__NODE_ALTER_FDW_STMT: {
      const PgQuery__AlterFdwStmt& statement = *node.alter_fdw_stmt;
      options(nodes(statement.options, statement.n_options), plain(statement.fdwname));
      return true;
    }
    case PG_QUERY__NODE__NODE_ALTER_FOREIGN_SERVER_STMT: {
      const PgQuery__AlterForeignServerStmt& statement = *node.alter_foreign_server_stmt;
      options(nodes(statement.options, statement.n_options), plain(statement.servername));
      return true;
    }
    case PG_QUERY__NODE__NODE_ALTER_USER_MAPPING_STMT: {
      const PgQuery__AlterUserMappingStmt& statement = *node.alter_user_mapping_stmt;
      options(nodes(statement.options, statement.n_options), plain(statement.servername));
      return true;
    }
    case PG_QUERY__NODE__NODE_ALTER_OP_FAMILY_STMT: {
      const PgQuery__AlterOpFamilyStmt& statement = *node.alter_op_family_stmt;
      add(statement.is_drop != 0 ? Verb::drop : Verb::create, ObjectKind::operator_family_member)
          .owner = qualified_name(nodes(statement.opfamilyname, statement.n_opfamilyname));
      return true;
    }
    case PG_QUERY__NODE__NODE_ALTER_EXTENSION_CONTENTS_STMT: {
      const PgQuery__AlterExtensionContentsStmt& statement = *node.alter_extension_contents_stmt;
      Action& action = add(statement.action > 0 ? Verb::create : Verb::drop,
                           ObjectKind::extension_member, object_name(statement.object));
      action.owner = plain(statement.extname);
      return true;
    }
    case PG_QUERY__NODE__NODE_ALTER_PUBLICATION_STMT: {
      const PgQuery__AlterPublicationStmt& statement = *node.alter_publication_stmt;
      if (statement.n_pubobjects == 0) {
        add(Verb::alter, ObjectKind::publication, plain(statement.pubname)).change =
            Change::settings;
        return true;
      }
      Verb verb = Verb::alter;
      if (statement.action == PG_QUERY__ALTER_PUBLICATION_ACTION__AP_AddObjects) {
        verb = Verb::create;
      } else if (statement.action == PG_QUERY__ALTER_PUBLICATION_ACTION__AP_DropObjects) {
        verb = Verb::drop;
      }
      for (const Node* object : nodes(statement.pubobjects, statement.n_pubobjects)) {
        const PgQuery__PublicationObjSpec& specification = *object->publication_obj_spec;
        QualifiedName name = plain(specification.name);
        if (specification.pubtable != nullptr) {
          name = qualified_name(specification.pubtable->relation);
        }
        Action& action = add(verb, ObjectKind::publication_member, std::move(name));
        action.owner = plain(statement.pubname);
        if (verb == Verb::alter) action.change = Change::publication_set;
      }
      return true;
    }
    case PG_QUERY__NODE__NODE_ALTER_SUBSCRIPTION_STMT: {
      const PgQuery__AlterSubscriptionStmt& statement = *node.alter_subscription_stmt;
      const bool adds =
          statement.kind == PG_QUERY__ALTER_SUBSCRIPTION_TYPE__ALTER_SUBSCRIPTION_ADD_PUBLICATION;
      const bool drops =
          statement.kind == PG_QUERY__ALTER_SUBSCRIPTION_TYPE__ALTER_SUBSCRIPTION_DROP_PUBLICATION;
      if (adds || drops) {
        add(adds ? Verb::create : Verb::drop, ObjectKind::subscription_publication,
            plain(member_list(nodes(statement.publication, statement.n_publication)).c_str()))
            .owner = plain(statement.subname);
      } else {
        add(Verb::alter, ObjectKind::subscription, plain(statement.subname)).change =
            Change::settings;
      }
      return true;
    }
    case PG_QUERY__NODE__NODE_ALTER_TSCONFIGURATION_STMT: {
      const PgQuery__AlterTSConfigurationStmt& statement = *node.alter_tsconfiguration_stmt;
      const std::string tokens = member_list(nodes(statement.tokentype, statement.n_tokentype));
      Verb verb = Verb::alter;
      if (statement.kind == PG_QUERY__ALTER_TSCONFIG_TYPE__ALTER_TSCONFIG_ADD_MAPPING) {
        verb = Verb::create;
      } else if (statement.kind == PG_QUERY__ALTER_TSCONFIG_TYPE__ALTER_TSCONFIG_DROP_MAPPING) {
        verb = Verb::drop;
      }
      Action& action = add(verb, ObjectKind::text_search_mapping, plain(tokens.c_str()));
      action.if_exists = statement.missing_ok != 0;
      action.owner = qualified_name(nodes(statement.cfgname, statement.n_cfgname));
      return true;
    }
    case PG_QUERY__NODE__NODE_ALTER_FUNCTION_STMT: {
      const PgQuery__AlterFunctionStmt& statement = *node.alter_function_stmt;
      Action& action =
          add(Verb::alter, object_kind(statement.objtype),
              qualified_name(nodes(statement.func->objname, statement.func->n_objname)));
      action.arguments = routine_arguments(*statement.func);
      action.change = Change::routine_attributes;
      return true;
    }
    case PG_QUERY__NODE__NODE_REFRESH_MAT_VIEW_STMT: {
      const PgQuery__RefreshMatViewStmt& statement = *node.refresh_mat_view_stmt;
      Action& action =
          add(Verb::refresh, ObjectKind::materialized_view, qualified_name(statement.relation));
      action.no_data = statement.skip_data != 0;
      action.concurrently = statement.concurrent != 0;
      return true;
    }
    default:
      return false;
  }
}

}  // namespace pgsettle::tree
