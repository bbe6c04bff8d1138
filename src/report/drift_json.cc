// The drift for programs.
#include "report/drift_report.h"
#include "report/json_document.h"
#include "report/printable.h"

namespace pgsettle {

std::string drift_json(const DriftReport& report) {
  Json document = json_head("drift");
  document["target"] = json_target(report.server);
  Json& list = document["differences"] = Json::array();
  std::size_t missing = 0;
  std::size_t extra = 0;
  for (const Difference& difference : report.differences) {
    Json json = json_object(difference.object());
    const bool both = difference.declared != nullptr && difference.found != nullptr;
    json["in"] = both ? "both" : (difference.found == nullptr ? "scripts" : "database");
    if (difference.found == nullptr) ++missing;
    if (difference.declared == nullptr) ++extra;
    Json& attributes = json["attributes"] = Json::array();
    for (const AttributeDifference& each : difference.attributes) {
      attributes.push_back({{"attribute", each.attribute},
                            {"scripts", json_text(each.declared)},
                            {"database", json_text(each.found)}});
    }
    list.push_back(std::move(json));
  }
  document["summary"] = {{"only_in_scripts", missing},
                         {"only_in_database", extra},
                         {"differ", report.differences.size() - missing - extra}};
  return document.text();
}

}  // namespace pgsettle
