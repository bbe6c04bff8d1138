// ALTER of tables, views, indexes, sequences, domains and types: an Action for each sub-command.
#include <algorithm>
#include <array>

#include "sql/action/action_reader.h"

namespace pgsettle::tree {
namespace {

Change change_of(PgQuery__AlterTableType type, bool removes) {
  switch (type) {
    case PG_QUERY__ALTER_TABLE_TYPE__AT_ColumnDefault:
      return removes ? Change::drop_default : Change::set_default;
    case PG_QUERY__ALTER_TABLE_TYPE__AT_DropNotNull:
      return Change::drop_not_null;
    case PG_QUERY__ALTER_TABLE_TYPE__AT_SetNotNull:
      return Change::set_not_null;
    case PG_QUERY__ALTER_TABLE_TYPE__AT_ChangeOwner:
      return Change::owner;
    case PG_QUERY__ALTER_TABLE_TYPE__AT_EnableRowSecurity:
    case PG_QUERY__ALTER_TABLE_TYPE__AT_DisableRowSecurity:
    case PG_QUERY__ALTER_TABLE_TYPE__AT_ForceRowSecurity:
    case PG_QUERY__ALTER_TABLE_TYPE__AT_NoForceRowSecurity:
      return Change::row_security;
    case PG_QUERY__ALTER_TABLE_TYPE__AT_EnableTrig:
    case PG_QUERY__ALTER_TABLE_TYPE__AT_EnableAlwaysTrig:
    case PG_QUERY__ALTER_TABLE_TYPE__AT_EnableReplicaTrig:
    case PG_QUERY__ALTER_TABLE_TYPE__AT_EnableTrigAll:
    case PG_QUERY__ALTER_TABLE_TYPE__AT_EnableTrigUser:
      return Change::enable_trigger;
    case PG_QUERY__ALTER_TABLE_TYPE__AT_DisableTrig:
    case PG_QUERY__ALTER_TABLE_TYPE__AT_DisableTrigAll:
    case PG_QUERY__ALTER_TABLE_TYPE__AT_DisableTrigUser:
      return Change::disable_trigger;
    case PG_QUERY__ALTER_TABLE_TYPE__AT_ClusterOn:
    case PG_QUERY__ALTER_TABLE_TYPE__AT_DropCluster:
    case PG_QUERY__ALTER_TABLE_TYPE__AT_SetLogged:
    case PG_QUERY__ALTER_TABLE_TYPE__AT_SetUnLogged:
    case PG_QUERY__ALTER_TABLE_TYPE__AT_DropOids:
    case PG_QUERY__ALTER_TABLE_TYPE__AT_SetAccessMethod:
    case PG_QUERY__ALTER_TABLE_TYPE__AT_SetTableSpace:
    case PG_QUERY__ALTER_TABLE_TYPE__AT_SetRelOptions:
    case PG_QUERY__ALTER_TABLE_TYPE__AT_ResetRelOptions:
    case PG_QUERY__ALTER_TABLE_TYPE__AT_ReplaceRelOptions:
    case PG_QUERY__ALTER_TABLE_TYPE__AT_ReplicaIdentity:
      return Change::settings;
    default:
      return Change::other;
  }
}

// These alone among the parameters need the strongest lock (boolRelOpts and the like in
// reloptions.c); those of views all do.
bool has_strong_parameter(const Node* parameters) {
  constexpr auto strong = std::to_array<const char*>(
      {"user_catalog_table", "fastupdate", "autosummarize", "pages_per_range", "buffering",
       "gin_pending_list_limit", "length", "check_option", "security_barrier", "security_invoker"});
  if (parameters == nullptr || parameters->node_case != PG_QUERY__NODE__NODE_LIST) return true;
  const auto list = nodes(parameters->list->items, parameters->list->n_items);
  return std::ranges::any_of(strong,
                             [&](const char* name) { return find_option(list, name) != nullptr; });
}

// AlterTableGetLockLevel() in the server's tablecmds.c.
AlterCost cost_of(const PgQuery__AlterTableCmd& command, ObjectKind kind) {
  switch (command.subtype) {
    case PG_QUERY__ALTER_TABLE_TYPE__AT_ValidateConstraint:
      return AlterCost::validation;
    case PG_QUERY__ALTER_TABLE_TYPE__AT_SetStatistics:
    case PG_QUERY__ALTER_TABLE_TYPE__AT_SetOptions:
    case PG_QUERY__ALTER_TABLE_TYPE__AT_ResetOptions:
    case PG_QUERY__ALTER_TABLE_TYPE__AT_ClusterOn:
    case PG_QUERY__ALTER_TABLE_TYPE__AT_DropCluster:
      return AlterCost::weak_lock;
    case PG_QUERY__ALTER_TABLE_TYPE__AT_SetRelOptions:
    case PG_QUERY__ALTER_TABLE_TYPE__AT_ResetRelOptions:
      return kind == ObjectKind::view || has_strong_parameter(command.def) ? AlterCost::usual
                                                                           : AlterCost::weak_lock;
    case PG_QUERY__ALTER_TABLE_TYPE__AT_SetLogged:
    case PG_QUERY__ALTER_TABLE_TYPE__AT_SetUnLogged:
    case PG_QUERY__ALTER_TABLE_TYPE__AT_SetAccessMethod:
    case PG_QUERY__ALTER_TABLE_TYPE__AT_SetTableSpace:
      return AlterCost::rewrite;
    default:
      return AlterCost::usual;
  }
}

// USING column::type and USING column: converting a value that is converted already changes
// nothing.
bool is_plain_cast(const Node& expression, std::string_view column) {
  const Node* inner = &expression;
  while (inner->node_case == PG_QUERY__NODE__NODE_TYPE_CAST) inner = inner->type_cast->arg;
  if (inner->node_case != PG_QUERY__NODE__NODE_COLUMN_REF) return false;
  const PgQuery__ColumnRef& reference = *inner->column_ref;
  return reference.n_fields > 0 && string_of(reference.fields[reference.n_fields - 1]) == column;
}

ColumnTypeChange type_change(const PgQuery__AlterTableCmd& command) {
  const PgQuery__ColumnDef& definition = *command.def->column_def;
  ColumnTypeChange change = {.type = type_text(definition.type_name)};
  change.has_using = definition.raw_default != nullptr;
  change.using_plain_cast =
      change.has_using && is_plain_cast(*definition.raw_default, command.name);
  return change;
}

// The properties that the options of a sequence or identity column set.
Declaration sequence_properties(std::span<Node* const> options) {
  using Pair = std::pair<std::string_view, Property>;
  constexpr auto names = std::to_array<Pair>({{"as", Property::type},
                                              {"increment", Property::increment},
                                              {"minvalue", Property::minimum},
                                              {"maxvalue", Property::maximum},
                                              {"start", Property::start},
                                              {"cache", Property::cache},
                                              {"cycle", Property::cycle},
                                              {"owned_by", Property::owned_by},
                                              {"generated", Property::identity}});
  Declaration set;
  for (const auto& [name, property] : names) {
    if (find_option(options, name) != nullptr) set.push_back({.property = property});
  }
  return set;
}

bool restarts(const Node* options) {
  return options != nullptr && options->node_case == PG_QUERY__NODE__NODE_LIST &&
         find_option(nodes(options->list->items, options->list->n_items), "restart") != nullptr;
}

}  // namespace

void ActionReader::alter_table_command(const PgQuery__AlterTableCmd& command, ObjectKind kind) {
  const std::string name = command.name;
  const auto member = [&](Verb verb, ObjectKind what) -> Action& {
    return add(verb, what, {.schema = {}, .name = name});
  };
  const bool attribute = kind == ObjectKind::type;
  switch (command.subtype) {
    case PG_QUERY__ALTER_TABLE_TYPE__AT_AddColumn: {
      Column made = column(*command.def->column_def);
      Action& action = add(Verb::create, attribute ? ObjectKind::attribute : ObjectKind::column,
                           {.schema = {}, .name = made.name});
      action.if_not_exists = command.missing_ok != 0;
      action.details = std::move(made);
      break;
    }
    case PG_QUERY__ALTER_TABLE_TYPE__AT_DropColumn: {
      Action& action = member(Verb::drop, attribute ? ObjectKind::attribute : ObjectKind::column);
      action.if_exists = command.missing_ok != 0;
      break;
    }
    case PG_QUERY__ALTER_TABLE_TYPE__AT_AddConstraint: {
      ConstraintDefinition made = constraint(*command.def->constraint);
      Action& action =
          add(Verb::create, ObjectKind::constraint, {.schema = {}, .name = made.key.name});
      action.unnamed = made.key.name.empty();
      action.details = std::move(made);
      break;
    }
    case PG_QUERY__ALTER_TABLE_TYPE__AT_DropConstraint:
      member(Verb::drop, ObjectKind::constraint).if_exists = command.missing_ok != 0;
      break;
    case PG_QUERY__ALTER_TABLE_TYPE__AT_AddIdentity:
      member(Verb::create, ObjectKind::identity);
      break;
    case PG_QUERY__ALTER_TABLE_TYPE__AT_DropIdentity:
      member(Verb::drop, ObjectKind::identity).if_exists = command.missing_ok != 0;
      break;
    case PG_QUERY__ALTER_TABLE_TYPE__AT_DropExpression:
      member(Verb::drop, ObjectKind::expression).if_exists = command.missing_ok != 0;
      break;
    case PG_QUERY__ALTER_TABLE_TYPE__AT_SetIdentity: {
      Action& action = member(Verb::alter, ObjectKind::column);
      action.change = restarts(command.def) ? Change::identity_restart : Change::other;
      if (command.def != nullptr && command.def->node_case == PG_QUERY__NODE__NODE_LIST) {
        action.declared =
            sequence_properties(nodes(command.def->list->items, command.def->list->n_items));
      }
      break;
    }
    case PG_QUERY__ALTER_TABLE_TYPE__AT_AlterColumnType: {
      Action& action = member(Verb::alter, attribute ? ObjectKind::attribute : ObjectKind::column);
      action.change = Change::column_type;
      action.details = type_change(command);
      break;
    }
    case PG_QUERY__ALTER_TABLE_TYPE__AT_AddInherit:
      add(Verb::create, ObjectKind::inheritance, object_name(command.def));
      break;
    case PG_QUERY__ALTER_TABLE_TYPE__AT_DropInherit:
      add(Verb::drop, ObjectKind::inheritance, object_name(command.def));
      break;
    case PG_QUERY__ALTER_TABLE_TYPE__AT_DropOf:
      add(Verb::drop, ObjectKind::typed_table);
      break;
    case PG_QUERY__ALTER_TABLE_TYPE__AT_AttachPartition: {
      const QualifiedName partition = qualified_name(command.def->partition_cmd->name);
      if (kind == ObjectKind::index) {  // attaching an attached index is nothing
        add(Verb::alter, ObjectKind::index, partition).change = Change::other;
      } else {
        add(Verb::create, ObjectKind::partition, partition);
      }
      break;
    }
    case PG_QUERY__ALTER_TABLE_TYPE__AT_DetachPartition: {
      Action& action =
          add(Verb::drop, ObjectKind::partition, qualified_name(command.def->partition_cmd->name));
      action.concurrently = command.def->partition_cmd->concurrent != 0;
      break;
    }
    case PG_QUERY__ALTER_TABLE_TYPE__AT_GenericOptions:
    case PG_QUERY__ALTER_TABLE_TYPE__AT_AlterColumnGenericOptions: {
      const PgQuery__List& list = *command.def->list;
      options(nodes(list.items, list.n_items), {.schema = {}, .name = name});
      break;
    }
    default: {
      Action& action = add(Verb::alter, kind, {.schema = {}, .name = name});
      action.change = change_of(command.subtype, command.def == nullptr);
      action.cost = cost_of(command, kind);
      if (command.subtype == PG_QUERY__ALTER_TABLE_TYPE__AT_SetStorage) {
        action.declared = {{.property = Property::storage}};
      } else if (command.subtype == PG_QUERY__ALTER_TABLE_TYPE__AT_SetCompression) {
        action.declared = {{.property = Property::compression}};
      } else if (command.subtype == PG_QUERY__ALTER_TABLE_TYPE__AT_ValidateConstraint) {
        action.declared = {{.property = Property::not_valid}};
      }
    }
  }
}

// OPTIONS (ADD a 'x', SET b 'y', DROP c); without a word it is ADD.
void ActionReader::options(std::span<Node* const> list, const QualifiedName& owner) {
  for (const Node* node : list) {
    if (node->node_case != PG_QUERY__NODE__NODE_DEF_ELEM) continue;
    const PgQuery__DefElem& option = *node->def_elem;
    const bool set = option.defaction == PG_QUERY__DEF_ELEM_ACTION__DEFELEM_SET;
    const bool drop = option.defaction == PG_QUERY__DEF_ELEM_ACTION__DEFELEM_DROP;
    Action& action = add(set ? Verb::alter : (drop ? Verb::drop : Verb::create), ObjectKind::option,
                         {.schema = {}, .name = option.defname});
    action.owner = owner;
  }
}

void ActionReader::alter_table(const PgQuery__AlterTableStmt& statement) {
  const std::size_t first = actions_.size();
  const ObjectKind kind = object_kind(statement.objtype);
  for (const Node* command : nodes(statement.cmds, statement.n_cmds)) {
    alter_table_command(*command->alter_table_cmd, kind);
  }
  for (Action& action : std::span(actions_).subspan(first)) {
    action.owner = qualified_name(statement.relation);
    action.statement_if_exists = statement.missing_ok != 0;
  }
}

void ActionReader::alter_domain(const PgQuery__AlterDomainStmt& statement) {
  const QualifiedName domain = qualified_name(nodes(statement.type_name, statement.n_type_name));
  const std::string_view what = statement.subtype;  // a letter, see gram.y
  if (what == "C") {
    ConstraintDefinition made = constraint(*statement.def->constraint);
    Action& action =
        add(Verb::create, ObjectKind::domain_constraint, {.schema = {}, .name = made.key.name});
    action.unnamed = made.key.name.empty();
    action.details = std::move(made);
  } else if (what == "X") {
    add(Verb::drop, ObjectKind::domain_constraint, {.schema = {}, .name = statement.name})
        .if_exists = statement.missing_ok != 0;
  } else {
    Action& action = add(Verb::alter, ObjectKind::domain, domain);
    action.change = Change::other;
    if (what == "T") action.declared = {{.property = Property::default_value}};
    if (what == "N" || what == "O") action.declared = {{.property = Property::not_null}};
  }
  actions_.back().owner = domain;
}

void ActionReader::alter_enum(const PgQuery__AlterEnumStmt& statement) {
  const std::string old_label = statement.old_val;
  Action& action = add(old_label.empty() ? Verb::create : Verb::rename, ObjectKind::enum_value,
                       {.schema = {}, .name = old_label.empty() ? statement.new_val : old_label});
  action.if_not_exists = statement.skip_if_new_val_exists != 0;
  action.owner = qualified_name(nodes(statement.type_name, statement.n_type_name));
  if (!old_label.empty()) action.new_name = statement.new_val;
}

bool ActionReader::read_alter_table(const Node& node) {
  switch (node.node_case) {
    case PG_QUERY__NODE__NODE_ALTER_TABLE_STMT:
      alter_table(*node.alter_table_stmt);
      return true;
    case PG_QUERY__NODE__NODE_ALTER_DOMAIN_STMT:
      alter_domain(*node.alter_domain_stmt);
      return true;
    case PG_QUERY__NODE__NODE_ALTER_ENUM_STMT:
      alter_enum(*node.alter_enum_stmt);
      return true;
    case PG_QUERY__NODE__NODE_ALTER_SEQ_STMT: {
      const PgQuery__AlterSeqStmt& statement = *node.alter_seq_stmt;
      Action& action = add(Verb::alter, ObjectKind::sequence, qualified_name(statement.sequence));
      const bool restart =
          find_option(nodes(statement.options, statement.n_options), "restart") != nullptr;
      action.change = restart ? Change::sequence_restart : Change::other;
      action.declared = sequence_properties(nodes(statement.options, statement.n_options));
      action.statement_if_exists = statement.missing_ok != 0;
      return true;
    }
    default:
      return false;
  }
}

}  // namespace pgsettle::tree
