// UP and DOWN parts of one script, as migration tools write them: apply runs only the UP part, or
// it would undo on each run what it has just done.
#pragma once

#include <cstddef>
#include <optional>
#include <string_view>

namespace pgsettle {

// Where the comment begins that starts the DOWN part: "-- migrate:down" (dbmate), "-- +goose Down",
// "-- +migrate Down" (sql-migrate), or "-- DOWN" behind an "-- UP"; in any case of letters.
// Comments inside statements and strings do not count.
std::optional<std::size_t> find_down_section(std::string_view text);

}  // namespace pgsettle
