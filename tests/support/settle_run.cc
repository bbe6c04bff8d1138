#include "support/settle_run.h"

#include <variant>

#include "schema/script_loader.h"

namespace pgsettle {

SettleRun::SettleRun(const std::vector<std::string>& scripts)
    : files_(std::make_unique<MemoryFileSystem>()), sources_(std::make_unique<Sources>()) {
  ScriptLoader loader(*files_, *sources_, {.encoding = {}});
  for (std::size_t i = 0; i < scripts.size(); ++i) {
    const std::string path = std::to_string(i) + ".sql";
    files_->add_file(path, scripts[i]);
    scripts_.push_back(loader.load(path));
  }
  analyses_ = std::make_unique<Analyses>(scripts_);
  settler_ = std::make_unique<Settler>(scripts_, *analyses_, RunMode{});
}

std::vector<const Statement*> SettleRun::statements(std::size_t script) const {
  std::vector<const Statement*> list;
  for (const ScriptItem& item : scripts_[script].items) {
    if (const auto* statement = std::get_if<Statement>(&item)) list.push_back(statement);
  }
  return list;
}

std::string SettleRun::verdicts(Session& session) {
  settled_ = std::make_unique<SettledStatements>(session, clock_, *settler_);
  settled_->ask(false);
  std::string text = settled_->problem();
  for (std::size_t i = 0; i < scripts_.size(); ++i) {
    if (i > 0) text += ' ';
    for (const Statement* statement : statements(i)) {
      switch (settled_->of(*statement).verdict) {
        case Verdict::settled:
          text += '.';
          break;
        case Verdict::run:
          text += 'r';
          break;
        case Verdict::ask_again:
          text += '?';
          break;
      }
    }
  }
  return text;
}

const Decision& SettleRun::decision(std::size_t number) const {
  return settled_->of(*statements(0)[number]);
}

std::vector<std::string> SettleRun::divergences() const {
  std::vector<std::string> list;
  for (const Divergence& divergence : settled_->divergences()) list.push_back(divergence.message);
  return list;
}

std::vector<std::string> SettleRun::remedies() const {
  std::vector<std::string> list;
  for (const Divergence& divergence : settled_->divergences()) list.push_back(divergence.remedy);
  return list;
}

std::string verdicts(const TestDatabase& database, const std::vector<std::string>& scripts) {
  return SettleRun(scripts).verdicts(*database.connect());
}

}  // namespace pgsettle
