#include <fmt/format.h>

#include <algorithm>
#include <string>
#include <unordered_map>
#include <vector>

#include "lint/definition.h"
#include "lint/findings.h"
#include "lint/rule.h"
#include "sql/fallback/token.h"

namespace pgsettle::rules {
namespace {

class Definitions {
 public:
  explicit Definitions(Findings& findings) : findings_(findings) {}

  void see(const Occurrence& occurrence) {
    const Action& action = *occurrence.action;
    if (occurrence.temporary || occurrence.called) return;
    switch (action.verb) {
      case Verb::create:
        return create(occurrence);
      case Verb::drop:
      case Verb::rename:
      case Verb::set_schema:
        return forget(occurrence);
      case Verb::comment:
        return comment(occurrence);
      case Verb::grant:
      case Verb::revoke:
        return privileges(occurrence);
      default:
        return;
    }
  }

 private:
  struct Known {
    const Occurrence* occurrence;
    std::string text;
  };
  struct Granted {
    const Occurrence* occurrence;
    std::vector<Privilege> privileges;
  };

  // What belongs to a relation that has been dropped since is another object.
  std::string key(const Action& action, const QualifiedName& object, const QualifiedName& owner) {
    const std::string owner_key = owner.schema + "." + owner.name;
    const auto found = generations_.find(owner_key);
    return fmt::format("{} #{}", object_key(action, object, owner),
                       (found != generations_.end() ? found->second : 0) + schema_generation_);
  }

  std::string key(const Occurrence& occurrence) {
    return key(*occurrence.action, occurrence.object, occurrence.owner);
  }

  void forget(const Occurrence& occurrence) {
    known_.erase(key(occurrence));
    if (is_relation(occurrence.action->kind)) {
      ++generations_[occurrence.object.schema + "." + occurrence.object.name];
    }
    if (occurrence.action->kind == ObjectKind::schema) ++schema_generation_;
  }

  void create(const Occurrence& occurrence) {
    const Action& action = *occurrence.action;
    if (action.unnamed) return;
    if (const auto* column = action.as<Column>()) {
      return define(occurrence, key(occurrence), column->type);
    }
    if (action.kind == ObjectKind::constraint && has_siblings(occurrence)) return;
    define(occurrence, key(occurrence), definition_text(occurrence));
    const auto* table = action.as<RelationDefinition>();
    if (table == nullptr) return;
    for (const Column& column : table->columns) {
      Action member;
      member.kind = ObjectKind::column;
      known_.try_emplace(key(member, {.schema = {}, .name = column.name}, occurrence.object),
                         Known{.occurrence = &occurrence, .text = column.type});
    }
  }

  static bool has_siblings(const Occurrence& occurrence) {
    return (occurrence.code != nullptr ? occurrence.code->actions.size()
                                       : occurrence.statement->analysis.actions.size()) > 1;
  }

  void define(const Occurrence& occurrence, const std::string& key, std::string text) {
    const Action& action = *occurrence.action;
    const auto [found, is_new] = known_.try_emplace(key, Known{&occurrence, text});
    if (is_new) return;
    Known& known = found->second;
    const bool ignored = action.if_not_exists || occurrence.is_conditional() ||
                         (occurrence.is_handled() && !action.or_replace);
    if (is_comparable(known, occurrence) && known.text != text && (ignored || action.or_replace)) {
      report(*known.occurrence, occurrence,
             ignored ? "this one is ignored where that one has run"
                     : "each run makes one of it, then the other");
    }
    if (!ignored) known = {.occurrence = &occurrence, .text = std::move(text)};
  }

  // Two branches of one DO block are alternatives. An index of the same name on another table is
  // another object, see name-collision.
  static bool is_comparable(const Known& known, const Occurrence& occurrence) {
    if (known.occurrence->statement == occurrence.statement) return false;
    // \if and \else may have one each, of which the server's answer chooses.
    const LintedScript* script = occurrence.statement->script;
    if (script == known.occurrence->statement->script && script->script->results_matter) {
      return false;
    }
    const Action& first = *known.occurrence->action;
    if (first.kind != occurrence.action->kind) {
      return occurrence.action->kind == ObjectKind::column;
    }
    return first.kind != ObjectKind::index || known.occurrence->owner == occurrence.owner;
  }

