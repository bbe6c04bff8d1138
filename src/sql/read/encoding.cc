#include "sql/read/encoding.h"

#include <fmt/format.h>
#include <iconv.h>

#include <algorithm>
#include <array>
#include <cctype>
#include <cerrno>
#include <memory>

#include "base/error.h"
#include "base/text.h"
#include "base/utf8.h"

namespace pgsettle {
namespace {

struct EncodingName {
  std::string_view postgresql;  // letters and digits only
  std::string_view iconv;
};

// PostgreSQL's client encodings and their aliases (pg_encname_tbl in src/common/encnames.c) but
// MULE_INTERNAL, which iconv does not know. SQL_ASCII says nothing of the bytes.
constexpr std::array encodings = {
    EncodingName{"utf8", "UTF-8"},
    EncodingName{"unicode", "UTF-8"},
    EncodingName{"sqlascii", "UTF-8"},
    EncodingName{"latin1", "ISO-8859-1"},
    EncodingName{"iso88591", "ISO-8859-1"},
    EncodingName{"latin2", "ISO-8859-2"},
    EncodingName{"iso88592", "ISO-8859-2"},
    EncodingName{"latin3", "ISO-8859-3"},
    EncodingName{"iso88593", "ISO-8859-3"},
    EncodingName{"latin4", "ISO-8859-4"},
    EncodingName{"iso88594", "ISO-8859-4"},
    EncodingName{"latin5", "ISO-8859-9"},
    EncodingName{"iso88599", "ISO-8859-9"},
    EncodingName{"latin6", "ISO-8859-10"},
    EncodingName{"iso885910", "ISO-8859-10"},
    EncodingName{"latin7", "ISO-8859-13"},
    EncodingName{"iso885913", "ISO-8859-13"},
    EncodingName{"latin8", "ISO-8859-14"},
    EncodingName{"iso885914", "ISO-8859-14"},
    EncodingName{"latin9", "ISO-8859-15"},
    EncodingName{"iso885915", "ISO-8859-15"},
    EncodingName{"latin10", "ISO-8859-16"},
    EncodingName{"iso885916", "ISO-8859-16"},
    EncodingName{"iso88595", "ISO-8859-5"},
    EncodingName{"iso88596", "ISO-8859-6"},
    EncodingName{"iso88597", "ISO-8859-7"},
    EncodingName{"iso88598", "ISO-8859-8"},
    EncodingName{"win1250", "CP1250"},
    EncodingName{"win1251", "CP1251"},
    EncodingName{"win", "CP1251"},
    EncodingName{"win1252", "CP1252"},
    EncodingName{"win1253", "CP1253"},
    EncodingName{"win1254", "CP1254"},
    EncodingName{"win1255", "CP1255"},
    EncodingName{"win1256", "CP1256"},
    EncodingName{"win1257", "CP1257"},
    EncodingName{"win1258", "CP1258"},
    EncodingName{"abc", "CP1258"},
    EncodingName{"tcvn", "CP1258"},
    EncodingName{"tcvn5712", "CP1258"},
    EncodingName{"vscii", "CP1258"},
    EncodingName{"win866", "CP866"},
    EncodingName{"alt", "CP866"},
    EncodingName{"win874", "CP874"},
    EncodingName{"koi8r", "KOI8-R"},
    EncodingName{"koi8", "KOI8-R"},
    EncodingName{"koi8u", "KOI8-U"},
    EncodingName{"sjis", "CP932"},
    EncodingName{"shiftjis", "CP932"},
    EncodingName{"mskanji", "CP932"},
    EncodingName{"win932", "CP932"},
    EncodingName{"shiftjis2004", "SHIFT_JISX0213"},
    EncodingName{"eucjp", "EUC-JP"},
    EncodingName{"eucjis2004", "EUC-JISX0213"},
    EncodingName{"euckr", "EUC-KR"},
    EncodingName{"euccn", "GB2312"},
    EncodingName{"euctw", "EUC-TW"},
    EncodingName{"gbk", "GBK"},
    EncodingName{"win936", "GBK"},
    EncodingName{"gb18030", "GB18030"},
    EncodingName{"big5", "BIG5"},
    EncodingName{"win950", "BIG5"},
    EncodingName{"uhc", "CP949"},
    EncodingName{"win949", "CP949"},
    EncodingName{"johab", "JOHAB"},
};

const EncodingName* find_encoding(std::string_view name) {
  std::string cleaned;
  for (const char c : to_lower(name)) {
    if (std::isalnum(static_cast<unsigned char>(c)) != 0) cleaned += c;
  }
  if (cleaned.starts_with("windows")) cleaned.replace(0, 7, "win");
  const auto* found = std::ranges::find(encodings, cleaned, &EncodingName::postgresql);
  return found == encodings.end() ? nullptr : found;
}

class Converter {
 public:
  Converter(std::string_view from, std::string_view to)
      : handle_(::iconv_open(std::string(to).c_str(), std::string(from).c_str())) {
    // NOLINTNEXTLINE(performance-no-int-to-ptr,*-reinterpret-cast): how iconv says no
    if (handle_ == reinterpret_cast<iconv_t>(-1)) {
      throw Error(ErrorCode::usage, fmt::format("this system cannot convert {} to {}", from, to));
    }
  }
  Converter(const Converter&) = delete;
  Converter& operator=(const Converter&) = delete;
  ~Converter() { ::iconv_close(handle_); }

