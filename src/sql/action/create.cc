// The rarer CREATEs, DROPs and ALTERs, whose names stand in fields of their own.
#include <fmt/format.h>

#include <algorithm>

#include "sql/action/action_reader.h"
#include "sql/action/declare.h"

namespace pgsettle::tree {
namespace {

QualifiedName plain(const char* name) { return {.schema = {}, .name = name}; }

}  // namespace

// CREATE AGGREGATE, OPERATOR, TYPE (base and shell), TEXT SEARCH and COLLATION are one statement in
// the grammar.
void ActionReader::define(const PgQuery__DefineStmt& statement) {
  Action& action = add(Verb::create, object_kind(statement.kind),
                       qualified_name(nodes(statement.defnames, statement.n_defnames)));
  action.if_not_exists = statement.if_not_exists != 0;
  action.or_replace = statement.replace != 0;
  const auto definition = nodes(statement.definition, statement.n_definition);
  if (action.kind == ObjectKind::type) {
    action.details = TypeDefinition{.base = true, .labels = {}};
  }
  if (action.kind == ObjectKind::operator_) {
    for (const char* side : {"leftarg", "rightarg"}) {
      const PgQuery__DefElem* option = find_option(definition, side);
      const bool type = option != nullptr && option->arg != nullptr &&
                        option->arg->node_case == PG_QUERY__NODE__NODE_TYPE_NAME;
      if (!action.arguments.empty()) action.arguments += ", ";
      action.arguments += type ? type_text(option->arg->type_name) : "none";
    }
  }
  // Its arguments are a list of parameters and the number of those ordered by.
  if (action.kind == ObjectKind::aggregate && statement.n_args > 0 &&
      statement.args[0]->node_case == PG_QUERY__NODE__NODE_LIST) {
    std::vector<std::string> types;
    for (const Node* node :
         nodes(statement.args[0]->list->items, statement.args[0]->list->n_items)) {
      types.push_back(type_text(node->function_parameter->arg_type));
    }
    action.arguments = fmt::format("{}", fmt::join(types, ", "));
  }
}

bool ActionReader::read_create(const Node& node) {
  const auto create = [&](ObjectKind kind, QualifiedName name,
                          bool if_not_exists = false) -> Action& {
    Action& action = add(Verb::create, kind, std::move(name));
    action.if_not_exists = if_not_exists;
    return action;
  };
  switch (node.node_case) {
    case PG_QUERY__NODE__NODE_DEFINE_STMT:
      define(*node.define_stmt);
      return true;
    case PG_QUERY__NODE__NODE_CREATE_SEQ_STMT: {
      const PgQuery__CreateSeqStmt& statement = *node.create_seq_stmt;
      Action& action = create(ObjectKind::sequence, qualified_name(statement.sequence),
                              statement.if_not_exists != 0);
      action.temporary = std::string_view(statement.sequence->relpersistence) == "t";
      action.declared = declare_sequence(nodes(statement.options, statement.n_options), {});
      return true;
    }
    case PG_QUERY__NODE__NODE_CREATE_SCHEMA_STMT: {
      const PgQuery__CreateSchemaStmt& statement = *node.create_schema_stmt;
      QualifiedName name = plain(statement.schemaname);
      if (name.empty() && statement.authrole != nullptr) name = plain(statement.authrole->rolename);
      create(ObjectKind::schema, std::move(name), statement.if_not_exists != 0).declared =
          declare_schema(statement);
      return true;
    }
    case PG_QUERY__NODE__NODE_CREATE_EXTENSION_STMT:
      create(ObjectKind::extension, plain(node.create_extension_stmt->extname),
             node.create_extension_stmt->if_not_exists != 0)
          .declared = declare_extension(*node.create_extension_stmt);
      return true;
    case PG_QUERY__NODE__NODE_CREATE_ENUM_STMT: {
      const PgQuery__CreateEnumStmt& statement = *node.create_enum_stmt;
      create(ObjectKind::type, qualified_name(nodes(statement.type_name, statement.n_type_name)))
          .details = TypeDefinition{.labels = strings(nodes(statement.vals, statement.n_vals))};
      return true;
    }
    case PG_QUERY__NODE__NODE_COMPOSITE_TYPE_STMT: {
      const PgQuery__CompositeTypeStmt& statement = *node.composite_type_stmt;
      TypeDefinition type;
      for (const Node* part : nodes(statement.coldeflist, statement.n_coldeflist)) {
        type.attributes.push_back(column(*part->column_def));
      }
      create(ObjectKind::type, qualified_name(statement.typevar)).details = std::move(type);
      return true;
    }
    case PG_QUERY__NODE__NODE_CREATE_RANGE_STMT: {
      const PgQuery__CreateRangeStmt& statement = *node.create_range_stmt;
      create(ObjectKind::type, qualified_name(nodes(statement.type_name, statement.n_type_name)))
          .declared = declare_range(sql_, statement);
      return true;
    }
    case PG_QUERY__NODE__NODE_CREATE_DOMAIN_STMT: {
      const PgQuery__CreateDomainStmt& statement = *node.create_domain_stmt;
      TypeDefinition domain;
      for (const Node* part : nodes(statement.constraints, statement.n_constraints)) {
        ConstraintDefinition made = constraint(*part->constraint);
        if (made.type == ConstraintType::check) domain.constraints.push_back(std::move(made));
      }
      Action& action = create(ObjectKind::domain,
                              qualified_name(nodes(statement.domainname, statement.n_domainname)));
      if (declares_) action.declared = declare_domain(sql_, statement);
      action.details = std::move(domain);
      return true;
    }
    case PG_QUERY__NODE__NODE_CREATE_CAST_STMT:
      create(ObjectKind::cast, {.schema = {},
                                .name = type_text(node.create_cast_stmt->sourcetype) + ", " +
                                        type_text(node.create_cast_stmt->targettype)});
      return true;
    case PG_QUERY__NODE__NODE_CREATE_CONVERSION_STMT: {
      const PgQuery__CreateConversionStmt& statement = *node.create_conversion_stmt;
      create(ObjectKind::conversion,
             qualified_name(nodes(statement.conversion_name, statement.n_conversion_name)));
      return true;
    }
    case PG_QUERY__NODE__NODE_CREATE_OP_CLASS_STMT: {
      const PgQuery__CreateOpClassStmt& statement = *node.create_op_class_stmt;
      create(ObjectKind::operator_class,
             qualified_name(nodes(statement.opclassname, statement.n_opclassname)))
          .arguments = statement.amname;
      return true;
    }
    case PG_QUERY__NODE__NODE_CREATE_OP_FAMILY_STMT: {
      const PgQuery__CreateOpFamilyStmt& statement = *node.create_op_family_stmt;
      create(ObjectKind::operator_family,
             qualified_name(nodes(statement.opfamilyname, statement.n_opfamilyname)))
          .arguments = statement.amname;
      return true;
    }
    case PG_QUERY__NODE__NODE_CREATE_PLANG_STMT:
      create(ObjectKind::language, plain(node.create_plang_stmt->plname)).or_replace =
          node.create_plang_stmt->replace != 0;
      return true;
    case PG_QUERY__NODE__NODE_CREATE_TRANSFORM_STMT:
      create(ObjectKind::transform, {.schema = {},
                                     .name = type_text(node.create_transform_stmt->type_name) +
                                             ", " + node.create_transform_stmt->lang})
          .or_replace = node.create_transform_stmt->replace != 0;
      return true;
    case PG_QUERY__NODE__NODE_CREATE_AM_STMT:
      create(ObjectKind::access_method, plain(node.create_am_stmt->amname));
      return true;
    case PG_QUERY__NODE__NODE_CREATE_STATS_STMT: {
      const PgQuery__CreateStatsStmt& statement = *node.create_stats_stmt;
      Action& action = create(ObjectKind::statistics,
                              qualified_name(nodes(statement.defnames, statement.n_defnames)),
                              statement.if_not_exists != 0);
      action.unnamed = statement.n_defnames == 0;
      if (statement.n_relations > 0) action.owner = object_name(statement.relations[0]);
      if (declares_) action.declared = declare_statistics(sql_, statement);
      return true;
    }
    case PG_QUERY__NODE__NODE_CREATE_ROLE_STMT:
      create(ObjectKind::role, plain(node.create_role_stmt->role));
      return true;
    case PG_QUERY__NODE__NODE_CREATEDB_STMT:
      create(ObjectKind::database, plain(node.createdb_stmt->dbname));
      return true;
    case PG_QUERY__NODE__NODE_CREATE_TABLE_SPACE_STMT:
      create(ObjectKind::tablespace, plain(node.create_table_space_stmt->tablespacename));
      return true;
    case PG_QUERY__NODE__NODE_CREATE_FDW_STMT:
      create(ObjectKind::foreign_data_wrapper, plain(node.create_fdw_stmt->fdwname));
      return true;
    case PG_QUERY__NODE__NODE_CREATE_FOREIGN_SERVER_STMT:
      create(ObjectKind::server, plain(node.create_foreign_server_stmt->servername),
             node.create_foreign_server_stmt->if_not_exists != 0);
      return true;
    case PG_QUERY__NODE__NODE_CREATE_USER_MAPPING_STMT: {
      const PgQuery__CreateUserMappingStmt& statement = *node.create_user_mapping_stmt;
      Action& action = create(ObjectKind::user_mapping, plain(statement.user->rolename),
                              statement.if_not_exists != 0);
      action.owner = plain(statement.servername);
      return true;
    }
    case PG_QUERY__NODE__NODE_CREATE_PUBLICATION_STMT:
      create(ObjectKind::publication, plain(node.create_publication_stmt->pubname));
      return true;
    case PG_QUERY__NODE__NODE_CREATE_SUBSCRIPTION_STMT:
      create(ObjectKind::subscription, plain(node.create_subscription_stmt->subname));
      return true;
    case PG_QUERY__NODE__NODE_CREATE_EVENT_TRIG_STMT:
      create(ObjectKind::event_trigger, plain(node.create_event_trig_stmt->trigname));
      return true;
    case PG_QUERY__NODE__NODE_IMPORT_FOREIGN_SCHEMA_STMT: {
      const PgQuery__ImportForeignSchemaStmt& statement = *node.import_foreign_schema_stmt;
      const auto tables = nodes(statement.table_list, statement.n_table_list);
      Action& action = create(ObjectKind::foreign_table,
                              {.schema = statement.local_schema,
                               .name = tables.empty() ? "" : object_name(tables[0]).name});
      action.is_import = true;
      action.unnamed = tables.empty();
      return true;
    }
    default:
      return read_rarer_drop(node);
  }
}

bool ActionReader::read_rarer_drop(const Node& node) {
  const auto drop_one = [&](ObjectKind kind, QualifiedName name, bool if_exists) {
    add(Verb::drop, kind, std::move(name)).if_exists = if_exists;
  };
  switch (node.node_case) {
    case PG_QUERY__NODE__NODE_DROP_ROLE_STMT:
      for (const Node* role : nodes(node.drop_role_stmt->roles, node.drop_role_stmt->n_roles)) {
        drop_one(ObjectKind::role, object_name(role), node.drop_role_stmt->missing_ok != 0);
      }
      return true;
    case PG_QUERY__NODE__NODE_DROPDB_STMT:
      drop_one(ObjectKind::database, plain(node.dropdb_stmt->dbname),
               node.dropdb_stmt->missing_ok != 0);
      return true;
    case PG_QUERY__NODE__NODE_DROP_TABLE_SPACE_STMT:
      drop_one(ObjectKind::tablespace, plain(node.drop_table_space_stmt->tablespacename),
               node.drop_table_space_stmt->missing_ok != 0);
      return true;
    case PG_QUERY__NODE__NODE_DROP_SUBSCRIPTION_STMT:
      drop_one(ObjectKind::subscription, plain(node.drop_subscription_stmt->subname),
               node.drop_subscription_stmt->missing_ok != 0);
      return true;
    case PG_QUERY__NODE__NODE_DROP_USER_MAPPING_STMT:
      drop_one(ObjectKind::user_mapping, plain(node.drop_user_mapping_stmt->user->rolename),
               node.drop_user_mapping_stmt->missing_ok != 0);
      actions_.back().owner = plain(node.drop_user_mapping_stmt->servername);
      return true;
    case PG_QUERY__NODE__NODE_DROP_OWNED_STMT:
      add(Verb::drop_owned, ObjectKind::other);
      return true;
    default:
      return read_rarer_alter(node);
  }
}

}  // namespace pgsettle::tree
