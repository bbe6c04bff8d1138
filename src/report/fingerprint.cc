#include "report/fingerprint.h"

#include <fmt/format.h>

#include <cstdint>

#include "report/lint_report.h"
#include "report/printable.h"

namespace pgsettle {
namespace {

// FNV-1a: the same everywhere and in each version, which std::hash is not.
std::uint64_t hash(std::string_view text) {
  std::uint64_t value = 0xcbf29ce484222325;
  for (const char c : text) value = (value ^ static_cast<unsigned char>(c)) * 0x100000001b3;
  return value;
}

}  // namespace

std::string Fingerprints::next(const Finding& finding) {
  const Diagnostic& diagnostic = finding.diagnostic;
  // Without passwords, which a hash would let somebody guess.
  std::string key = fmt::format("{}\n{}\n{}", diagnostic.id, repository_path(diagnostic),
                                printable(diagnostic.source->slice(diagnostic.range)));
  const int number = seen_[key]++;
  return fmt::format("{:016x}", hash(fmt::format("{}\n{}", key, number)));
}

}  // namespace pgsettle
