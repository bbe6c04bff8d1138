// Reads scripts from files into Script values.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "base/file_system.h"
#include "schema/script.h"
#include "sql/read/script_reader.h"
#include "sql/read/source_text.h"
#include "sql/read/variables.h"

namespace pgsettle {

struct LoadOptions {
  std::string encoding;             // of the files; empty: UTF8
  Variables variables = {};         // of -v, set at the start of every script
  std::string standard_input = {};  // the content of the script "-"
  // Whether statements are parsed; who analyses them anyway need not have it done twice.
  bool check_syntax = true;
  // Without that: whether what each does is still said.
  bool find_effects = false;
};

// A script that is read while it runs, because its statements depend on the server's answers.
class LiveScript {
 public:
  LiveScript(ReaderContext context, SourceText& source)
      : context_(std::move(context)), reader_(source, context_) {}

  // The next item, its statement understood.
  std::optional<ScriptItem> next();

 private:
  ReaderContext context_;
  ScriptReader reader_;
};

class ScriptLoader {
 public:
  // `files` and `sources` outlive the loader; the texts go to `sources`.
  ScriptLoader(const FileSystem& files, Sources& sources, LoadOptions options);

  // Reads `path` ("-" is standard input) and what it includes. Faults in the text become the
  // script's diagnostics; throws Error{usage} only when the file itself cannot be read.
  Script load(const std::string& path);

  // Reads the script once more, with what \gset has put into `variables` meanwhile. `variables` and
  // `diagnostics` outlive the result.
  std::unique_ptr<LiveScript> read_again(const Script& script, Variables& variables,
                                         std::vector<Diagnostic>& diagnostics);

  // The text that \gexec made out of a query's result, as scripts of their own.
  SourceText& add_text(std::string path, std::string text);

  const Variables& variables() const { return options_.variables; }

 private:
  SourceText& read(const std::string& path);
  ReaderContext context(Variables& variables, std::vector<Diagnostic>& diagnostics,
                        bool before_results);

  const FileSystem& files_;
  Sources& sources_;
  LoadOptions options_;
};

}  // namespace pgsettle
