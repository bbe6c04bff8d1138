// Feeds a fuzz target for a bounded time with mutations of real files. Prints the seed, with which
// --seed repeats the run; on a crash the input is in the file named by --save.
#include <chrono>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <random>
#include <string>
#include <string_view>
#include <vector>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size);

namespace {

using Random = std::mt19937_64;

// What the lexer and the meta-commands hang on, so that mutations reach more than one state.
constexpr std::string_view pieces[] = {"'",
                                       "\"",
                                       "$$",
                                       "$a$",
                                       "/*",
                                       "*/",
                                       "--",
                                       ";",
                                       "(",
                                       ")",
                                       "\\",
                                       "\n",
                                       "\r\n",
                                       ":x",
                                       ":'x'",
                                       ":{?x}",
                                       "E'",
                                       "U&'",
                                       "begin ",
                                       "atomic ",
                                       "end ",
                                       "case ",
                                       "create function ",
                                       "\\if ",
                                       "\\endif\n",
                                       "\\set x ",
                                       "\\gset\n",
                                       "\\gexec\n",
                                       "\\copy t from stdin\n",
                                       "copy t from stdin;\n",
                                       "\\.\n",
                                       "\xEF\xBB\xBF",
                                       "\xC3",
                                       "\\encoding latin1\n",
                                       "\\\\",
                                       "::"};

std::size_t below(Random& random, std::size_t limit) {
  return limit == 0 ? 0 : std::uniform_int_distribution<std::size_t>(0, limit - 1)(random);
}

void mutate(std::string& text, Random& random, const std::vector<std::string>& corpus) {
  const std::size_t at = below(random, text.size() + 1);
  switch (below(random, 6)) {
    case 0:
      text.insert(at, pieces[below(random, std::size(pieces))]);
      break;
    case 1:
      text.erase(at, below(random, 40));
      break;
    case 2:
      if (at < text.size()) text[at] = static_cast<char>(below(random, 256));
      break;
    case 3: {
      const std::string& other = corpus[below(random, corpus.size())];
      text.insert(at, other.substr(below(random, other.size()), below(random, 200)));
      break;
    }
    case 4:
      text.insert(at, text.substr(below(random, text.size()), below(random, 100)));
      break;
    default:
      text.resize(at);
      break;
  }
}

std::vector<std::string> read_corpus(const std::vector<std::string>& directories) {
  std::vector<std::string> corpus;
  for (const std::string& directory : directories) {
    for (const auto& entry : std::filesystem::recursive_directory_iterator(directory)) {
      if (!entry.is_regular_file()) continue;
      std::ifstream in(entry.path(), std::ios::binary);
      corpus.emplace_back(std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>());
      // Short inputs get further in the same time.
      if (corpus.back().size() > 4000) corpus.back().resize(4000);
    }
  }
  return corpus;
}

struct Options {
  int seconds = 10;
  std::uint64_t seed = std::random_device{}();
  std::string save = "fuzz-input";
  std::vector<std::string> corpus;
};

Options parse(int argc, char** argv) {
  Options options;
  for (int i = 1; i < argc; ++i) {
    const std::string_view argument = argv[i];
    const bool more = i + 1 < argc;
    if (argument == "--seconds" && more) {
      options.seconds = std::atoi(argv[++i]);
    } else if (argument == "--seed" && more) {
      options.seed = std::strtoull(argv[++i], nullptr, 10);
    } else if (argument == "--save" && more) {
      options.save = argv[++i];
    } else {
      options.corpus.emplace_back(argument);
    }
  }
  return options;
}

}  // namespace

int main(int argc, char** argv) {
  const Options options = parse(argc, argv);
  const std::vector<std::string> corpus = read_corpus(options.corpus);
  if (corpus.empty()) {
    std::fprintf(stderr, "no corpus\n");
    return 1;
  }
  std::printf("seed %llu\n", static_cast<unsigned long long>(options.seed));
  std::fflush(stdout);
  Random random(options.seed);
  const auto end = std::chrono::steady_clock::now() + std::chrono::seconds(options.seconds);
  std::size_t runs = 0;
  while (std::chrono::steady_clock::now() < end) {
    std::string text = corpus[below(random, corpus.size())];
    for (std::size_t i = below(random, 8) + 1; i > 0; --i) mutate(text, random, corpus);
    std::ofstream(options.save, std::ios::binary)
        .write(text.data(), static_cast<std::streamsize>(text.size()));
    LLVMFuzzerTestOneInput(reinterpret_cast<const std::uint8_t*>(text.data()), text.size());
    ++runs;
  }
  std::filesystem::remove(options.save);
  std::printf("%zu inputs\n", runs);
  return runs > 100 ? 0 : 1;
}
