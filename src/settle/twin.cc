#include "settle/twin.h"

#include <fmt/format.h>

#include <functional>
#include <string_view>

#include "base/text.h"
#include "settle/changes.h"
#include "settle/prover.h"
#include "sql/fallback/names_in.h"
#include "sql/fallback/token.h"
#include "sql/write/quoting.h"

namespace pgsettle {
namespace {

std::string regclass(const QualifiedName& name) {
  return quote_literal(quote_name(name)) + "::regclass";
}

struct Word {
  Token token;
  std::string text;  // of a word in lower case
};

// The tokens that mean something.
std::vector<Word> words_of(std::string_view sql) {
  std::vector<Word> words;
  for (std::size_t at = 0; at < sql.size();) {
    const Token token = next_token(sql, at);
    at = token.range.end;
    if (token.kind == TokenKind::white_space || token.kind == TokenKind::comment) continue;
    const std::string_view text = sql.substr(token.range.begin, token.range.size());
    words.push_back({token, token.kind == TokenKind::word ? to_lower(text) : std::string(text)});
  }
  return words;
}

// Of a dotted name that begins at `first`.
Range name_range(const std::vector<Word>& words, std::size_t first) {
  std::size_t last = first;
  while (last + 2 < words.size() && words[last + 1].text == ".") last += 2;
  return {words[first].token.range.begin, words[last].token.range.end};
}

// Where the relation stands that the statement changes: behind ON, or ALTER TABLE [IF EXISTS]
// [ONLY].
std::optional<Range> relation_range(std::string_view sql, const Action& action) {
  const std::vector<Word> words = words_of(sql);
  const bool alters = !words.empty() && words[0].text == "alter";
  for (std::size_t i = 0; i + 1 < words.size(); ++i) {
    if (alters ? i != 1 : words[i].text != "on") continue;
    std::size_t name = i + 1;
    while (name + 1 < words.size() && (words[name].text == "if" || words[name].text == "exists" ||
                                       words[name].text == "only")) {
      ++name;
    }
    const Range range = name_range(words, name);
    // A column or trigger can be called "on", too.
    if (!names_in(sql.substr(range.begin, range.size())).contains(action.owner.name)) {
      return std::nullopt;
    }
    return range;
  }
  return std::nullopt;
}

// Such that many can stand side by side.
std::string twin_name(const PlacedAction& subject) {
  return fmt::format("pgsettle_twin_{:x}", std::hash<std::string_view>()(subject.sql));
}

// The definition of the copy's object as it would be of the relation's.
std::string as_of_relation(std::string_view expression, const PlacedAction& subject) {
  return fmt::format(
      "replace(replace({0}, (SELECT quote_ident(nspname) FROM pg_namespace WHERE oid = "
      "pg_my_temp_schema()) || '.', quote_ident({1}) || '.'), 'pg_temp.', quote_ident({1}) || '.')",
      expression, quote_literal(subject.owner.schema));
}

// It reads itself by its name, so that only WITH RECURSIVE can stand for it (makeRecursiveView
// Select() in src/backend/parser/gram.y). `list`: the word behind the name, if that has no schema.
std::string recursive_definition(const PlacedAction& subject, const std::vector<Word>& words,
                                 std::size_t list) {
  std::size_t as = list;
  while (as < words.size() && words[as].text != "as") ++as;
  if (as + 1 >= words.size() || words[list].text != "(") return {};
  const std::size_t begin = words[list].token.range.begin;
  const std::string columns(subject.sql.substr(begin, words[as].token.range.begin - begin));
  if (columns.find(')') != columns.find_last_not_of(" \n\t")) return {};  // has options
  const std::string name = quote_identifier(subject.object.name);
  const std::string_view query = subject.sql.substr(words[as].token.range.end);
  const std::size_t close = columns.find(')');
  return fmt::format("{} AS WITH RECURSIVE {} {} AS ({}) SELECT {} FROM {}", columns, name, columns,
                     query, columns.substr(1, close - 1), name);
}

std::optional<Twin> twin_of_view(const PlacedAction& subject) {
  const std::vector<Word> words = words_of(subject.sql);
  std::size_t view = 0;
  bool recursive = false;
  while (view < words.size() && words[view].text != "view") {
    recursive = recursive || words[view].text == "recursive";
    ++view;
  }
  if (view + 1 >= words.size()) return std::nullopt;
  const Range name = name_range(words, view + 1);
  constexpr std::string_view columns =
      "(SELECT array_agg(format('%s %s %s %s', attname, atttypid, atttypmod, attcollation) ORDER "
      "BY "
      "attnum) FROM pg_attribute WHERE attrelid = {} AND attnum > 0 AND NOT attisdropped)";
  const std::string copy = twin_name(subject);
  std::string definition(subject.sql.substr(name.end));
  if (recursive) definition = recursive_definition(subject, words, view + 2);
  if (definition.empty()) return std::nullopt;
  const std::string twin = fmt::format("'pg_temp.{}'::regclass", copy);
  const std::string real = regclass(subject.object);
  return Twin{.make = {fmt::format("CREATE TEMPORARY VIEW {} {}", copy, definition)},
              .question = fmt::format(
                  "SELECT pg_get_viewdef({0}) = pg_get_viewdef({1}) AND {2} = {3} AND "
                  "(SELECT reloptions FROM pg_class WHERE oid = {0}) IS NOT DISTINCT FROM "
                  "(SELECT reloptions FROM pg_class WHERE oid = {1})",
                  twin, real, fmt::format(fmt::runtime(columns), twin),
                  fmt::format(fmt::runtime(columns), real))};
}

// In pg_temp functions are only found with their schema, so that one hides none.
std::optional<Twin> twin_of_routine(const PlacedAction& subject, const CatalogObject& routine) {
  const std::vector<Word> words = words_of(subject.sql);
  std::size_t word = 0;
  const auto is_kind = [](const std::string& text) {
    return text == "function" || text == "procedure" || text == "aggregate";
  };
  while (word < words.size() && !is_kind(words[word].text)) ++word;
  if (word + 1 >= words.size()) return std::nullopt;
  const Range name = name_range(words, word + 1);
  std::string sql(subject.sql);
  const std::string copy = twin_name(subject);
  sql.replace(name.begin, name.size(), "pg_temp." + copy);
  // Node trees are compared as the text they stand for.
  constexpr std::string_view row =
      "(to_jsonb({0}) - '{{oid,proname,pronamespace,proowner,proacl,prosqlbody,proargdefaults}}'"
      "::text[])";
  constexpr std::string_view steps =
      "(SELECT to_jsonb(g) - 'aggfnoid' FROM pg_aggregate g WHERE g.aggfnoid = {}.oid)";
  const std::string_view body = subject.facts.session().server_major_version < 14
                                    ? ""
                                    : "pg_get_function_sqlbody(a.oid) IS NOT DISTINCT FROM "
                                      "pg_get_function_sqlbody(b.oid) AND";
  const auto of = [&](std::string_view alias) { return fmt::format(fmt::runtime(row), alias); };
  const auto steps_of = [&](std::string_view alias) {
    return fmt::format(fmt::runtime(steps), alias);
  };
  return Twin{
      .make = {"SET LOCAL check_function_bodies = off", std::move(sql)},
      .question = fmt::format(
          "SELECT {} = {} AND {} IS NOT DISTINCT FROM {} AND {} pg_get_function_arguments(a.oid) = "
          "pg_get_function_arguments(b.oid) FROM pg_proc a, pg_proc b WHERE a.pronamespace = "
          "pg_my_temp_schema() AND a.proname = '{}' AND b.oid = to_regprocedure({})",
          of("a"), of("b"), steps_of("a"), steps_of("b"), body, copy,
          quote_literal(fmt::format("{}({})", quote_name(subject.object), routine.arguments)))};
}

// SELECT that compares the member of the copy with the one of the relation.
std::string question_about(const PlacedAction& subject, const std::string& copy) {
  const std::string real = regclass(subject.owner);
  const std::string name = quote_literal(subject.object.name);
  const auto compare = [&](std::string_view table, std::string_view relation, std::string_view of,
                           const std::string& same) {
    return fmt::format(
        "SELECT {} FROM {} a, {} b WHERE a.{} = {} AND b.{} = {} AND a.{} = {} AND b.{} = {}", same,
        table, table, relation, copy, relation, real, of, name, of, name);
  };
  const auto equal = [&](std::string_view expression) {
    return fmt::format("{} IS NOT DISTINCT FROM {}",
                       as_of_relation(fmt::format(fmt::runtime(expression), "a"), subject),
                       fmt::format(fmt::runtime(expression), "b"));
  };
  switch (subject.action.kind) {
    case ObjectKind::trigger:
      return compare("pg_trigger", "tgrelid", "tgname", equal("pg_get_triggerdef({0}.oid)"));
    case ObjectKind::policy:
      return compare("pg_policy", "polrelid", "polname",
                     "a.polpermissive = b.polpermissive AND a.polcmd = b.polcmd AND a.polroles = "
                     "b.polroles AND " +
                         equal("pg_get_expr({0}.polqual, {0}.polrelid)") + " AND " +
                         equal("pg_get_expr({0}.polwithcheck, {0}.polrelid)"));
    case ObjectKind::constraint:
      return compare("pg_constraint", "conrelid", "conname",
                     "a.contype = b.contype AND " + equal("pg_get_constraintdef({0}.oid)"));
    case ObjectKind::index:
      return compare(
          "(SELECT i.*, c.relname FROM pg_index i JOIN pg_class c ON c.oid = i.indexrelid)",
          "indrelid", "relname", equal("pg_get_indexdef({0}.indexrelid)"));
    default:
      return compare(
          "(SELECT d.*, t.attname FROM pg_attrdef d JOIN pg_attribute t ON t.attrelid = d.adrelid "
          "AND t.attnum = d.adnum)",
          "adrelid", "attname", equal("pg_get_expr({0}.adbin, {0}.adrelid)"));
  }
}

std::optional<Twin> twin_of_member(const PlacedAction& subject) {
  const CatalogObject* relation = subject.find_owner();
  if (relation == nullptr || relation->kind != ObjectKind::table) return std::nullopt;
  const auto range = relation_range(subject.sql, subject.action);
  if (!range) return std::nullopt;
  const std::string name = "pg_temp." + quote_identifier(subject.owner.name);
  std::string sql(subject.sql);
  sql.replace(range->begin, range->size(), name);
  return Twin{.make = {fmt::format("CREATE TEMPORARY TABLE {} (LIKE {})",
                                   quote_identifier(subject.owner.name), quote_name(subject.owner)),
                       std::move(sql)},
              .question = question_about(subject, quote_literal(name) + "::regclass"),
              .stands_alone = true};
}

bool has_twin(const Action& action) {
  switch (action.kind) {
    case ObjectKind::view:
    case ObjectKind::function:
    case ObjectKind::procedure:
    case ObjectKind::aggregate:
    case ObjectKind::trigger:
    case ObjectKind::policy:
    case ObjectKind::index:
      return !action.concurrently;
    case ObjectKind::constraint: {
      // A foreign key from pg_temp to a table elsewhere is refused.
      const auto* constraint = action.as<ConstraintDefinition>();
      return constraint != nullptr && constraint->type == ConstraintType::check;
    }
    default:
      return action.change == Change::set_default;
  }
}

// What the answer rests on.
std::string_view definition_of(const CatalogObject& object) {
  if (!object.definition.empty()) return object.definition;
  const auto& text = object.has<catalog::Routine>() ? object.as<catalog::Routine>().aggregate
                                                    : object.as<catalog::Column>().default_value;
  return text ? std::string_view(*text) : std::string_view();
}

}  // namespace

std::vector<std::string> settings_of(const Names& names) {
  std::string path;
  for (const std::string& schema : names.path_with_system()) {
    path += (path.empty() ? "" : ", ") + quote_identifier(schema);
  }
  std::vector<std::string> settings = {"SET LOCAL search_path = " + (path.empty() ? "''" : path)};
  if (names.scope().time_zone) {
    settings.push_back("SET LOCAL timezone = " + quote_literal(*names.scope().time_zone));
  }
  return settings;
}

std::optional<Twin> twin_of(const PlacedAction& subject, const CatalogObject& object) {
  if (!has_twin(subject.action) || subject.sql.empty()) return std::nullopt;
  if (subject.action.kind == ObjectKind::index && names_in(subject.sql).contains("tablespace")) {
    return std::nullopt;
  }
  const bool routine = is_routine(subject.action.kind);
  const bool view = subject.action.kind == ObjectKind::view && subject.action.verb == Verb::create;
  auto twin = routine ? twin_of_routine(subject, object)
                      : (view ? twin_of_view(subject) : twin_of_member(subject));
  if (!twin) return std::nullopt;
  twin->settings = settings_of(subject.names);
  twin->key = fmt::format("{}\n{}\n{}\n{}", fmt::join(twin->settings, ";\n"),
                          fmt::join(twin->make, ";\n"), twin->question, definition_of(object));
  return twin;
}

}  // namespace pgsettle
