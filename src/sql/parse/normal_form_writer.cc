// The fields of any node, and what is written of them.
#include "sql/parse/normal_form_writer.h"

#include <algorithm>
#include <array>
#include <unordered_map>
#include <utility>

namespace pgsettle {
namespace {

using tree::as;
using tree::Node;

// Fields that say where something stands, or how it is to be done and not what.
bool is_left_out(std::string_view field) {
  constexpr auto names = std::to_array<std::string_view>(
      {"location", "stmt_location", "stmt_len", "name_location", "replace", "if_not_exists",
       "concurrent", "catalogname", "funcformat", "missing_ok", "initially_valid", "oldConstraints",
       "ctequery_location", "name_loc"});
  return std::ranges::find(names, field) != names.end();
}

using Fields = std::vector<const ProtobufCFieldDescriptor*>;

// Those of a kind of node that say what it means.
const Fields& telling_fields(const ProtobufCMessageDescriptor* kind) {
  thread_local std::unordered_map<const ProtobufCMessageDescriptor*, Fields> known;
  const auto [found, is_new] = known.try_emplace(kind);
  for (unsigned i = 0; is_new && i < kind->n_fields; ++i) {
    if (!is_left_out(kind->fields[i].name)) found->second.push_back(&kind->fields[i]);
  }
  return found->second;
}

bool is_unset(const void* value, const ProtobufCFieldDescriptor& field) {
  switch (field.type) {
    case PROTOBUF_C_TYPE_MESSAGE:
      return *static_cast<const ProtobufCMessage* const*>(value) == nullptr;
    case PROTOBUF_C_TYPE_STRING: {
      const char* text = *static_cast<const char* const*>(value);
      return text == nullptr || *text == '\0';
    }
    case PROTOBUF_C_TYPE_INT64:
    case PROTOBUF_C_TYPE_UINT64:
      return *static_cast<const std::int64_t*>(value) == 0;
    case PROTOBUF_C_TYPE_DOUBLE:
      return *static_cast<const double*>(value) == 0;
    default:  // int32, uint32, bool, enums
      return *static_cast<const std::int32_t*>(value) == 0;
  }
}

}  // namespace

std::string NormalFormWriter::quoted(std::string_view text) {
  std::string result = std::to_string(text.size());
  result += '\'';
  result += text;
  result += '\'';
  return result;
}

bool NormalFormWriter::is_local(const std::string& name) {
  if (!local_names_) {
    local_names_.emplace();
    tree::walk(&statement_, [this](const ProtobufCMessage& message) {
      using Cte = PgQuery__CommonTableExpr;
      if (const auto* cte = as<Cte>(message, pg_query__common_table_expr__descriptor)) {
        local_names_->insert(cte->ctename);
      }
      return true;
    });
  }
  return local_names_->contains(name);
}

std::string NormalFormWriter::text_of(const ProtobufCMessage& message) {
  std::string text;
  std::string* before = std::exchange(out_, &text);
  write(message);
  out_ = before;
  return text;
}

void NormalFormWriter::write(const ProtobufCMessage& message) {
  *out_ += '(';
  if (!write_special(message)) write_fields(message);
  *out_ += ')';
}

void NormalFormWriter::write_list(std::span<Node* const> list) {
  *out_ += '[';
  for (const Node* node : list) write(node->base);
  *out_ += ']';
}

void NormalFormWriter::write_fields(const ProtobufCMessage& message, std::string_view but) {
  *out_ += message.descriptor->short_name;
  // One field of some 250 is set.
  if (const auto* node = as<Node>(message, pg_query__node__descriptor)) {
    const ProtobufCFieldDescriptor* chosen =
        protobuf_c_message_descriptor_get_field(message.descriptor, node->node_case);
    if (chosen != nullptr) write_field(message, *chosen);
    return;
  }
  for (const ProtobufCFieldDescriptor* field : telling_fields(message.descriptor)) {
    if (but.empty() || field->name != but) write_field(message, *field);
  }
}

// A field that is not set says nothing, whatever its type: a tree has no other zero.
void NormalFormWriter::write_field(const ProtobufCMessage& message,
                                   const ProtobufCFieldDescriptor& field) {
  const char* base = reinterpret_cast<const char*>(&message);
  const void* value = base + field.offset;
  if (field.label == PROTOBUF_C_LABEL_REPEATED) {
    const auto count = *reinterpret_cast<const std::size_t*>(base + field.quantifier_offset);
    if (count == 0) return;
    write_label(field);
    *out_ += '[';
    const char* items = *static_cast<const char* const*>(value);
    const std::size_t size = field.type == PROTOBUF_C_TYPE_UINT64 ? 8 : sizeof(void*);
    for (std::size_t item = 0; item < count; ++item) write_scalar(items + item * size, field);
    *out_ += ']';
    return;
  }
  if ((field.flags & PROTOBUF_C_FIELD_FLAG_ONEOF) != 0U) {
    const auto chosen = *reinterpret_cast<const std::uint32_t*>(base + field.quantifier_offset);
    if (chosen != field.id) return;
  } else if (is_unset(value, field)) {
    return;
  }
  write_label(field);
  write_scalar(value, field);
}

void NormalFormWriter::write_label(const ProtobufCFieldDescriptor& field) {
  *out_ += ' ';
  *out_ += field.name;
  *out_ += '=';
}

void NormalFormWriter::write_scalar(const void* value, const ProtobufCFieldDescriptor& field) {
  switch (field.type) {
    case PROTOBUF_C_TYPE_MESSAGE:
      return write(**static_cast<const ProtobufCMessage* const*>(value));
    case PROTOBUF_C_TYPE_STRING: {
      const char* text = *static_cast<const char* const*>(value);
      *out_ += quoted(text == nullptr ? "" : text);
      return;
    }
    case PROTOBUF_C_TYPE_INT64:
    case PROTOBUF_C_TYPE_UINT64:
      *out_ += std::to_string(*static_cast<const std::int64_t*>(value));
      return;
    case PROTOBUF_C_TYPE_DOUBLE:
      *out_ += std::to_string(*static_cast<const double*>(value));
      return;
    default:  // int32, uint32, bool, enums
      *out_ += std::to_string(*static_cast<const std::int32_t*>(value));
  }
}

}  // namespace pgsettle
