// Owners and privileges.
#include "property/generated_writer.h"

namespace pgsettle {
namespace {

// Privileges and the object they are on.
std::string privileges(GeneratedWriter& w) {
  switch (w.dice.below(w.model.routines.empty() ? 4 : 6)) {
    case 0:
      return w.dice.one_of({"USAGE", "CREATE", "USAGE, CREATE", "ALL"}) + " ON SCHEMA " + w.schema;
    case 1: {
      const GeneratedRelation& table = w.table();
      return fmt::format(
          "{}({}) ON {}",
          w.dice.one_of({"SELECT ", "UPDATE ", "SELECT (id), INSERT ", "REFERENCES "}),
          w.dice.one_of(table.columns).name, w.at(table.name));
    }
    case 2:
      if (!w.model.sequences.empty()) {
        return w.dice.one_of({"USAGE", "SELECT", "ALL"}) + " ON SEQUENCE " +
               w.at(w.dice.one_of(w.model.sequences));
      }
      [[fallthrough]];
    case 3:
      if (w.dice.chance(25)) {
        return w.dice.one_of(
                   {"SELECT ON ALL TABLES", "USAGE ON ALL SEQUENCES", "EXECUTE ON ALL FUNCTIONS"}) +
               " IN SCHEMA " + w.schema;
      }
      w.table();  // there must be one
      return w.dice.one_of({"SELECT", "SELECT, INSERT", "ALL", "ALL PRIVILEGES",
                            "INSERT, UPDATE, DELETE", "TRUNCATE", "TRIGGER"}) +
             w.dice.one_of({" ON ", " ON TABLE "}) + w.at(w.dice.one_of(w.model.relations).name);
    default: {
      const GeneratedRoutine& routine = w.dice.one_of(w.model.routines);
      return fmt::format("{} ON {} {}({})", w.dice.one_of({"EXECUTE", "ALL"}),
                         routine.keyword == "PROCEDURE" ? "PROCEDURE" : "FUNCTION",
                         w.at(routine.name), routine.arguments);
    }
  }
}

void grant(GeneratedWriter& w) {
  const std::string who = w.grantee();
  w.say(fmt::format("GRANT {} TO {}{}", privileges(w), who,
                    who != "PUBLIC" && w.dice.chance(20) ? " WITH GRANT OPTION" : ""));
}

void revoke(GeneratedWriter& w) {
  w.say(fmt::format("REVOKE {}{} FROM {}{}", w.dice.one_of({"", "", "", "GRANT OPTION FOR "}),
                    privileges(w), w.grantee(), w.dice.one_of({"", "", " CASCADE"})));
}

void lock_down(GeneratedWriter& w) {
  if (w.model.routines.empty()) return;
  const GeneratedRoutine& routine = w.dice.one_of(w.model.routines);
  if (routine.keyword == "PROCEDURE") return;
  w.say(fmt::format("REVOKE ALL ON FUNCTION {}({}) FROM PUBLIC", w.at(routine.name),
                    routine.arguments));
  w.say(fmt::format("GRANT EXECUTE ON FUNCTION {}({}) TO {}", w.at(routine.name), routine.arguments,
                    w.role()));
}

void default_privileges(GeneratedWriter& w) {
  w.say(fmt::format(
      "ALTER DEFAULT PRIVILEGES {}IN SCHEMA {} {}", w.dice.one_of({"", "FOR ROLE owner_role "}),
      w.schema,
      w.dice.one_of({"GRANT SELECT ON TABLES TO reader_role", "GRANT ALL ON TABLES TO writer_role",
                     "GRANT EXECUTE ON FUNCTIONS TO reader_role",
                     "REVOKE SELECT ON TABLES FROM reader_role",
                     "GRANT USAGE ON SEQUENCES TO writer_role WITH GRANT OPTION",
                     "GRANT USAGE ON TYPES TO writer_role"})));
}

void change_owner(GeneratedWriter& w) {
  const std::string owner =
      w.dice.chance(20) ? w.dice.one_of({"postgres", "CURRENT_USER", "session_user"}) : w.role();
  if (!w.model.routines.empty() && w.dice.chance(35)) {
    const GeneratedRoutine& routine = w.dice.one_of(w.model.routines);
    if (routine.is_of_role) return;
    w.say(fmt::format("ALTER {} {}({}) OWNER TO {}", routine.keyword, w.at(routine.name),
                      routine.arguments, owner));
    return;
  }
  w.table();
  const GeneratedRelation& relation = w.dice.one_of(w.model.relations);
  // A materialised view is refreshed with the rights of its owner.
  if (relation.is_of_role || relation.kind == "MATERIALIZED VIEW") return;
  w.say(fmt::format("ALTER {} {} OWNER TO {}", w.dice.chance(80) ? relation.kind : "TABLE",
                    w.at(relation.name), owner));
}

void change_other_owner(GeneratedWriter& w) {
  if (!w.model.types.empty()) {
    const GeneratedType& type = w.dice.one_of(w.model.types);
    w.say(fmt::format("ALTER {} {} OWNER TO {}", type.kind, w.at(type.name), w.role()));
  }
}

// As the role that shall own it; nothing before depends on who runs the script.
void make_as_role(GeneratedWriter& w) {
  if (w.is_role_set) return;
  const std::string role = w.role();
  const bool is_session = w.dice.chance(20);
  w.say(fmt::format("GRANT USAGE, CREATE ON SCHEMA {} TO {}", w.schema, role));
  w.say((is_session ? "SET SESSION AUTHORIZATION " : "SET ROLE ") + role);
  w.is_role_set = true;
  if (w.dice.chance(60)) {
    make_trigger_function(w);
  } else {
    make_table(w);
  }
  w.is_role_set = false;
  w.say(is_session ? "RESET SESSION AUTHORIZATION"
                   : w.dice.one_of({"RESET ROLE", "SET ROLE NONE", "SET ROLE postgres"}));
}

}  // namespace

std::vector<WeightedFragment> access_fragments() {
  return {{12, grant},       {7, revoke},
          {4, lock_down},    {4, default_privileges},
          {8, change_owner}, {2, change_other_owner},
          {4, make_as_role}};
}

}  // namespace pgsettle
