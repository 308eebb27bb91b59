#pragma once

#include "core/domain/Error.h"
#include "core/engine/CalibrationFile.h"
#include "core/engine/Connections.h"
#include "core/store/Reader.h"

namespace metaspo {

/// What a calibration asks of one task with these connections: the examples, drawn the same every time, and how many
/// answers of one that was interrupted are there. Fails on what would fail before the first call: no task, no
/// connection, a key that is known to be missing, a metric that needs a judge. Query thread; may read the user's files.
Result<CalibrationPlan> plannedCalibration(Reader& reader, const Connections& connections,
                                           const CalibrationRequest& request);

/// The record that a calibration of this plan begins with.
CalibrationRecord beginOf(const CalibrationPlan& plan);
QList<Message> messagesOf(const CalibrationPlan& plan, const CalibrationPlace& place);
/// As a run with the usual settings asks its base model.
CallParameters calibrationParameters();

} // namespace metaspo