  // Stops at bytes that are not text; `in` is then what is left.
  std::string convert(std::string_view& in) {
    std::string out;
    std::array<char, 8192> buffer;
    while (!in.empty()) {
      char* from = const_cast<char*>(in.data());  // NOLINT(*-const-cast): iconv does not write it
      std::size_t from_left = in.size();
      char* to = buffer.data();
      std::size_t to_left = buffer.size();
      const std::size_t status = ::iconv(handle_, &from, &from_left, &to, &to_left);
      const bool stuck = status == static_cast<std::size_t>(-1) && errno != E2BIG;
      out.append(buffer.data(), buffer.size() - to_left);
      in.remove_prefix(in.size() - from_left);
      if (stuck) break;
    }
    return out;
  }

 private:
  iconv_t handle_;
};

constexpr std::string_view utf8 = "UTF-8";

const EncodingName& require_encoding(std::string_view name) {
  const EncodingName* known = find_encoding(name);
  if (known != nullptr) return *known;
  throw Error(ErrorCode::usage, fmt::format("unknown encoding \"{}\"", name),
              "Use one of PostgreSQL's names, such as UTF8, LATIN1 or WIN1252.");
}

std::string convert(std::string_view bytes, std::string_view from, std::string_view to,
                    std::string_view name) {
  if (from == to) return std::string(bytes);
  std::string_view rest = bytes;
  std::string converted = Converter(from, to).convert(rest);
  if (rest.empty()) return converted;
  throw Error(ErrorCode::usage,
              fmt::format("byte 0x{:02x} is not text in {}",
                          static_cast<unsigned>(static_cast<unsigned char>(rest.front())), name));
}

}  // namespace

bool is_known_encoding(std::string_view name) { return find_encoding(name) != nullptr; }

bool is_utf8_encoding(std::string_view name) { return is_same_encoding(name, "UTF8"); }

bool is_same_encoding(std::string_view left, std::string_view right) {
  const EncodingName* one = find_encoding(left);
  const EncodingName* other = find_encoding(right);
  return one != nullptr && other != nullptr && one->iconv == other->iconv;
}

std::string decode_to_utf8(std::string_view bytes, std::string_view encoding) {
  return convert(bytes, require_encoding(encoding).iconv, utf8, encoding);
}

std::string encode_from_utf8(std::string_view text, std::string_view encoding) {
  return convert(text, utf8, require_encoding(encoding).iconv, encoding);
}

std::optional<Diagnostic> find_unreadable_bytes(const SourceText& source) {
  const std::string_view text = source.text();
  const auto unreadable = [&](std::size_t at, std::string message, std::string hint) {
    return Diagnostic{.severity = Severity::error,
                      .id = "unreadable-bytes",
                      .source = &source,
                      .range = {.begin = at, .end = at + 1},
                      .message = std::move(message),
                      .hint = std::move(hint)};
  };
  const std::size_t nul = text.find('\0');
  const bool marked = text.starts_with("\xFF\xFE") || text.starts_with("\xFE\xFF");
  // Without a byte order mark every second byte of the first keyword is NUL.
  if (marked || (nul <= 1 && text.size() > nul + 2 && text[nul + 2] == '\0')) {
    return unreadable(0, "the file is UTF-16, which PostgreSQL cannot read",
                      "Save it as UTF-8, e.g. iconv -f UTF-16 -t UTF-8.");
  }
  if (nul != std::string_view::npos) {
    return unreadable(nul, "the file has a NUL byte, which SQL cannot contain",
                      "Remove it, or write the value with an escape such as E'\\\\x00'::bytea.");
  }
  return std::nullopt;
}

}  // namespace pgsettle
