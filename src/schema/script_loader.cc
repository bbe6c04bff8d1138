#include "schema/script_loader.h"

#include <utility>
#include <variant>

#include "schema/directives.h"
#include "schema/sections.h"
#include "schema/transaction_blocks.h"
#include "sql/parse/parser.h"
#include "sql/read/encoding.h"

namespace pgsettle {

std::optional<ScriptItem> LiveScript::next() {
  auto item = reader_.next();
  if (item) {
    if (auto* statement = std::get_if<Statement>(&*item)) understand(*statement);
  }
  return item;
}

ScriptLoader::ScriptLoader(const FileSystem& files, Sources& sources, LoadOptions options)
    : files_(files), sources_(sources), options_(std::move(options)) {}

SourceText& ScriptLoader::read(const std::string& path) {
  SourceText& source = path == "-" ? sources_.add("<stdin>", options_.standard_input)
                                   : sources_.add(path, files_.read(path));
  if (!options_.encoding.empty()) source.decode_from(0, options_.encoding);
  return source;
}

ReaderContext ScriptLoader::context(Variables& variables, std::vector<Diagnostic>& diagnostics,
                                    bool before_results) {
  return {.variables = variables,
          .diagnostics = diagnostics,
          .include = [this](const std::string& path, const SourceText* relative_to) -> SourceText& {
            const std::string directory =
                relative_to == nullptr ? "" : parent_directory(relative_to->path());
            return read(join_path(directory, path));
          },
          .before_results = before_results};
}

Script ScriptLoader::load(const std::string& path) {
  SourceText& source = read(path);
  Script script{.path = source.path(), .source = &source};
  if (const auto down = find_down_section(source.text())) {
    script.down_line = source.position(*down).line;
    source.truncate(*down);
  }
  if (auto unreadable = find_unreadable_bytes(source)) {
    script.diagnostics.push_back(*std::move(unreadable));
    return script;
  }
  Variables variables = options_.variables;
  ReaderContext reader_context = context(variables, script.diagnostics, true);
  ScriptReader reader(source, reader_context);
  while (auto item = reader.next()) {
    auto* statement = std::get_if<Statement>(&*item);
    if (statement != nullptr && options_.check_syntax) {
      understand(*statement);
    } else if (statement != nullptr && options_.find_effects) {
      statement->effect = effect_of(statement->sql());
    }
    script.items.push_back(*std::move(item));
  }
  script.directives = read_directives(source, reader.pieces(), script.diagnostics);
  script.manages_transactions = manages_transactions(script.items);
  script.results_matter = reader.results_matter();
  return script;
}

std::unique_ptr<LiveScript> ScriptLoader::read_again(const Script& script, Variables& variables,
                                                     std::vector<Diagnostic>& diagnostics) {
  return std::make_unique<LiveScript>(context(variables, diagnostics, false), *script.source);
}

SourceText& ScriptLoader::add_text(std::string path, std::string text) {
  return sources_.add(std::move(path), std::move(text));
}

}  // namespace pgsettle
