#include "ui/run/LiveRuns.h"

namespace metaspo {

void LiveRuns::setProject(const std::shared_ptr<Project>& project)
{
    if (m_project) {
        m_project->disconnect(this);
        for (RunSession* session : m_project->liveRuns())
            session->disconnect(this);
    }
    m_project = project;
    m_progress.clear();
    if (project) {
        connect(project.get(), &Project::runsChanged, this, &LiveRuns::look);
        look();
    }
    Q_EMIT changed();
}

void LiveRuns::look()
{
    for (RunSession* session : m_project->liveRuns())
        if (!m_progress.contains(session->run()))
            watch(session);
}

void LiveRuns::watch(RunSession* session)
{
    const qint64 run = session->run();
    m_progress.insert(run, session->progress());
    connect(session, &RunSession::changed, this, [this, run](const RunChange& change) {
        const RunState before = std::exchange(m_progress[run], change.progress).state;
        if (before == RunState::Running && change.progress.state != RunState::Running)
            Q_EMIT halted(run, change.progress.state, change.progress.reason);
        Q_EMIT changed();
    });
    connect(session, &RunSession::ended, this, [this, run] { // its last change told how
        m_progress.remove(run);
        Q_EMIT changed();
    });
    Q_EMIT changed();
}

} // namespace metaspo
