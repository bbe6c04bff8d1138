#include "settle/table_convergence.h"

#include <fmt/format.h>

#include <algorithm>

#include "base/text.h"
#include "settle/name_completion.h"
#include "sql/parse/normal_form.h"
#include "sql/write/column_text.h"
#include "sql/write/quoting.h"

namespace pgsettle {
namespace {

// What a serial is beside its sequence.
std::string stored_type(const std::string& type) {
  if (type == "serial" || type == "serial4") return "integer";
  if (type == "bigserial" || type == "serial8") return "bigint";
  if (type == "smallserial" || type == "serial2") return "smallint";
  return type;
}

std::string without_blanks(std::string text) {
  std::erase(text, ' ');
  return text;
}

bool is_serial(const std::string& type) { return stored_type(type) != type; }

class TableComparison {
 public:
  TableComparison(const StepIndex& index, const JudgedStatement& step, const JudgedAction& part,
                  std::vector<Divergence>& list)
      : index_(index),
        step_(step),
        subject_(part.placed),
        definition_(*part.placed.action.as<RelationDefinition>()),
        table_(sql_name(part.placed.object)),
        list_(list) {}

  void run() {
    for (const Column& column : definition_.columns) compare(column);
    if (!definition_.open) find_undeclared();
    if (!index_.changes_constraints(subject_.object)) compare_keys();
  }

 private:
  void add(std::string message, std::string hint) {
    list_.push_back({step_.statement, std::move(message), std::move(hint)});
  }

  std::string alter(const std::string& column, const std::string& what) const {
    return fmt::format("ALTER TABLE {} ALTER COLUMN {} {};", table_, column, what);
  }

  std::string_view text_of(const Column& column) const {
    return subject_.sql.substr(column.range.begin, column.range.size());
  }

  bool is_key(const Column& column) const {
    return std::ranges::any_of(definition_.keys, [&](const Key& key) {
      return key.primary && std::ranges::find(key.columns, column.name) != key.columns.end();
    });
  }

  void compare(const Column& column) {
    if (index_.changes_column(subject_.object, column.name)) return;
    const std::string name = sql_identifier(column.name);
    const CatalogObject* there =
        subject_.facts.member(ObjectKind::column, subject_.object, column.name);
    if (there == nullptr) {
      add(fmt::format("table {} has no column {}", table_, name), added(column));
      return;
    }
    compare_type(column, *there, name);
    // A serial and an identity column are NOT NULL by themselves.
    const bool not_null = column.not_null || is_key(column) || is_serial(column.type) ||
                          there->as<catalog::Column>().identity != catalog::Identity::none;
    if (not_null && !there->as<catalog::Column>().not_null) {
      add(fmt::format("column {} of table {} may be null", name, table_),
          alter(name, "SET NOT NULL") + "  -- reads the whole table; rows with null must go first");
    } else if (!not_null && there->as<catalog::Column>().not_null) {
      add(fmt::format("column {} of table {} is NOT NULL", name, table_),
          alter(name, "DROP NOT NULL"));
    }
    compare_default(column, *there, name);
  }

  void compare_type(const Column& column, const CatalogObject& there, const std::string& name) {
    const std::string wanted = stored_type(column.type);
    // Modifiers of times stand elsewhere in the server's words.
    if (wanted.find('(') != std::string::npos && wanted.find("time") != std::string::npos) return;
    const std::string full = complete_type(wanted, subject_.names, true);
    if (without_blanks(full) == without_blanks(there.as<catalog::Column>().type)) return;
    add(fmt::format("column {} of table {} is {}, not {}", name, table_,
                    there.as<catalog::Column>().type, wanted),
        alter(name, fmt::format("TYPE {0} USING {1}::{0}", wanted, name)) +
            "  -- may rewrite the table");
  }

