// pg_query_parse_protobuf() builds a tree of messages, sizes it, writes it to a string of bytes and
// frees it, for us to read the bytes into the same tree again: half of the time it takes to lint.
// The linker's --wrap (src/CMakeLists.txt) puts the functions below in the place of those that size
// and write (src/pg_query_outfuncs_protobuf.c, pg_query_nodes_to_protobuf), and the tree is used
// there. With a shared library nothing is wrapped and the bytes are read.
#include <algorithm>
#include <exception>
#include <memory>

#include "sql/parse/tree.h"

namespace pgsettle::tree {
namespace {

// Exceptions may not pass through the C code in between.
class Use {
 public:
  explicit Use(const std::function<void(const Node&)>& function) : function_(function) {}

  bool done() const { return done_; }
  void operator()(const PgQuery__ParseResult& result) {
    done_ = true;
    try {
      if (result.n_stmts > 0 && result.stmts[0]->stmt != nullptr) function_(*result.stmts[0]->stmt);
    } catch (...) {
      failure_ = std::current_exception();
    }
  }
  void rethrow() const {
    if (failure_) std::rethrow_exception(failure_);
  }

 private:
  const std::function<void(const Node&)>& function_;
  bool done_ = false;
  std::exception_ptr failure_;
};

thread_local Use* current = nullptr;

// Owner of what libpg_query returns by value.
class Parsed {
 public:
  Parsed(const std::string& sql, Use& use) {
    current = &use;
    result_ = pg_query_parse_protobuf(sql.c_str());
    current = nullptr;
  }
  Parsed(const Parsed&) = delete;
  Parsed& operator=(const Parsed&) = delete;
  ~Parsed() { pg_query_free_protobuf_parse_result(result_); }

  const PgQueryProtobufParseResult& get() const { return result_; }

 private:
  PgQueryProtobufParseResult result_;
};

struct FreeUnpacked {
  void operator()(PgQuery__ParseResult* result) const {
    pg_query__parse_result__free_unpacked(result, nullptr);
  }
};

void use_bytes(const PgQueryProtobuf& bytes, Use& use) {
  const std::unique_ptr<PgQuery__ParseResult, FreeUnpacked> result(pg_query__parse_result__unpack(
      nullptr, bytes.len, reinterpret_cast<const std::uint8_t*>(bytes.data)));
  if (result) use(*result);
}

}  // namespace

std::optional<Problem> parse(const std::string& sql, const std::function<void(const Node&)>& use) {
  Use once(use);
  const Parsed parsed(sql, once);
  if (const PgQueryError* error = parsed.get().error) {
    return Problem{.character = static_cast<std::size_t>(std::max(error->cursorpos, 1)) - 1,
                   .message = error->message};
  }
  if (!once.done()) use_bytes(parsed.get().parse_tree, once);
  once.rethrow();
  return std::nullopt;
}

}  // namespace pgsettle::tree

extern "C" {
// NOLINTBEGIN(bugprone-reserved-identifier): the linker's names
std::size_t __real_pg_query__parse_result__get_packed_size(const PgQuery__ParseResult* result);
std::size_t __real_pg_query__parse_result__pack(const PgQuery__ParseResult* result,
                                                std::uint8_t* out);

std::size_t __wrap_pg_query__parse_result__get_packed_size(const PgQuery__ParseResult* result) {
  if (pgsettle::tree::current == nullptr) {
    return __real_pg_query__parse_result__get_packed_size(result);
  }
  (*pgsettle::tree::current)(*result);
  return 0;
}

std::size_t __wrap_pg_query__parse_result__pack(const PgQuery__ParseResult* result,
                                                std::uint8_t* out) {
  if (pgsettle::tree::current == nullptr) return __real_pg_query__parse_result__pack(result, out);
  return 0;
}
// NOLINTEND(bugprone-reserved-identifier)
}
