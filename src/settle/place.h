// Where in a session a statement stands: which schema an unqualified name means there, and whose
// rights count. Follows SET search_path and SET ROLE.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "settle/facts.h"
#include "sql/action/action.h"
#include "sql/parse/normal_form.h"

namespace pgsettle {

class Place {
 public:
  explicit Place(const Facts& facts) : facts_(&facts), user_(facts.session().user) {
    set_path(facts.session().search_path);
  }

  // A setting that cannot be followed makes everything after it unknown.
  void follow(const Action& action);
  // Of a session that begins with settings which only the run itself will store.
  void forget() { known_ = false; }
  bool known() const { return known_; }
  // As the session began.
  bool is_first_path() const { return first_path_; }
  bool is_first_role() const { return first_role_; }
  const std::vector<std::string>& path() const { return path_; }
  // The statement that sets it as the script has done; empty: it is the session's own.
  const std::string& path_setting() const { return path_setting_; }
  // Likewise, of what literals mean; empty: the session's own.
  const std::string& time_zone() const { return time_zone_; }
  const std::string& user() const { return user_; }

  // Where CREATE puts what has no schema; empty: nowhere.
  std::string creation_schema() const { return path_.empty() ? std::string() : path_.front(); }
  // The object that the name means, with its schema; without one when there is none.
  QualifiedName relation(const QualifiedName& name) const;
  QualifiedName type(const QualifiedName& name) const;
  // All routines of that name may be in one schema only; else the schema is "?".
  QualifiedName routine(const QualifiedName& name) const;
  NameCompletion completion() const;

 private:
  void follow_call(const Action& action);
  void follow_path(const Action& action);
  void check_path();
  void set_path(const std::vector<std::string>& schemas);

  const Facts* facts_;
  std::vector<std::string> path_;
  std::string path_setting_;
  std::string time_zone_;
  std::string user_;
  bool known_ = true;
  bool first_path_ = true;
  bool first_role_ = true;
};

// SET LOCAL search_path for what SET search_path and the like do; empty: back to the session's own.
// nullopt: it is about something else.
std::optional<std::string> path_setting(const Action& action);

// "mood[]" as format_type() writes it with an empty search_path.
std::string complete_type(std::string_view text, const Place& place, bool with_modifiers = false);

}  // namespace pgsettle
