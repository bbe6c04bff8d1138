#include "drift/change_script.h"

#include <fmt/format.h>

#include <algorithm>
#include <utility>
#include <vector>

#include "base/text.h"
#include "catalog/kind.h"
#include "catalog/privileges.h"
#include "catalog/statements.h"
#include "drift/difference.h"

namespace pgsettle {
namespace {

class Changes {
 public:
  Changes(const Catalog& from, const Catalog& to, const ChangeOptions& options)
      : from_(from), to_(to), options_(options) {}

  std::string write() {
    find_views_to_rebuild();
    const std::vector<const CatalogObject*> before = from_.in_order();
    for (auto object = before.rbegin(); object != before.rend(); ++object) {
      if (rebuilt_.contains((*object)->name) && is_view(**object)) {
        drops_.add(Phase::view, drop_statement(*kind_of(**object), **object));
      } else if (to_.find(id_of(**object)) == nullptr) {
        drop(**object);
      }
    }
    for (const CatalogObject* object : to_.in_order()) {
      const CatalogKind* kind = kind_of(*object);
      const CatalogObject* before_it = from_.find(id_of(*object));
      const QualifiedName& view =
          object->as<catalog::Column>().of_view ? object->owner : object->name;
      const bool anew =
          (is_view(*object) || object->as<catalog::Column>().of_view) && rebuilt_.contains(view);
      if (before_it != nullptr && !anew) {
        change(*kind, *before_it, *object);
      } else if (!kind->of_database || !options_.for_scripts) {
        create(*kind, *object);
      }
    }
    return text(drops_, true) + text(changes_, false);
  }

 private:
  // Those that are defined otherwise, or read a column whose type changes, or such a view: REPLACE
  // and ALTER TABLE would be refused.
  void find_views_to_rebuild() {
    std::vector<const CatalogObject*> changed;
    for (const auto& [key, object] : from_.objects()) {
      const CatalogObject* after = to_.find(key);
      const bool differs =
          after != nullptr && kind_of(object) != nullptr && changes_kind(compare(object, *after));
      if (is_view(object) && (differs || after == nullptr)) {
        changed.push_back(&object);
        if (after != nullptr) rebuilt_.insert(object.name);
      } else if (object.kind == ObjectKind::column && differs) {
        if (const CatalogObject* table = from_.relation(object.owner)) changed.push_back(table);
      }
    }
    for (std::size_t next = 0; next < changed.size(); ++next) {
      for (const auto& [key, view] : from_.objects()) {
        if (!is_view(view) || &view == changed[next] || !mentions(view.definition, *changed[next]))
          continue;
        if (to_.find(key) != nullptr && rebuilt_.insert(view.name).second) changed.push_back(&view);
      }
    }
  }

  static bool changes_kind(const std::vector<AttributeDifference>& differences) {
    return std::ranges::any_of(differences, [](const AttributeDifference& difference) {
      return difference.attribute == "definition" || difference.attribute == "type" ||
             difference.attribute == "collation";
    });
  }

  void drop(const CatalogObject& object) {
    const CatalogKind* kind = kind_of(object);
    if (whole_is_missing(object, from_, to_)) return;
    const Phase phase = kind->phase(object);
    if (options_.for_scripts) {
      drops_.note(phase, describe(object) + " is only in the scripts: remove it from them");
    } else if (kind->of_database) {
      return;
    } else if (kind->holds_data) {
      drops_.note(phase, "if what is in it may be lost: " + drop_statement(*kind, object) + ";");
    } else {
      drops_.add(phase, drop_statement(*kind, object));
    }
  }

  void create(const CatalogKind& kind, const CatalogObject& object) {
    const bool member = object.kind == ObjectKind::column || object.kind == ObjectKind::attribute ||
                        object.kind == ObjectKind::domain_constraint;
    if (!member || !whole_is_missing(object, to_, from_)) {
      kind.create(object, to_, changes_);
    } else if (kind.complete != nullptr) {
      kind.complete(object, changes_);
    }
    if (object.kind == ObjectKind::aggregate) return;  // of which create() makes a note
    if (has_own_owner(kind, object) && object.owner_role != options_.user) {
      set_owner(kind, object);
    }
    if (object.comment) set_comment(kind, object);
    write_new_privileges(kind.sql_reference(object), object, changes_);
  }

  void change(const CatalogKind& kind, const CatalogObject& before, const CatalogObject& object) {
    const std::vector<AttributeDifference> differences = compare(before, object);
    if (differences.empty()) return;
    kind.change({.from = before, .to = object}, to_, changes_);
    const auto differs = [&](std::string_view attribute) {
      return std::ranges::any_of(differences,
                                 [&](const auto& each) { return each.attribute == attribute; });
    };
    if (differs("owner")) set_owner(kind, object);
    if (differs("comment")) set_comment(kind, object);
    if (differs("acl")) {
      write_privileges(kind.sql_reference(object), before, object, changes_);
    }
  }

  void set_owner(const CatalogKind& kind, const CatalogObject& object) {
    changes_.add(Phase::property, fmt::format("ALTER {} OWNER TO {}", kind.sql_reference(object),
                                              sql_identifier(object.owner_role)));
  }

  void set_comment(const CatalogKind& kind, const CatalogObject& object) {
    const std::string comment = object.comment ? quote_literal(*object.comment) : "NULL";
    changes_.add(Phase::property,
                 fmt::format("COMMENT ON {} IS {}", kind.sql_reference(object), comment));
  }

  static std::string text(const Remedy& script, bool backwards) {
    std::vector<Remedy::Line> lines = script.lines();
    std::ranges::stable_sort(lines, [&](const auto& a, const auto& b) {
      return backwards ? a.phase > b.phase : a.phase < b.phase;
    });
    std::string text;
    bool routines = false;
    for (const Remedy::Line& line : lines) {
      routines = routines || line.text.starts_with("CREATE OR REPLACE FUNCTION") ||
                 line.text.starts_with("CREATE OR REPLACE PROCEDURE");
      if (line.note) {
        for (const std::string_view part : split_lines(line.text)) {
          text += fmt::format("-- {}\n", part);
        }
      } else {
        text += line.text + ";\n";
      }
    }
    // They may name what is made behind them.
    return (routines ? "SET check_function_bodies = off;\n" : "") + text;
  }

  const Catalog& from_;
  const Catalog& to_;
  const ChangeOptions& options_;
  std::set<QualifiedName> rebuilt_;  // views
  Remedy drops_;
  Remedy changes_;
};

}  // namespace

std::string write_changes(const Catalog& from, const Catalog& to, const ChangeOptions& options) {
  return Changes(from, to, options).write();
}

}  // namespace pgsettle
