#include "core/store/json/MetricJson.h"

#include "core/store/json/JsonFields.h"

namespace metaspo {

QByteArray toJson(const Metric& metric)
{
    JsonWriting fields;
    fields.named("kind", metric.kind);
    if (metric.tolerance != 0)
        fields.field("tolerance", metric.tolerance);
    if (!metric.judge.isEmpty())
        fields.field("judge", metric.judge);
    if (!metric.command.isEmpty())
        fields.field("command", metric.command);
    return fields.json();
}

Metric metricFromJson(const QByteArray& json)
{
    Metric metric;
    JsonReading fields(json);
    fields.named("kind", metric.kind);
    fields.field("tolerance", metric.tolerance);
    fields.field("judge", metric.judge);
    fields.field("command", metric.command);
    return metric;
}

} // namespace metaspo
