// Writes the script of a generated case: names, statements, and the model of what is there.
#pragma once

#include <fmt/format.h>

#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "property/generated_model.h"
#include "support/dice.h"

namespace pgsettle {

// A statement of a script, without its semicolon; a meta-command stands in the same way.
struct GeneratedStatement {
  std::string text;
  // What stood in its place when the script was applied the first time: an edit of the script makes
  // the one of the other. "": nothing stood there.
  std::string before;
};

enum class NameStyle { qualified, by_search_path, mixed };

class GeneratedWriter {
 public:
  GeneratedWriter(Dice random, std::string schema_name, int version);

  // As the script refers to it, with or without a schema.
  std::string at(const std::string& name);
  std::string full(const std::string& name) const { return schema + '.' + name; }
  // An identifier like `base` that nothing else has; at times an odd one.
  std::string fresh(const std::string& base);
  // One that no other case has either, so that a condition may ask for the name alone. Never odd.
  std::string unique(const std::string& base);
  // Appends a statement, without its semicolon.
  void say(std::string statement);
  // One that an edit of the script has made from `before`.
  void say_edited(std::string before, std::string statement);
  // Sets the search_path, as at the top of a script.
  void say_search_path();
  // "DO $$ ... $$" around plpgsql statements.
  void say_do(const std::string& statements);

  // One of the kind; made when there is none. Valid until the next one is made.
  GeneratedRelation& table();
  // One that a view or the like may depend on.
  GeneratedRelation& open_relation();
  GeneratedRoutine& trigger_function();
  // A function of one argument of the type that returns a value of the type; nullptr: none.
  const GeneratedRoutine* function_of(const std::string& type, bool immutable);
  // A condition that is true of all rows.
  std::string condition(const GeneratedColumn& column, const std::string& prefix, bool immutable);
  std::string role();
  std::string grantee();  // a role or PUBLIC
  std::string text();     // a literal, at times of more than one line

  Dice dice;
  GeneratedModel model;
  std::string schema;
  int server_version;
  NameStyle style = NameStyle::qualified;
  bool is_role_set = false;
  std::vector<GeneratedStatement> statements;
  // Some of the statements must be sent each time, because a later one undoes them and something
  // between the two may see it.
  bool is_superseding = false;
  // The table of host_table(); empty: not made yet.
  std::string host;
  // Changes by other hands that are more likely than others: of what fragments test.
  std::vector<std::string> drift_ideas;

 private:
  std::set<std::string> used_;
};

// Appends one thing people do to a script, as one or several statements.
using Fragment = void (*)(GeneratedWriter&);
struct WeightedFragment {
  unsigned weight;
  Fragment write;
};

void make_table(GeneratedWriter& writer);
void make_trigger_function(GeneratedWriter& writer);
void insert_rows(GeneratedWriter& writer);

// The fragments, by subject; a file each.
std::vector<WeightedFragment> table_fragments();
std::vector<WeightedFragment> index_fragments();
std::vector<WeightedFragment> routine_fragments();
std::vector<WeightedFragment> trigger_fragments();
std::vector<WeightedFragment> view_fragments();
std::vector<WeightedFragment> type_fragments();
std::vector<WeightedFragment> access_fragments();
std::vector<WeightedFragment> comment_fragments();
std::vector<WeightedFragment> completion_fragments();
std::vector<WeightedFragment> observer_fragments();
std::vector<WeightedFragment> redefinition_fragments();
std::vector<WeightedFragment> session_fragments();
std::vector<WeightedFragment> namesake_fragments();
std::vector<WeightedFragment> partition_fragments();
std::vector<WeightedFragment> supersession_fragments();

}  // namespace pgsettle
