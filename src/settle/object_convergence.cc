// Indexes, sequences, types, views and the rest, as their CREATE has them, against those that are
// there.
#include <fmt/format.h>

#include <algorithm>

#include "catalog/statements.h"
#include "settle/agreement.h"
#include "settle/found_definition.h"
#include "settle/name_completion.h"
#include "sql/write/quoting.h"

namespace pgsettle {
namespace {

std::vector<std::string> sequence_options(const Declaration& declared) {
  std::vector<std::string> list;
  const auto add = [&](std::string_view word, Property property) {
    if (const Declared* entry = find(declared, property)) {
      list.push_back(fmt::format("{} {}", word, entry->text));
    }
  };
  add("AS", Property::type);
  add("INCREMENT", Property::increment);
  add("START WITH", Property::start);
  add("MINVALUE", Property::minimum);
  add("MAXVALUE", Property::maximum);
  add("CACHE", Property::cache);
  list.emplace_back(find(declared, Property::cycle) != nullptr ? "CYCLE" : "NO CYCLE");
  return list;
}

bool only_parameters(const DefinitionComparison& comparison) {
  return std::ranges::all_of(comparison.differences, [](const PropertyDifference& each) {
    return each.property == Property::parameter;
  });
}

}  // namespace

std::string AgreementFinder::made_anew(const CatalogObject& object) const {
  const CatalogKind* kind = kind_of(object);
  if (kind == nullptr || subject_.sql.empty()) return {};
  std::string sql(subject_.sql);
  while (sql.ends_with(';') || sql.ends_with('\n') || sql.ends_with(' ')) sql.pop_back();
  return in_place(fmt::format("{};\n{};", drop_statement(*kind, object), sql));
}

void AgreementFinder::compare_whole(const CatalogObject& object, const QualifiedName& row) {
  const DefinitionComparison comparison =
      compare(subject_.action.declared, found_definition(object),
              {.subject = subject_,
               .meanings = meanings_,
               .row = row,
               .is_left_out = left_out({.object = subject_.object})});
  result_.unknown = result_.unknown || comparison.unknown;
  if (comparison.differences.empty()) return;
  std::string statement;
  if (only_parameters(comparison) && object.kind == ObjectKind::index) {
    const std::string alter = "ALTER INDEX " + sql_name(object.name);
    for (const PropertyDifference& each : comparison.differences) {
      if (!statement.empty()) statement += '\n';
      statement += each.declared.empty() ? fmt::format("{} RESET ({});", alter, each.part)
                                         : fmt::format("{} SET ({} = {});", alter, each.part,
                                                       quote_literal(each.declared));
    }
  } else {
    statement = made_anew(object);
  }
  say(fmt::format("{} {}", describe(object), in_words(comparison.differences)), statement);
}

void AgreementFinder::compare_index(const CatalogObject& index) {
  const std::string name = sql_name(subject_.object);
  const bool invalid = index.has<catalog::Index>() && !index.as<catalog::Index>().valid;
  if (invalid && part_.proof.must_send_before.empty() && !index.relation.partitioned) {
    say("index " + name + " is invalid: building it has failed once",
        "DROP INDEX CONCURRENTLY IF EXISTS " + name + ";  -- and run this again");
  } else if (index.owner != subject_.owner) {
    say("index " + name + " is there, but on " + sql_name(index.owner), "");
  } else {
    compare_whole(index, subject_.owner);
  }
}

void AgreementFinder::compare_sequence(const CatalogObject& sequence) {
  const DefinitionComparison comparison =
      compare(subject_.action.declared, found_definition(sequence),
              {.subject = subject_,
               .meanings = meanings_,
               .is_left_out = left_out({.object = subject_.object})});
  result_.unknown = result_.unknown || comparison.unknown;
  if (comparison.differences.empty()) return;
  CatalogObject to = sequence;
  auto& facts = std::get<catalog::Sequence>(to.facts);
  for (const PropertyDifference& each : comparison.differences) {
    if (each.property == Property::owned_by) {
      const Declared& owner = *find(subject_.action.declared, Property::owned_by);
      facts.owned_by = fmt::format("{}.{}", sql_name(subject_.names.relation(owner.name)),
                                   sql_identifier(owner.text));
    } else {
      facts.options = sequence_options(subject_.action.declared);
    }
  }
  say(fmt::format("{} {}", describe(sequence), in_words(comparison.differences)),
      remedy(sequence, to));
}

void AgreementFinder::compare_domain(const CatalogObject& domain) {
  if (domain.kind != ObjectKind::domain) {
    say(sql_name(subject_.object) + " is there, but it is no domain", "");
    return;
  }
  const Declaration& declared = subject_.action.declared;
  const DefinitionComparison comparison =
      compare(declared, found_definition(domain),
              {.subject = subject_,
               .meanings = meanings_,
               .type = domain.as<catalog::Domain>().base,
               .is_left_out = left_out({.object = subject_.object})});
  result_.unknown = result_.unknown || comparison.unknown;
  for (const PropertyDifference& each : comparison.differences) {
    CatalogObject to = domain;
    auto& facts = std::get<catalog::Domain>(to.facts);
    std::string statement;
    if (each.property == Property::default_value) {
      facts.default_value = each.declared.empty() ? catalog::Text() : each.declared;
      statement = remedy(domain, to);
    } else if (each.property == Property::not_null) {
      facts.not_null = !each.declared.empty();
      statement = remedy(domain, to);
    }
    say(fmt::format("{} {}", describe(domain), in_words(each)), statement);
  }
  const auto* definition = subject_.action.as<TypeDefinition>();
  if (definition == nullptr) return;
  // Without a name, a check of a domain is called after the domain alone.
  for (const ConstraintDefinition& check : definition->constraints) {
    const std::string usual = subject_.object.name + "_check";
    const std::string& name = check.key.name.empty() ? usual : check.key.name;
    const Member member = {
        .object = subject_.object, .kind = Member::Kind::constraint, .name = name};
    if (index_.replaces(member) || index_.adds(member)) continue;
    compare_constraint(check, subject_.object, usual);
  }
}

void AgreementFinder::compare_type(const CatalogObject& type) {
  const auto* definition = subject_.action.as<TypeDefinition>();
  if (definition != nullptr && !definition->labels.empty())
    return compare_labels(type, *definition);
  if (definition != nullptr && !definition->attributes.empty()) {
    return compare_attributes(type, *definition);
  }
  if (subject_.action.declared.empty() || !type.as<catalog::Type>().range) return;
  const DefinitionComparison comparison = compare(subject_.action.declared, found_definition(type),
                                                  {.subject = subject_, .meanings = meanings_});
  result_.unknown = result_.unknown || comparison.unknown;
  if (comparison.differences.empty()) return;
  const std::string statement = made_anew(type);
  say(fmt::format("{} {}", describe(type), in_words(comparison.differences)),
      statement.empty() ? "" : "-- once nothing is of this type:\n" + statement);
}

void AgreementFinder::compare_labels(const CatalogObject& type, const TypeDefinition& definition) {
  const std::vector<std::string>& there = type.as<catalog::Type>().labels;
  const std::string name = sql_name(subject_.object);
  if (there.empty()) {
    say(name + " is there, but it is no enum", "");
    return;
  }
  const std::string* before = nullptr;
  for (const std::string& label : definition.labels) {
    const bool known = std::ranges::find(there, label) != there.end();
    if (!known && !index_.adds_label(subject_.object, label)) {
      // Before the first, or behind its predecessor.
      const std::string place = before != nullptr ? " AFTER " + quote_literal(*before)
                                                  : " BEFORE " + quote_literal(there.front());
      say("enum " + name + " has no label " + quote_literal(label),
          "ALTER TYPE " + name + " ADD VALUE IF NOT EXISTS " + quote_literal(label) + place + ";");
    }
    before = &label;
  }
}

void AgreementFinder::compare_attributes(const CatalogObject& type,
                                         const TypeDefinition& definition) {
  const std::string name = sql_name(subject_.object);
  if (type.kind == ObjectKind::type && type.has<catalog::Type>() &&
      type.as<catalog::Type>().typtype != catalog::Typtype::composite) {
    say(name + " is there, but it is no composite type", "");
    return;
  }
  const auto member = [&](const std::string& attribute) {
    return Member{.object = subject_.object, .kind = Member::Kind::column, .name = attribute};
  };
  std::set<std::string> known;
  for (const Column& attribute : definition.attributes) {
    known.insert(attribute.name);
    if (index_.replaces(member(attribute.name))) continue;
    const CatalogObject* there =
        subject_.facts.member(ObjectKind::attribute, subject_.object, attribute.name);
    CatalogObject made = {.kind = ObjectKind::attribute,
                          .name = {.schema = {}, .name = attribute.name},
                          .owner = subject_.object};
    const Declared* declared = find(attribute.declared, Property::type);
    catalog::Column facts = {.type = declared != nullptr ? declared->text : attribute.type};
    const Declared* collation = find(attribute.declared, Property::collation);
    if (collation != nullptr) facts.collation = sql_name(collation->name);
    made.facts = std::move(facts);
    if (there == nullptr) {
      Remedy remedy;
      kind_of(made)->create(made, Catalog({}), remedy);
      say(fmt::format("type {} has no attribute {}", name, sql_identifier(attribute.name)),
          in_place(render(remedy)));
      continue;
    }
    const DefinitionComparison comparison =
        compare(attribute.declared, found_definition(*there),
                {.subject = subject_,
                 .meanings = meanings_,
                 .is_left_out = left_out(member(attribute.name))});
    result_.unknown = result_.unknown || comparison.unknown;
    if (comparison.differences.empty()) continue;
    say(fmt::format("attribute {} of type {} {}", sql_identifier(attribute.name), name,
                    in_words(comparison.differences)),
        remedy(*there, made));
  }
  for (const CatalogObject* there : subject_.facts.members(ObjectKind::attribute, type.name)) {
    const std::string& own = there->name.name;
    if (known.contains(own) || index_.replaces(member(own)) ||
        index_.declaration_of(subject_.object, own) != nullptr) {
      continue;
    }
    say(fmt::format("type {} has attribute {}, which no script declares", name,
                    sql_identifier(own)),
        drop_statement(*kind_of(*there), *there) + ";");
  }
}

// The server writes out the query of a view as it has understood it; so it is given both.
void AgreementFinder::compare_view(const CatalogObject& view) {
  Declaration declared = subject_.action.declared;
  const Declared* query = nullptr;
  for (const Declared& each : subject_.action.declared) {
    if (each.property == Property::query) query = &each;
  }
  std::erase_if(declared, [](const Declared& each) { return each.property == Property::query; });
  const DefinitionComparison comparison = compare(
      declared, found_definition(view),
      {.subject = subject_, .meanings = meanings_, .is_left_out = left_out({.object = view.name})});
  if (!comparison.differences.empty()) {
    say(fmt::format("{} {}", describe(view), in_words(comparison.differences)), made_anew(view));
  }
  if (query == nullptr) return;
  const std::string columns = query->part.empty() ? "" : fmt::format(" ({})", query->part);
  const auto form = [&](std::string_view text) {
    return normal_forms_of(
        fmt::format("CREATE VIEW {}{} AS {}", quote_name(view.name), columns, text),
        Spelling::script, subject_.names, subject_.facts);
  };
  const std::string_view found = view.definition;
  if (form(query->text) == form(found)) return;
  const std::string copy =
      fmt::format("pgsettle_twin_{:x}", std::hash<std::string_view>()(subject_.sql));
  Twin twin = {
      .settings = settings_of(subject_.names),
      .make = {fmt::format("CREATE TEMPORARY VIEW {}{} AS {}", copy, columns, query->text)},
      .question = fmt::format(
          "SELECT pg_get_viewdef('pg_temp.{}'::regclass) = pg_get_viewdef({}::regclass)", copy,
          quote_literal(quote_name(view.name)))};
  twin.key = fmt::format("{}\n{}\n{}\n{}", fmt::join(twin.settings, ";\n"), twin.make.front(),
                         twin.question, found);
  const auto answer = subject_.answers.find(twin.key);
  if (answer == subject_.answers.end()) {
    result_.unknown = true;
    result_.twins.push_back(std::move(twin));
  } else if (!answer->second) {
    say(describe(view) + " has another query", made_anew(view));
  }
}

// A version is what it was when the extension was made; ALTER EXTENSION ... UPDATE may follow.
void AgreementFinder::compare_extension(const CatalogObject& extension) {
  Declaration declared = subject_.action.declared;
  std::erase_if(declared, [](const Declared& each) { return each.property == Property::version; });
  const DefinitionComparison comparison =
      compare(declared, found_definition(extension),
              {.subject = subject_,
               .meanings = meanings_,
               .is_left_out = left_out({.object = subject_.object})});
  const std::string alter = "ALTER EXTENSION " + sql_identifier(extension.name.name);
  for (const PropertyDifference& each : comparison.differences) {
    say(fmt::format("{} {}", describe(extension), in_words(each)),
        fmt::format("{} SET SCHEMA {};", alter, sql_identifier(each.declared)));
  }
}

void AgreementFinder::compare_schema(const CatalogObject& schema) {
  const DefinitionComparison comparison =
      compare(subject_.action.declared, found_definition(schema),
              {.subject = subject_,
               .meanings = meanings_,
               .is_left_out = left_out({.object = subject_.object})});
  for (const PropertyDifference& each : comparison.differences) {
    say(fmt::format("{} {}", describe(schema), in_words(each)),
        fmt::format("ALTER SCHEMA {} OWNER TO {};", sql_identifier(schema.name.name),
                    sql_identifier(each.declared)));
  }
}

}  // namespace pgsettle