  void compare_default(const Column& column, const CatalogObject& there, const std::string& name) {
    if (column.generated || there.as<catalog::Column>().generated != catalog::Generated::none ||
        there.as<catalog::Column>().identity != catalog::Identity::none)
      return;
    const std::string wanted = read_column_text(text_of(column)).fallback;
    if (is_serial(column.type) || column.fallback == DefaultKind::sequence) return;
    if (wanted.empty() != !there.as<catalog::Column>().default_value.has_value()) {
      add(wanted.empty() ? fmt::format("column {} of table {} has a default", name, table_)
                         : fmt::format("column {} of table {} has no default", name, table_),
          alter(name, wanted.empty() ? "DROP DEFAULT" : "SET DEFAULT " + wanted));
      return;
    }
    // Only literals: of anything else the server's words may differ and mean the same.
    const std::string now = there.as<catalog::Column>().default_value.value_or("");
    if (wanted.empty() || !is_literal(wanted) || !is_literal(now)) return;
    const auto form = [&](const std::string& value, const NameCompletion& completion) {
      return normal_forms(
          fmt::format("ALTER TABLE {} ALTER {} SET DEFAULT {}", quote_name(subject_.object),
                      quote_identifier(column.name), value),
          completion);
    };
    const NameCompletion completion = name_completion(subject_.names, subject_.facts);
    if (form(wanted, completion) == form(now, completion)) return;
    add(fmt::format("column {} of table {} has the default {}, not {}", name, table_, now, wanted),
        alter(name, "SET DEFAULT " + wanted));
  }

  static bool is_literal(const std::string& text) {
    return text.find('(') == std::string::npos &&
           (text[0] == '\'' || std::isdigit(static_cast<unsigned char>(text[0])) != 0);
  }

  std::string added(const Column& column) const {
    const ColumnText text = read_column_text(text_of(column));
    const bool filled =
        !text.fallback.empty() || column.generated || column.fallback != DefaultKind::none;
    const std::string start = fmt::format("ALTER TABLE {} ADD COLUMN IF NOT EXISTS ", table_);
    if (column.fallback == DefaultKind::random) {
      return fmt::format("{}{};  -- gives each row a value of its own: rewrites the table", start,
                         text_of(column));
    }
    if (!text.not_null || filled) return fmt::format("{}{};", start, text_of(column));
    const std::string name = sql_identifier(column.name);
    return fmt::format(
        "{0}{1};\nUPDATE {2} SET {3} = ... WHERE {3} IS NULL;\n"
        "ALTER TABLE {2} ALTER COLUMN {3} SET NOT NULL;",
        start, text.without_not_null, table_, name);
  }

  void find_undeclared() {
    for (const CatalogObject* column :
         subject_.facts.members(ObjectKind::column, subject_.object)) {
      if (index_.declares_column(subject_.object, column->name.name)) continue;
      const std::string name = sql_identifier(column->name.name);
      add(fmt::format("table {} has column {}, which no script declares", table_, name),
          fmt::format("ALTER TABLE {} DROP COLUMN IF EXISTS {};  -- when its data may be lost",
                      table_, name));
    }
  }

  void compare_keys() {
    for (const Key& key : definition_.keys) {
      const auto there = subject_.facts.members(ObjectKind::constraint, subject_.object);
      const bool found = std::ranges::any_of(there, [&](const CatalogObject* constraint) {
        return constraint->as<catalog::Constraint>().type ==
                   (key.primary ? catalog::Contype::primary_key : catalog::Contype::unique) &&
               constraint->as<catalog::Constraint>().columns == key.columns;
      });
      if (found || key.columns.empty()) continue;
      const std::string what = key.primary ? "primary key" : "unique constraint";
      add(fmt::format("table {} has no {} on ({})", table_, what, fmt::join(key.columns, ", ")),
          "Add it in a DO block that asks pg_constraint first (pgsettle explain "
          "unguarded-constraint).");
    }
  }

  const StepIndex& index_;
  const JudgedStatement& step_;
  const PlacedAction& subject_;
  const RelationDefinition& definition_;
  std::string table_;
  std::vector<Divergence>& list_;
};

}  // namespace

void compare_table(const StepIndex& index, const JudgedStatement& step, const JudgedAction& part,
                   std::vector<Divergence>& list) {
  const CatalogObject* there = part.placed.find();
  const auto* definition = part.placed.action.as<RelationDefinition>();
  if (definition == nullptr || part.placed.sql.empty()) return;
  if (there->kind != ObjectKind::table) {
    list.push_back({step.statement,
                    fmt::format("{} is there, but it is a {}", sql_name(part.placed.object),
                                name(there->kind)),
                    ""});
    return;
  }
  TableComparison(index, step, part, list).run();
}

}  // namespace pgsettle
