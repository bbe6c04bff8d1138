// What pgsettle does for each of psql's meta-commands that schema files use, and what it says of
// the others.
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <span>

#include "base/error.h"
#include "base/text.h"
#include "sql/parse/result_columns.h"
#include "sql/read/copy_command.h"
#include "sql/read/encoding.h"
#include "sql/read/script_reader_impl.h"

namespace pgsettle {
namespace {

// psql drops the semicolons behind a file or a database.
std::string_view without_semicolons(std::string_view argument) {
  return argument.substr(0, argument.find_last_not_of(';') + 1);
}

}  // namespace

struct ScriptReader::Impl::Action {
  std::string_view name;
  void (Impl::*obey)(const MetaCommand&);
  bool conditional = false;  // obeyed in branches that are not taken, too
};

const ScriptReader::Impl::Action* ScriptReader::Impl::find_action(std::string_view name) {
  static constexpr std::array actions = {
      Action{"if", &Impl::do_if, true},
      Action{"elif", &Impl::do_elif, true},
      Action{"else", &Impl::do_else, true},
      Action{"endif", &Impl::do_endif, true},
      Action{"set", &Impl::do_set},
      Action{"unset", &Impl::do_unset},
      Action{"echo", &Impl::do_echo},
      Action{"qecho", &Impl::do_echo},
      Action{"warn", &Impl::do_echo},
      Action{"i", &Impl::do_include},
      Action{"include", &Impl::do_include},
      Action{"ir", &Impl::do_include_relative},
      Action{"include_relative", &Impl::do_include_relative},
      Action{"g", &Impl::do_send},
      Action{"gset", &Impl::do_gset},
      Action{"gexec", &Impl::do_gexec},
      Action{"copy", &Impl::do_copy},
      Action{"c", &Impl::do_connect},
      Action{"connect", &Impl::do_connect},
      Action{"encoding", &Impl::do_encoding},
      Action{"q", &Impl::do_quit},
      Action{"quit", &Impl::do_quit},
      Action{"restrict", &Impl::do_restrict},
      Action{"unrestrict", &Impl::do_unrestrict},
  };
  const auto* found = std::ranges::find(actions, name, &Action::name);
  return found == actions.end() ? nullptr : found;
}

std::string_view ScriptReader::Impl::unsupported_hint(std::string_view name) {
  struct Family {
    std::string_view names;  // each between spaces
    std::string_view hint;
  };
  static constexpr std::array families = {
      Family{" ! cd setenv getenv ", "Run it before pgsettle; a value can be passed with -v."},
      Family{" prompt password ", "pgsettle asks nothing while it runs; pass a value with -v."},
      Family{" a C f H html pset t T timing x errverbose s ",
             "It changes only what psql prints; remove it."},
      Family{" gx gdesc crosstabview watch o w p e edit ef ev sf sv l z ",
             "It prints or edits for a person; remove it, or end the statement with a semicolon."},
      Family{" ; ", "Separate the statements with a plain semicolon."},
      Family{" : ", "Write the colon without a backslash."},
      Family{" \\ ", "It separates meta-commands, and there is none before it."},
      Family{" r reset ", "Remove it together with the unfinished statement before it."},
      Family{" . ", "It ends the rows of a COPY ... FROM STDIN, and there is none open here."},
      Family{" lo_import lo_export lo_unlink ", "Use the server's functions lo_from_bytea() etc."},
  };
  for (const Family& family : families) {
    if (family.names.find(fmt::format(" {} ", name)) != std::string_view::npos) return family.hint;
  }
  if (name.starts_with('d')) return "It prints for a person; remove it.";
  return "pgsettle knows \\i, \\ir, \\set, \\unset, \\echo, \\if, \\elif, \\else, \\endif, \\gset, "
         "\\gexec, \\g, \\copy, \\connect, \\encoding, \\quit, \\restrict and \\unrestrict.";
}

void ScriptReader::Impl::take_meta_command() {
  const std::string_view text = rows_ ? source_.text().substr(0, rows_->begin) : source_.text();
  const MetaCommand command = read_meta_command(text, at_, context_.variables);
  at_ = command.range.end;
  obey(command);
  // The command may have ended the statement, or stands in its midst; \quit takes all the rest.
  set_aside(PieceKind::meta_command, {.begin = command.range.begin, .end = at_});
}

void ScriptReader::Impl::obey(const MetaCommand& command) {
  const Action* action = find_action(command.name);
  const bool conditional = action != nullptr && action->conditional;
  if (!conditionals_.active() && !conditional) return;
  if (restricted_ && command.name != "unrestrict") {
    return fail(command, "meta-commands are restricted here by \\restrict");
  }
  if (action == nullptr) {
    return refuse(command, fmt::format("\\{} is not supported", command.name),
                  std::string(unsupported_hint(command.name)));
  }
  // Conditions are read only where they matter.
  if (conditional || check(command)) (this->*action->obey)(command);
}

bool ScriptReader::Impl::check(const MetaCommand& command) {
  if (command.unterminated) {
    fail(command, fmt::format("unterminated quoted string in \\{}", command.name));
    return false;
  }
  if (command.too_long || !may_put(command.argument_bytes(), command.range)) {
    if (command.name == "set") context_.variables.forget(command.argument(0));
    if (command.too_long) {
      fail(command, fmt::format("variables make more than 4 MB of this \\{}", command.name));
    }
    return false;
  }
  if (command.runs_shell) {
    if (command.name == "set") context_.variables.forget(command.argument(0));
    refuse(command, "pgsettle runs no shell commands", "Pass the value with -v NAME=VALUE.");
    return false;
  }
  return true;
}

void ScriptReader::Impl::fail(const MetaCommand& command, std::string message, std::string hint) {
  if (!builder_.empty()) builder_.mark_faulty();
  report(Severity::error, "psql-meta-command", command.range, std::move(message), std::move(hint));
}

void ScriptReader::Impl::refuse(const MetaCommand& command, std::string message, std::string hint) {
  fail(command, std::move(message), std::move(hint));
  context_.diagnostics.back().unsupported = true;
}

bool ScriptReader::Impl::condition(const MetaCommand& command) {
  if (!check(command)) return false;
  if (in_unknown_branch()) return true;
  const std::string text = fmt::format("{}", fmt::join(command.arguments, " "));
  const auto value = parse_boolean(text);
  if (value) return *value;
  if (command.unset_variable) {
    fail(command, fmt::format("variable \"{}\" is not set", *command.unset_variable),
         fmt::format("Pass it with -v {0}=VALUE, or test for it with :{{?{0}}}.",
                     *command.unset_variable));
  } else {
    fail(command, fmt::format("\"{}\" is not a boolean", text),
         "Use true, false, on, off, 1 or 0.");
  }
  return false;
}

void ScriptReader::Impl::do_if(const MetaCommand& command) {
  const bool value = conditionals_.active() && condition(command);
  if (conditionals_.empty()) changed_.clear();
  conditionals_.begin(command.range, value, in_unknown_branch());
}

void ScriptReader::Impl::do_elif(const MetaCommand& command) {
  if (conditionals_.empty() || conditionals_.innermost().after_else) {
    return fail(command, "\\elif without \\if");
  }
  const Conditionals::Branch& branch = conditionals_.innermost();
  forget_changed();
  const bool value = branch.parent_active && !branch.taken && condition(command);
  conditionals_.alternative(value, in_unknown_branch());
}

void ScriptReader::Impl::do_else(const MetaCommand& command) {
  if (conditionals_.empty() || conditionals_.innermost().after_else) {
    return fail(command, "\\else without \\if");
  }
  forget_changed();
  conditionals_.otherwise(in_unknown_branch());
}

void ScriptReader::Impl::do_endif(const MetaCommand& command) {
  if (conditionals_.empty()) return fail(command, "\\endif without \\if");
  forget_changed();
  conditionals_.end();
}

void ScriptReader::Impl::note_change(std::string_view variable) {
  if (in_unknown_branch()) changed_.emplace_back(variable);
}

// Behind a branch of which nobody knows whether it is taken, nor what was set in it.
void ScriptReader::Impl::forget_changed() {
  if (!in_unknown_branch()) return;
  for (const std::string& name : changed_) context_.variables.forget(name);
}

void ScriptReader::Impl::do_set(const MetaCommand& command) {
  const std::string_view name = command.argument(0);
  if (!Variables::is_valid_name(name)) {
    return fail(command, name.empty() ? "\\set needs a name"
                                      : fmt::format("invalid variable name \"{}\"", name));
  }
  const std::span values(command.arguments.begin() + 1, command.arguments.end());
  const std::string value = fmt::format("{}", fmt::join(values, ""));
  if (name == "ON_ERROR_STOP" && parse_boolean(value) == false) {
    report(Severity::warning, "psql-meta-command", command.range,
           "pgsettle always stops at the first error", {});
  }
  if (name == "AUTOCOMMIT" && parse_boolean(value) == false) {
    return refuse(command, "AUTOCOMMIT off is not supported", "Write BEGIN and COMMIT.");
  }
  note_change(name);
  if (command.depends_on_results) {
    context_.variables.forget(name);
  } else {
    context_.variables.set(name, value);
  }
}

void ScriptReader::Impl::do_unset(const MetaCommand& command) {
  if (command.arguments.empty()) return fail(command, "\\unset needs a name");
  note_change(command.argument(0));
  context_.variables.unset(command.argument(0));
}

void ScriptReader::Impl::do_echo(const MetaCommand& command) {
  const bool no_newline = command.argument(0) == "-n";
  const std::span words(command.arguments.begin() + (no_newline ? 1 : 0), command.arguments.end());
  ready_.emplace_back(Echo{.text = fmt::format("{}", fmt::join(words, " "))});
}

void ScriptReader::Impl::do_include(const MetaCommand& command) { include(command, nullptr); }

void ScriptReader::Impl::do_include_relative(const MetaCommand& command) {
  include(command, &source_);
}

// Nullptr when it cannot be read, which belongs to this place in the script.
SourceText* ScriptReader::Impl::open(const MetaCommand& command, const std::string& path,
                                     const SourceText* relative_to) {
  if (!context_.include) {
    fail(command, fmt::format("\\{} cannot read files here", command.name));
    return nullptr;
  }
  try {
    SourceText& source = context_.include(path, relative_to);
    // The client encoding is one for the session.
    source.decode_from(0, source_.encoding_at(at_));
    return &source;
  } catch (const Error& error) {
    fail(command, error.message(), error.hint());
    return nullptr;
  }
}

void ScriptReader::Impl::include(const MetaCommand& command, const SourceText* relative_to) {
  constexpr int deepest = 100;
  const std::string path(without_semicolons(command.argument(0)));
  if (path.empty()) return fail(command, fmt::format("\\{} needs a file", command.name));
  if (command.depends_on_results) return;  // the run will read it
  if (depth_ >= deepest) {
    too_deep_ = true;
    fail(command, fmt::format("files include each other more than {} deep", deepest));
    return drop_rest();
  }
  SourceText* source = open(command, path, relative_to);
  if (source == nullptr) return;
  if (auto unreadable = find_unreadable_bytes(*source)) {
    context_.diagnostics.push_back(*std::move(unreadable));
    return;
  }
  included_ = std::make_unique<Impl>(*source, context_, depth_ + 1);
  included_->results_matter_ = results_matter_;
  included_->lexer_ = lexer_;
  include_range_ = command.range;
}

// psql sends the statement before the last one again when there is none; nobody means that.
bool ScriptReader::Impl::has_statement(const MetaCommand& command) {
  if (!builder_.empty()) return true;
  fail(command, fmt::format("there is no statement before \\{}", command.name),
       "Leave out the semicolon that ends it.");
  return false;
}

void ScriptReader::Impl::do_send(const MetaCommand& command) {
  if (!command.arguments.empty()) {
    return refuse(command, "\\g with a file or options is not supported",
                  "End the statement with a semicolon.");
  }
  if (has_statement(command)) finish_statement(builder_.last_end());
}

void ScriptReader::Impl::do_gset(const MetaCommand& command) {
  if (!has_statement(command)) return;
  finish_statement(builder_.last_end(), ResultUse::set_variables);
  results_matter_ = true;
  if (ready_.empty()) return context_.variables.forget_all();  // it is faulty
  Statement& statement = std::get<Statement>(ready_.back());
  statement.variable_prefix = command.argument(0);
  if (!context_.before_results) return;  // who runs it will set them
  if (command.depends_on_results) return context_.variables.forget_all();
  store_results(statement);
}

// The variables that the statement's columns name have other values behind it than before.
void ScriptReader::Impl::store_results(const Statement& statement) {
  const auto columns = result_columns(statement.sql());
  if (!columns) return context_.variables.forget_all();
  for (const std::string& column : *columns) {
    const std::string name = statement.variable_prefix + column;
    note_change(name);
    context_.variables.forget(name);
  }
}

void ScriptReader::Impl::do_gexec(const MetaCommand& command) {
  if (!has_statement(command)) return;
  finish_statement(builder_.last_end(), ResultUse::execute);
}

void ScriptReader::Impl::do_copy(const MetaCommand& command) {
  const CopyCommand copy = parse_copy_command(command.line);
  if (copy.unsupported) return refuse(command, copy.problem, copy.hint);
  if (!copy.problem.empty()) return fail(command, copy.problem, copy.hint);
  Statement statement{.source = &source_, .range = command.range};
  statement.rewritten = copy.sql;
  statement.substitutions = {
      {.sent = {.begin = 0, .end = copy.sql.size()}, .replaced = command.range}};
  if (copy.file.empty()) {
    find_rows(statement);
  } else {
    const SourceText* rows = open(command, copy.file, nullptr);
    if (rows == nullptr) return;
    statement.copy_source = rows;
    statement.copy_rows = Range{.begin = 0, .end = rows->text().size()};
  }
  ready_.emplace_back(std::move(statement));
}

void ScriptReader::Impl::do_connect(const MetaCommand& command) {
  const bool same_rest = std::all_of(
      command.arguments.begin() + (command.arguments.empty() ? 0 : 1), command.arguments.end(),
      [](const std::string& argument) { return argument == "-"; });
  std::string_view database = without_semicolons(command.argument(0));
  if (command.depends_on_results) {
    return refuse(command, "\\connect to a database that only the run knows is not supported", {});
  }
  if (!same_rest || database.find('=') != std::string_view::npos ||
      database.find("://") != std::string_view::npos) {
    return refuse(command, "\\connect as another user or to another server is not supported",
                  "Run pgsettle once for each, with -U or -d.");
  }
  if (database == "-") database = {};
  if (database.size() >= 2 && database.front() == '"') {
    database = database.substr(1, database.size() - 2);
  }
  lexer_ = {};  // the settings of a session that is over
  ready_.emplace_back(
      Reconnect{.database = std::string(database), .source = &source_, .range = command.range});
}

void ScriptReader::Impl::do_encoding(const MetaCommand& command) {
  if (command.arguments.empty()) return fail(command, "\\encoding needs a name");
  if (command.depends_on_results) return;
  read_rest_as(command.argument(0), command.range);
}

void ScriptReader::Impl::do_quit(const MetaCommand& /*command*/) {
  // Where nobody knows whether this branch is taken, what follows is read as well.
  if (in_unknown_branch() && !conditionals_.empty()) return;
  drop_rest();
}

void ScriptReader::Impl::do_restrict(const MetaCommand& command) {
  if (command.arguments.empty()) return fail(command, "\\restrict needs a key");
  restricted_ = command.argument(0);
}

void ScriptReader::Impl::do_unrestrict(const MetaCommand& command) {
  if (!restricted_ || command.argument(0) != *restricted_) {
    return fail(command, "\\unrestrict without the \\restrict of the same key");
  }
  restricted_.reset();
}

}  // namespace pgsettle
