#pragma once

#include "core/engine/Project.h"

#include <QMap>
#include <QObject>

namespace metaspo {

/// Watches all runs of the open project that are at work in this process, whichever of them is shown. Main thread.
class LiveRuns : public QObject
{
    Q_OBJECT

public:
    using QObject::QObject;

    void setProject(const std::shared_ptr<Project>& project);
    /// As they are now, by their numbers. A paused run is live too.
    const QMap<qint64, RunProgress>& progress() const { return m_progress; }

Q_SIGNALS:
    void changed();
    /// It was at work and is not any more: it ended, was paused, or stopped at a breakpoint, a cap or a fault.
    void halted(qint64 run, metaspo::RunState state, const QString& reason);

private:
    void look();
    void watch(RunSession* session);

    std::shared_ptr<Project> m_project;
    QMap<qint64, RunProgress> m_progress;
};

} // namespace metaspo