  void comment(const Occurrence& occurrence) {
    const std::string_view sql = sql_of(occurrence);
    std::string_view last;
    for (std::size_t at = 0; at < sql.size();) {
      const Token token = next_token(sql, at);
      at = token.range.end;
      if (token.kind != TokenKind::white_space && token.kind != TokenKind::comment) {
        last = sql.substr(token.range.begin, token.range.size());
      }
    }
    const std::string name = "comment on " + key(occurrence);
    const auto [found, is_new] = known_.try_emplace(name, Known{&occurrence, std::string(last)});
    if (is_new) return;
    if (found->second.text != last && found->second.occurrence->statement != occurrence.statement) {
      report(*found->second.occurrence, occurrence, "each run writes one, then the other",
             "the comment on ");
    }
    found->second = {.occurrence = &occurrence, .text = std::string(last)};
  }

  void privileges(const Occurrence& occurrence) {
    const auto* details = occurrence.action->as<GrantDetails>();
    if (details == nullptr || details->default_privileges || details->all_in_schema) return;
    if (details->option_only) return;
    for (const std::string& grantee : details->grantees) {
      auto& grants = granted_[key(occurrence) + " to " + grantee];
      if (occurrence.action->verb == Verb::grant) {
        grants.push_back({.occurrence = &occurrence, .privileges = details->privileges});
        continue;
      }
      for (const Granted& grant : grants) {
        if (!takes_all(*details, grant)) continue;
        findings_.add(occurrence,
                      fmt::format("revokes what is granted in {}, on every run",
                                  place(*grant.occurrence, occurrence)),
                      "Keep the one that is meant.");
        break;
      }
      std::erase_if(grants, [&](const Granted& grant) { return takes_all(*details, grant); });
    }
  }

  static bool takes_all(const GrantDetails& revoke, const Granted& grant) {
    if (revoke.privileges.empty()) return true;
    return !grant.privileges.empty() &&
           std::ranges::all_of(grant.privileges, [&](const Privilege& privilege) {
             return std::ranges::find(revoke.privileges, privilege) != revoke.privileges.end();
           });
  }

  // Points at the later one; at the earlier one when only that is asked about.
  void report(const Occurrence& first, const Occurrence& second, std::string_view consequence,
              std::string_view prefix = "") {
    const bool later = second.statement->script->reported;
    findings_.add(
        later ? second : first,
        fmt::format("{}{} is defined otherwise in {}: {}", prefix, describe(*second.action),
                    later ? place(first, second) : place(second, first), consequence),
        "Keep one definition, and change it there.");
  }

  Findings& findings_;
  std::unordered_map<std::string, Known> known_;
  std::unordered_map<std::string, std::vector<Granted>> granted_;
  std::unordered_map<std::string, int> generations_;
  int schema_generation_ = 0;
};

void check(const LintContext& context, Findings& findings) {
  Definitions definitions(findings);
  for (const Occurrence* occurrence : context.model.occurrences()) definitions.see(*occurrence);
}

}  // namespace

extern const Rule duplicate_definition{
    .id = "duplicate-definition",
    .group = RuleGroup::drift,
    .severity = Severity::error,
    .summary = "the same object defined twice, differently",
    .why =
        "With OR REPLACE, COMMENT, or GRANT and REVOKE each run makes one of it and then the "
        "other: it is wrong in between and never settles. With IF NOT EXISTS or a guard the second "
        "definition is silently ignored, and which one a database has depends on its age.",
    .bad = "COMMENT ON TABLE account IS 'Customers';\nCOMMENT ON TABLE account IS 'Accounts';",
    .good = "COMMENT ON TABLE account IS 'Accounts';",
    .check_directory = check,
};

}  // namespace pgsettle::rules
