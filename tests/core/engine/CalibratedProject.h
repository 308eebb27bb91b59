#pragma once

#include "tests/core/engine/ScriptedProject.h"

namespace metaspo {

/// How a calibration went, followed to its end.
struct Followed
{
    Result<CalibrationResult> result = failure(ErrorKind::Internal, QStringLiteral("It has not ended"));
    CalibrationProgress last;
    int ends = 0;
};

inline ServerScript calibratedScript(double flips = 0, double unreadable = 0)
{
    ServerScript script = ScriptedProject::usualScript();
    script.flips = flips;
    script.unreadable = unreadable;
    return script;
}

inline CalibrationPlan calibrationPlan(ScriptedProject& scripted, const QString& task = QStringLiteral("alpha"))
{
    const auto planned = waited(scripted.project->calibrationPlan({QStringLiteral("scripted"), task}));
    if (!planned)
        qWarning().noquote() << sentence(planned.error());
    return planned.value_or(CalibrationPlan());
}

inline Followed followed(Calibration& calibration, int cancelAt = -1)
{
    Followed seen;
    QObject context;
    QObject::connect(&calibration, &Calibration::progressed, &context, [&](const CalibrationProgress& progress) {
        seen.last = progress;
        if (cancelAt >= 0 && progress.answered >= cancelAt)
            calibration.cancel();
    });
    QObject::connect(&calibration, &Calibration::ended, &context, [&](const Result<CalibrationResult>& result) {
        seen.result = result;
        ++seen.ends;
    });
    [&] { QTRY_VERIFY_WITH_TIMEOUT(seen.ends > 0, ScriptedProject::patience); }();
    return seen;
}

inline Connection scriptedConnection(ScriptedProject& scripted)
{
    return scripted.workspace->connections().find(QStringLiteral("scripted")).value_or(Connection());
}

} // namespace metaspo
