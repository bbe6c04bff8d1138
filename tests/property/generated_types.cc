// Enums, composite types and domains, which have no IF NOT EXISTS.
#include "property/generated_values.h"
#include "property/generated_writer.h"

namespace pgsettle {
namespace {

// CREATE TYPE or CREATE DOMAIN, unless it is there, as people write it.
void say_guarded(GeneratedWriter& w, const std::string& name, const std::string& create) {
  switch (w.dice.below(4)) {
    case 0:
      w.say_do(create + ";\nEXCEPTION WHEN duplicate_object THEN NULL;");
      break;
    case 1:
      w.say_do(fmt::format("IF to_regtype('{}') IS NULL THEN\n    {};\n  END IF;", w.full(name),
                           create));
      break;
    default:
      w.say_do(fmt::format(
          "IF NOT EXISTS (SELECT {}FROM pg_type WHERE typname = '{}' AND typnamespace = "
          "'{}'::regnamespace) THEN\n    {};\n  END IF;",
          w.dice.one_of({"", "1 "}), name, w.schema, create));
  }
}

// Not fresh(): the name stands in a literal, too.
std::string type_name(GeneratedWriter& w, const std::string& base) {
  return base + '_' + std::to_string(w.model.types.size());
}

void make_enum(GeneratedWriter& w) {
  GeneratedType type = {
      .kind = "TYPE", .name = type_name(w, "state"), .labels = {"new", "open", "it''s"}};
  say_guarded(w, type.name,
              fmt::format("CREATE TYPE {} AS ENUM ('new', 'open', 'it''s')", w.full(type.name)));
  if (w.dice.chance(60)) {
    const std::string column = w.fresh("state");
    w.say(fmt::format("ALTER TABLE {} ADD COLUMN IF NOT EXISTS {} {}{}", w.at(w.table().name),
                      column, w.at(type.name),
                      w.dice.one_of({"", " DEFAULT 'new'", " NOT NULL DEFAULT 'open'"})));
  }
  w.model.types.push_back(type);
}

void add_value(GeneratedWriter& w) {
  for (const GeneratedType& type : w.model.types) {
    if (type.labels.empty() || w.dice.chance(40)) continue;
    w.say(fmt::format("ALTER TYPE {} ADD VALUE IF NOT EXISTS '{}'{}", w.at(type.name),
                      w.dice.one_of({"done", "new", "drifted", "later"}),
                      w.dice.one_of({"", " AFTER 'new'", " BEFORE 'open'"})));
    return;
  }
  make_enum(w);
}

void make_composite(GeneratedWriter& w) {
  const GeneratedType type = {.kind = "TYPE", .name = type_name(w, "pair"), .labels = {}};
  say_guarded(w, type.name, fmt::format("CREATE TYPE {} AS (a int, b text)", w.full(type.name)));
  w.model.types.push_back(type);
}

void make_domain(GeneratedWriter& w) {
  const GeneratedType type = {.kind = "DOMAIN", .name = type_name(w, "amount"), .labels = {}};
  say_guarded(w, type.name,
              fmt::format("CREATE DOMAIN {} AS int{}", w.full(type.name),
                          w.dice.one_of({"", " DEFAULT 1", " CHECK (VALUE > 0)", " NOT NULL"})));
  if (w.dice.chance(50)) {
    w.say(fmt::format("ALTER DOMAIN {} DROP CONSTRAINT IF EXISTS small", w.at(type.name)));
    w.say(fmt::format("ALTER DOMAIN {} ADD CONSTRAINT small CHECK (VALUE < {})", w.at(type.name),
                      w.dice.one_of({"100", "1000"})));
  }
  if (w.dice.chance(30)) {
    w.say(fmt::format(
        "ALTER DOMAIN {} {}", w.at(type.name),
        w.dice.one_of({"SET DEFAULT 5", "DROP DEFAULT", "DROP NOT NULL", "SET NOT NULL"})));
  }
  w.model.types.push_back(type);
}

}  // namespace

std::vector<WeightedFragment> type_fragments() {
  return {{4, make_enum}, {4, add_value}, {2, make_composite}, {3, make_domain}};
}

}  // namespace pgsettle
