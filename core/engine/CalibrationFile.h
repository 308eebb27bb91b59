#pragma once

#include "core/engine/CalibrationRecord.h"

#include <QFile>
#include <QLockFile>
#include <memory>

namespace metaspo {

/// The calibrations of the user's connections: one file each, in a folder per endpoint under
/// $XDG_DATA_HOME/metaspo/calibrations, owner-only, never with a key and never part of a project file. Every answer is
/// appended and on the disk before the next one is looked at, so none that was paid for is lost with a kill. Any thread
/// but the main one; one thread per object.
class CalibrationFile
{
public:
    /// Begins a file, or goes on with the newest of the endpoint that asks the same and is not complete. Fails with
    /// FileBusy where another program has that one at work.
    static Result<std::unique_ptr<CalibrationFile>> open(const QByteArray& endpoint, const CalibrationRecord& begin);

    const CalibrationRecord& record() const { return m_record; } ///< with what was written since
    Result<void> sent(const CalibrationPlace& place);
    Result<void> answered(const CalibrationAnswer& answer);
    Result<void> failed(const CalibrationPlace& place, const Error& error, int possiblyPaid);

private:
    CalibrationFile(const QString& path, CalibrationRecord record);
    Result<void> write(const QByteArray& line, bool isPaid);

    QLockFile m_lock;
    QFile m_file;
    CalibrationRecord m_record;
};

/// What decides how an endpoint answers, as a digest: where it is, its model, and what is sent beside the messages. An
/// address that a managed local model has for the moment is not part of it.
QByteArray endpointDigest(const Connection& connection);
/// The newest calibration that came to its end; nothing if there is none.
std::optional<CalibrationRecord> newestCalibration(const QByteArray& endpoint);
/// The one that `CalibrationFile::open` would go on with.
std::optional<CalibrationRecord> unfinishedCalibration(const QByteArray& endpoint, const QByteArray& asks);

} // namespace metaspo
