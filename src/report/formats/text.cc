// For a person: the lines for the scripts were printed as they finished, so only the sum is left.
#include "report/format.h"
#include "report/summary.h"

namespace pgsettle::formats {

extern const Format text{
    .id = "text",
    .summary = "lines for a person",
    .streams_scripts = true,
    .needs_times = false,
    .apply = [](const ApplyReport& report) { return summary(report.result); },
    .error = [](std::string_view, const Error&) { return std::string(); },
    .refusal = [](const RefusalReport&) { return std::string(); },
};

}  // namespace pgsettle::formats
