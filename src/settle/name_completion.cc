#include "settle/name_completion.h"

#include <fmt/format.h>

#include <algorithm>
#include <vector>

#include "sql/write/quoting.h"

namespace pgsettle {

std::string complete_type(std::string_view text, const Names& names, bool with_modifiers) {
  const std::string base(text.substr(0, std::min(text.find('['), text.find('('))));
  const std::size_t bracket = text.find('[');
  std::string rest(bracket == std::string_view::npos ? "" : "[]");
  if (with_modifiers) rest = text.substr(base.size());
  if (base.find('.') != std::string::npos) return base + rest;
  const bool quoted = base.starts_with('"');
  const QualifiedName type =
      names.type({.schema = {}, .name = quoted ? base.substr(1, base.size() - 2) : base});
  return (type.schema.empty() ? base : sql_name(type)) + rest;
}

namespace {

NameCompletion name_completion(Spelling spelling, const Names& names, const Facts& facts) {
  const auto primary_key = [&facts](const QualifiedName& table) -> std::vector<std::string> {
    for (const CatalogObject* constraint : facts.members(ObjectKind::constraint, table)) {
      if (constraint->as<catalog::Constraint>().type == catalog::Contype::primary_key)
        return constraint->as<catalog::Constraint>().columns;
    }
    return {};
  };
  const auto column_type = [&facts](const QualifiedName& table, const std::string& column) {
    const CatalogObject* found = facts.member(ObjectKind::column, table, column);
    return found != nullptr ? found->as<catalog::Column>().type : std::string();
  };
  if (spelling == Spelling::catalog) {
    return {.relation = {},
            .routine = {},
            .type = {},
            .primary_key = {},
            .column_type = column_type,
            .current_user = names.user()};
  }
  return {.relation = [&names](const QualifiedName& name) { return names.relation(name); },
          .routine = [&names](const QualifiedName& name) { return names.routine(name); },
          .type = [&names](const QualifiedName& name) { return names.type(name); },
          .primary_key = primary_key,
          .column_type = column_type,
          .current_user = names.user()};
}

}  // namespace

const std::vector<std::string>& normal_forms_of(std::string_view sql, Spelling spelling,
                                                const Names& names, const Facts& facts) {
  const std::string key =
      fmt::format("{}\n{}\n{}\n{}", spelling == Spelling::catalog ? "catalog" : "script",
                  fmt::join(names.path_with_system(), "\n"), names.user(), sql);
  return facts.normal_forms(
      key, [&] { return normal_forms(sql, name_completion(spelling, names, facts)); });
}

}  // namespace pgsettle
