#pragma once

#include "core/domain/Task.h"

#include <QByteArray>

namespace metaspo {

/// As stored in task.metric_json.
QByteArray toJson(const Metric& metric);
Metric metricFromJson(const QByteArray& json);

} // namespace metaspo
