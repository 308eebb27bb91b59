#include "core/store/json/RunLimitsJson.h"

#include "core/store/json/JsonFields.h"

namespace metaspo {

namespace {

template <typename Fields, typename Limits>
void exchangeLimits(Fields& fields, Limits& limits)
{
    fields.field("width", limits.width);
    fields.field("budget_nano_dollars", limits.budgetNanoDollars);
    fields.field("maximum_calls", limits.maximumCalls);
    fields.field("breakpoints", limits.breakpoints);
}

} // namespace

QByteArray toJson(const RunLimits& limits)
{
    JsonWriting fields;
    exchangeLimits(fields, limits);
    return fields.json();
}

RunLimits runLimitsFromJson(const QByteArray& json)
{
    RunLimits limits;
    JsonReading fields(json);
    exchangeLimits(fields, limits);
    return limits;
}

} // namespace metaspo
