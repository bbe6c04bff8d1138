#include "sql/knowledge/sqlstate.h"

#include <algorithm>
#include <array>

namespace pgsettle {
namespace {

struct Condition {
  std::string_view sqlstate;
  std::string_view name;
};

// All names of the classes that hold an error of the functions below, so that a name which is
// missing here catches none of these errors.
constexpr std::array conditions = std::to_array<Condition>({
    {"0A000", "feature_not_supported"},
    {"22000", "data_exception"},
    {"22023", "invalid_parameter_value"},
    {"23000", "integrity_constraint_violation"},
    {"23001", "restrict_violation"},
    {"23502", "not_null_violation"},
    {"23503", "foreign_key_violation"},
    {"23505", "unique_violation"},
    {"23514", "check_violation"},
    {"23P01", "exclusion_violation"},
    {"2B000", "dependent_privilege_descriptors_still_exist"},
    {"2BP01", "dependent_objects_still_exist"},
    {"3D000", "invalid_catalog_name"},
    {"3F000", "invalid_schema_name"},
    {"42000", "syntax_error_or_access_rule_violation"},
    {"42501", "insufficient_privilege"},
    {"42601", "syntax_error"},
    {"42602", "invalid_name"},
    {"42611", "invalid_column_definition"},
    {"42622", "name_too_long"},
    {"42701", "duplicate_column"},
    {"42702", "ambiguous_column"},
    {"42703", "undefined_column"},
    {"42704", "undefined_object"},
    {"42710", "duplicate_object"},
    {"42712", "duplicate_alias"},
    {"42723", "duplicate_function"},
    {"42725", "ambiguous_function"},
    {"42803", "grouping_error"},
    {"42804", "datatype_mismatch"},
    {"42809", "wrong_object_type"},
    {"42830", "invalid_foreign_key"},
    {"42846", "cannot_coerce"},
    {"42883", "undefined_function"},
    {"428C9", "generated_always"},
    {"42939", "reserved_name"},
    {"42P01", "undefined_table"},
    {"42P02", "undefined_parameter"},
    {"42P03", "duplicate_cursor"},
    {"42P04", "duplicate_database"},
    {"42P05", "duplicate_prepared_statement"},
    {"42P06", "duplicate_schema"},
    {"42P07", "duplicate_table"},
    {"42P08", "ambiguous_parameter"},
    {"42P09", "ambiguous_alias"},
    {"42P10", "invalid_column_reference"},
    {"42P11", "invalid_cursor_definition"},
    {"42P12", "invalid_database_definition"},
    {"42P13", "invalid_function_definition"},
    {"42P14", "invalid_prepared_statement_definition"},
    {"42P15", "invalid_schema_definition"},
    {"42P16", "invalid_table_definition"},
    {"42P17", "invalid_object_definition"},
    {"42P18", "indeterminate_datatype"},
    {"42P19", "invalid_recursion"},
    {"42P20", "windowing_error"},
    {"42P21", "collation_mismatch"},
    {"42P22", "indeterminate_collation"},
    {"55000", "object_not_in_prerequisite_state"},
    {"55006", "object_in_use"},
    {"55P02", "cant_change_runtime_param"},
    {"55P03", "lock_not_available"},
    {"55P04", "unsafe_new_enum_value_usage"},
    {"57000", "operator_intervention"},
    {"57014", "query_canceled"},
    {"57P01", "admin_shutdown"},
    {"57P02", "crash_shutdown"},
    {"57P03", "cannot_connect_now"},
    {"57P04", "database_dropped"},
    {"57P05", "idle_session_timeout"},
    {"P0000", "plpgsql_error"},
    {"P0001", "raise_exception"},
    {"P0002", "no_data_found"},
    {"P0003", "too_many_rows"},
    {"P0004", "assert_failure"},
});

constexpr std::string_view query_canceled = "57014";
constexpr std::string_view assert_failure = "P0004";

// A condition of three zeros stands for its class, whose first two characters it has.
bool is_class(std::string_view sqlstate) { return sqlstate.substr(2) == "000"; }

}  // namespace

std::string_view condition_name(std::string_view sqlstate) {
  const auto* found = std::ranges::find(conditions, sqlstate, &Condition::sqlstate);
  return found != conditions.end() ? found->name : std::string_view();
}

bool catches(std::string_view condition, std::string_view sqlstate) {
  if (condition == "others") return sqlstate != query_canceled && sqlstate != assert_failure;
  const auto* named = std::ranges::find(conditions, condition, &Condition::name);
  const std::string_view caught = named != conditions.end() ? named->sqlstate : condition;
  if (caught.size() != 5 || sqlstate.size() != 5) return false;
  return caught == sqlstate || (is_class(caught) && caught.substr(0, 2) == sqlstate.substr(0, 2));
}

std::string_view exists_sqlstate(const Action& action) {
  switch (action.kind) {
    case ObjectKind::table:
    case ObjectKind::index:
    case ObjectKind::sequence:
    case ObjectKind::view:
    case ObjectKind::materialized_view:
    case ObjectKind::foreign_table:
    case ObjectKind::inheritance:
      return "42P07";
    case ObjectKind::constraint: {
      const auto* constraint = action.as<ConstraintDefinition>();
      if (constraint == nullptr) return "42710";
      if (constraint->type == ConstraintType::primary_key) return "42P16";
      const bool index =
          constraint->type == ConstraintType::unique || constraint->type == ConstraintType::exclude;
      return index ? "42P07" : "42710";
    }
    case ObjectKind::function:
    case ObjectKind::procedure:
    case ObjectKind::aggregate:
    case ObjectKind::operator_:
      return "42723";
    case ObjectKind::column:
    case ObjectKind::attribute:
      return "42701";
    case ObjectKind::schema:
      return "42P06";
    case ObjectKind::database:
      return "42P04";
    case ObjectKind::text_search_configuration:
    case ObjectKind::text_search_dictionary:
    case ObjectKind::text_search_mapping:
    case ObjectKind::text_search_parser:
    case ObjectKind::text_search_template:
      return "23505";
    case ObjectKind::partition:
      return "42809";
    case ObjectKind::identity:
    case ObjectKind::extension_member:
      return "55000";
    default:
      return "42710";
  }
}

std::string_view missing_sqlstate(const Action& action) {
  switch (action.kind) {
    case ObjectKind::table:
    case ObjectKind::sequence:
    case ObjectKind::view:
    case ObjectKind::materialized_view:
    case ObjectKind::foreign_table:
    case ObjectKind::partition:
    case ObjectKind::inheritance:
      return "42P01";
    case ObjectKind::column:
    case ObjectKind::attribute:
      return "42703";
    case ObjectKind::function:
    case ObjectKind::procedure:
    case ObjectKind::routine:
    case ObjectKind::aggregate:
    case ObjectKind::operator_:
      return "42883";
    case ObjectKind::schema:
      return "3F000";
    case ObjectKind::database:
      return "3D000";
    case ObjectKind::identity:
    case ObjectKind::expression:
    case ObjectKind::extension_member:
      return "55000";
    case ObjectKind::typed_table:
      return "42809";
    case ObjectKind::enum_value:
      return action.verb == Verb::rename ? "22023" : "42704";
    default:
      return "42704";
  }
}

std::string_view failure_sqlstate(const Action& action) {
  return action.verb == Verb::create ? exists_sqlstate(action) : missing_sqlstate(action);
}

}  // namespace pgsettle
