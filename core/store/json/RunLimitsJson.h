#pragma once

#include "core/domain/RunSettings.h"

#include <QByteArray>

namespace metaspo {

/// As stored in run.limits_json; a limit that is not set is left out.
QByteArray toJson(const RunLimits& limits);
RunLimits runLimitsFromJson(const QByteArray& json);

} // namespace metaspo
