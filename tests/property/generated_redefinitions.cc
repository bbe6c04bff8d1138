// Objects that are dropped and made anew, or made when they are missing, in every way that people
// have found: the DROP may be undone, the CREATE may stand behind a condition that the DROP makes
// true, and anything may stand between the two.
#include "property/generated_code.h"
#include "property/generated_thing.h"

namespace pgsettle {
namespace {

// DROP in policies, rules and triggers takes CASCADE, too.
std::string any_drop(GeneratedWriter& w, const GeneratedThing& thing, bool if_exists = true) {
  return drop_statement(thing, if_exists) + (thing.dependants.empty()
                                                 ? w.dice.one_of({"", "", " CASCADE"})
                                                 : w.dice.one_of({" CASCADE", " CASCADE", ""}));
}

// Whether the thing is surely gone after it.
bool say_drop(GeneratedWriter& w, const GeneratedThing& thing) {
  switch (w.dice.below(16)) {
    case 0:
      w.say(do_block("BEGIN IF " + w.dice.one_of(thing.conditions) + " THEN " +
                     any_drop(w, thing, false) + "; END IF; END"));
      return true;
    case 1:
      w.say(do_block("BEGIN " + any_drop(w, thing, false) +
                     "; EXCEPTION WHEN OTHERS THEN NULL; "
                     "END"));
      return false;
    case 2:
      w.say("BEGIN");
      w.say(any_drop(w, thing));
      w.say("ROLLBACK");
      return false;
    case 3:
      w.say("BEGIN");
      w.say("SAVEPOINT s");
      w.say(any_drop(w, thing));
      w.say("ROLLBACK TO SAVEPOINT s");
      w.say("COMMIT");
      return false;
    case 4:
      w.say(do_block(undoing_code(w)(any_drop(w, thing) + ";")));
      return false;
    case 5:
      w.say(do_block(reaching_code(w)(any_drop(w, thing) + ";")));
      return true;
    case 6:
    case 7:
      return false;
    case 8:
      w.say("BEGIN");
      w.say("SAVEPOINT s");
      w.say(any_drop(w, thing));
      w.say("RELEASE s");
      w.say("COMMIT");
      return true;
    default:
      w.say(any_drop(w, thing));
      return true;
  }
}

void say_one_between(GeneratedWriter& w) {
  const std::string log = fmt::format("INSERT INTO {} VALUES ('between');", w.full("log"));
  switch (w.dice.below(8)) {
    case 0:
      w.say(do_block(reaching_code(w)(log)));
      return;
    case 1:
      w.say(do_block(undoing_code(w)(log)));
      return;
    case 2:
      w.say(fmt::format("COMMENT ON TABLE {} IS {}", w.full("log"), w.text()));
      return;
    case 3:
      w.say(fmt::format("SELECT count(*) FROM {}", w.full("log")));
      return;
    default:
      return;
  }
}

void say_between(GeneratedWriter& w) {
  const std::size_t begin = w.statements.size();
  say_one_between(w);
  if (w.statements.size() > begin) w.is_superseding = true;
}

// What is said of a thing that is there.
void say_after(GeneratedWriter& w, const GeneratedThing& thing) {
  if (w.dice.chance(30)) w.say("COMMENT ON " + thing.reference + " IS " + w.text());
  if (thing.has_owner && w.dice.chance(20)) {
    w.say("ALTER " + thing.reference + " OWNER TO " + w.role());
  }
  if (!thing.privilege.empty() && w.dice.chance(25)) {
    w.say("GRANT " + thing.privilege + " TO " + w.grantee());
  }
  if (!thing.privilege.empty() && w.dice.chance(10)) {
    w.say("REVOKE " + thing.privilege + " FROM " + w.grantee());
  }
}

void add_drift(GeneratedWriter& w, const GeneratedThing& thing) {
  const std::string drop = drop_statement(thing, true) + " CASCADE";
  w.drift_ideas.push_back(drop);
  for (std::size_t i = 0; i < thing.definitions.size(); ++i) {
    w.drift_ideas.push_back(drop + "; " + create_statement(thing, i, CreateForm::plain));
  }
  w.drift_ideas.push_back("COMMENT ON " + thing.reference + " IS 'by another hand'");
  for (const std::string& dependant : thing.dependants) w.drift_ideas.push_back(dependant);
}

// The CREATE in its guard; in a third of all cases an edit has changed the definition.
void say_create(GeneratedWriter& w, const GeneratedThing& thing, bool is_gone) {
  const std::size_t now = w.dice.below(thing.definitions.size());
  const std::size_t before = w.dice.chance(35) ? w.dice.below(thing.definitions.size()) : now;
  const auto say = [&](const Wrap& wrap, CreateForm form) {
    w.say_edited(wrap(create_statement(thing, before, form)),
                 wrap(create_statement(thing, now, form)));
  };
  const Wrap as_it_is = [](const std::string& create) { return create; };
  if (is_gone && w.dice.chance(35)) return say(as_it_is, CreateForm::plain);
  if (thing.can_be_replaced && w.dice.chance(20)) return say(as_it_is, CreateForm::or_replace);
  if (thing.can_be_skipped && w.dice.chance(30)) return say(as_it_is, CreateForm::if_not_exists);
  say(guard(w, thing), CreateForm::plain);
}

void redefine(GeneratedWriter& w) {
  const GeneratedThing thing = make_thing(w);
  const std::size_t begin = w.statements.size();
  const bool is_gone = say_drop(w, thing);
  say_between(w);
  say_create(w, thing, is_gone);
  // A guard with a false condition of something else does not make it.
  const bool is_there = w.statements.back().text.find("flag") == std::string::npos &&
                        w.statements.back().text.find("count(*) FROM") == std::string::npos &&
                        w.statements.size() > begin;
  if (is_there) say_after(w, thing);
  add_drift(w, thing);
}

// Only the guard: what the object is like nobody compares.
void make_when_missing(GeneratedWriter& w) {
  const GeneratedThing thing = make_thing(w);
  say_create(w, thing, false);
  add_drift(w, thing);
}

// The DROP and what is made anew stand in one block.
void redefine_in_code(GeneratedWriter& w) {
  const GeneratedThing thing = make_thing(w);
  const std::size_t now = w.dice.below(thing.definitions.size());
  const std::size_t before = w.dice.chance(35) ? w.dice.below(thing.definitions.size()) : now;
  const std::string drop = any_drop(w, thing) + "; ";
  const Wrap wrap = w.dice.chance(80) ? reaching_code(w) : undoing_code(w);
  const auto text = [&](std::size_t definition) {
    return do_block(wrap(drop + create_statement(thing, definition, CreateForm::plain) + ";"));
  };
  w.say_edited(text(before), text(now));
  add_drift(w, thing);
}

// What needs the thing comes behind it and goes with it.
void redefine_with_dependants(GeneratedWriter& w) {
  GeneratedThing thing = make_thing(w);
  while (thing.dependants.empty()) thing = make_thing(w);
  const bool is_dropped = w.dice.chance(70);
  if (is_dropped) w.say(drop_statement(thing, true) + " CASCADE");
  say_between(w);
  say_create(w, thing, is_dropped);
  const bool is_plain = !w.statements.back().text.starts_with("DO");
  for (const std::string& dependant : thing.dependants) {
    if (is_plain && w.dice.chance(60)) w.say(dependant);
  }
  if (is_plain) say_after(w, thing);
  add_drift(w, thing);
}

// A guard that asks for another object than the one that it makes, which comes and goes.
void make_on_condition(GeneratedWriter& w) {
  w.is_superseding = true;
  const GeneratedThing asked = make_thing(w);
  const GeneratedThing made = make_thing(w);
  if (w.dice.chance(50)) say_drop(w, asked);
  if (w.dice.chance(50)) say_create(w, asked, false);
  if (w.dice.chance(60)) w.say(any_drop(w, made));
  const std::string negated = w.dice.one_of({"", "NOT "});
  const std::string create =
      create_statement(made, w.dice.below(made.definitions.size()), CreateForm::plain);
  w.say(do_block(fmt::format("BEGIN IF {}{} THEN {}{}; END IF; END", negated,
                             w.dice.one_of(asked.conditions),
                             drop_statement(made, true) + " CASCADE; ", create)));
  if (w.dice.chance(40)) w.say(any_drop(w, asked));
  add_drift(w, asked);
  add_drift(w, made);
}

}  // namespace

std::vector<WeightedFragment> redefinition_fragments() {
  return {{22, redefine},
          {12, make_when_missing},
          {8, redefine_in_code},
          {10, redefine_with_dependants},
          {9, make_on_condition}};
}

}  // namespace pgsettle
