#pragma once

#include "core/domain/RunSettings.h"

#include <QByteArray>

namespace metaspo {

/// As stored in run.settings_json: readable, every field by name. Reading ignores unknown fields and leaves missing
/// ones at their defaults.
QByteArray toJson(const RunSettings& settings);
RunSettings runSettingsFromJson(const QByteArray& json);

} // namespace metaspo
