#include "property/generated_writer.h"

#include <algorithm>
#include <utility>

#include "property/generated_values.h"

namespace pgsettle {
namespace {

// PostgreSQL cuts names off behind 63 bytes; the model keeps them whole, as scripts do.
std::string odd_name(Dice& dice, const std::string& base, std::size_t number) {
  const std::string tail = std::to_string(number);
  switch (dice.below(6)) {
    case 0:
      return "\"Quoted." + base + tail + "\"";
    case 1:
      return "gr\u00f6\u00dfe_" + base + tail;
    case 2:
      return "n" + tail + std::string(62 - tail.size(), 'n');
    case 3:
      return "\"with \"\"quotes\"\" " + base + tail + "\"";
    case 4:
      return "\"\u8868 " + base + tail + "\"";
    default:
      return "l" + tail + std::string(70, 'l');
  }
}

}  // namespace

GeneratedWriter::GeneratedWriter(Dice random, std::string schema_name, int version)
    : dice(random), schema(std::move(schema_name)), server_version(version) {
  style = dice.chance(40)   ? NameStyle::qualified
          : dice.chance(70) ? NameStyle::by_search_path
                            : NameStyle::mixed;
}

std::string GeneratedWriter::at(const std::string& name) {
  const bool is_qualified =
      style == NameStyle::qualified || (style == NameStyle::mixed && dice.chance(50));
  return is_qualified ? full(name) : name;
}

std::string GeneratedWriter::fresh(const std::string& base) {
  if (dice.chance(8)) {
    std::string plain = base;
    std::erase_if(plain, [](char c) { return c == '"' || c == ' '; });
    const std::string odd = odd_name(dice, plain, used_.size());
    used_.insert(odd);
    return odd;
  }
  std::string name = base;
  const bool is_quoted = base.ends_with('"');
  for (int i = 2; !used_.insert(name).second; ++i) {
    name = fmt::format("{}_{}{}", base.substr(0, base.size() - (is_quoted ? 1 : 0)), i,
                       is_quoted ? "\"" : "");
  }
  return name;
}

std::string GeneratedWriter::unique(const std::string& base) {
  const std::string number = schema.substr(schema.find('_') + 1);
  std::string name = fmt::format("{}_{}", base, number);
  for (char tail = 'a'; !used_.insert(name).second; ++tail) {
    name = fmt::format("{}_{}{}", base, number, tail);
  }
  return name;
}

void GeneratedWriter::say(std::string statement) {
  statements.push_back({.text = statement, .before = statement});
}

void GeneratedWriter::say_edited(std::string before, std::string statement) {
  statements.push_back({.text = std::move(statement), .before = std::move(before)});
}

void GeneratedWriter::say_search_path() {
  if (style == NameStyle::qualified) return;
  if (dice.chance(10)) say("SET timezone = 'UTC'");
  if (dice.chance(20)) {
    say(fmt::format("SELECT {}set_config('search_path', '{}, public', false)",
                    dice.one_of({"", "pg_catalog."}), schema));
    return;
  }
  say(fmt::format("SET search_path {} {}{}", dice.one_of({"=", "TO"}), schema,
                  dice.one_of({", public", "", ", " + schema + "_other, public", ", pg_catalog"})));
}

void GeneratedWriter::say_do(const std::string& body) {
  say(fmt::format("DO {0}\nBEGIN\n  {1}\nEND\n{0}", dice.one_of({"$$", "$do$"}), body));
}

GeneratedRelation& GeneratedWriter::table() {
  std::vector<std::size_t> found;
  for (std::size_t i = 0; i < model.relations.size(); ++i) {
    if (model.relations[i].kind == "TABLE") found.push_back(i);
  }
  if (!found.empty()) return model.relations[dice.one_of(found)];
  make_table(*this);
  return model.relations.back();
}

GeneratedRelation& GeneratedWriter::open_relation() {
  GeneratedRelation& relation = dice.one_of(model.relations);
  if (relation.is_closed || relation.kind == "MATERIALIZED VIEW") return table();
  return relation;
}

GeneratedRoutine& GeneratedWriter::trigger_function() {
  std::vector<std::size_t> found;
  for (std::size_t i = 0; i < model.routines.size(); ++i) {
    const GeneratedRoutine& routine = model.routines[i];
    if (routine.result == "trigger" && !routine.is_closed) found.push_back(i);
  }
  if (!found.empty() && !dice.chance(15)) return model.routines[dice.one_of(found)];
  make_trigger_function(*this);
  return model.routines.back();
}

const GeneratedRoutine* GeneratedWriter::function_of(const std::string& type, bool immutable) {
  std::vector<const GeneratedRoutine*> found;
  for (const GeneratedRoutine& routine : model.routines) {
    if (routine.keyword == "FUNCTION" && routine.result == type && !routine.is_closed &&
        !routine.call.empty() && (!immutable || routine.is_immutable)) {
      found.push_back(&routine);
    }
  }
  return found.empty() ? nullptr : dice.one_of(found);
}

std::string GeneratedWriter::condition(const GeneratedColumn& column, const std::string& prefix,
                                       bool immutable) {
  const GeneratedRoutine* function = function_of(column.type, immutable);
  if (function != nullptr && dice.chance(30)) {
    const std::string call = fmt::format(fmt::runtime(function->call), prefix + column.name);
    return fmt::format("({}({}) IS NOT DISTINCT FROM NULL) IS NOT NULL", at(function->name), call);
  }
  // A time from text depends on the session's settings.
  if (immutable && (column.type == "timestamptz" || column.type == "date")) {
    return prefix + column.name + " IS NOT NULL";
  }
  return true_condition(dice, column.type, prefix + column.name);
}

std::string GeneratedWriter::role() {
  return dice.one_of({"owner_role", "reader_role", "writer_role", "other_role"});
}

std::string GeneratedWriter::grantee() { return dice.chance(20) ? "PUBLIC" : role(); }

std::string GeneratedWriter::text() {
  return dice.one_of({"'one'", "'two'", "'it''s three'", "E'four\\nlines'", "'fünf'", "''", "NULL",
                      "$$six$$", "'se' \n 'ven'", "U&'e\\0069ght'"});
}

}  // namespace pgsettle
