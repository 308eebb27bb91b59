#pragma once

#include "core/engine/Breakpoint.h"
#include "core/engine/Project.h"
#include "ui/run/RunTree.h"

#include <QPointer>
#include <QSet>
#include <QTimer>

namespace metaspo {

/// Follows one run of the open project: what is in the file, and what a live session tells since. Old, live and resumed
/// runs look the same from here. Carries the steering commands to whoever owns the run. Main thread; nothing waits.
class RunFollower : public QObject
{
    Q_OBJECT

public:
    explicit RunFollower(QObject* parent = nullptr);

    void setProject(const std::shared_ptr<Project>& project);
    const std::shared_ptr<Project>& project() const { return m_project; }
    void follow(qint64 run); ///< 0: none

    qint64 run() const { return m_run; }
    const RunTree& tree() const { return m_tree; }
    const RunOverview& overview() const { return m_overview; }
    bool isLoaded() const { return m_overview.record.id == m_run && m_run != 0; }
    RunSession* session() const { return m_session; } ///< null: not live in this process
    /// Another window or program has it, at work or paused.
    bool isElsewhere() const { return m_isElsewhere && !m_session; }
    /// Of the live session, else as far as the file tells.
    RunProgress progress() const;
    bool isPausing() const { return m_isPausing; }
    bool isStarting() const { return m_opening.contains(m_run); } ///< asked for, not live yet
    const QSet<qint64>& starting() const { return m_opening; } ///< all runs of which that is true
    /// As they are now: what was set last, with the breakpoints' hits.
    RunLimits limits() const;
    QList<Breakpoint> breakpoints() const;
    /// While the run stands still: what it would do next. Nothing: it works, has ended, or that is being found out.
    const std::optional<NextStep>& nextStep() const { return m_next; }
    bool isLookingAhead() const { return m_place && !m_next && m_whyNoNext.isEmpty(); }
    const QString& whyNoNextStep() const { return m_whyNoNext; } ///< a sentence; empty: nothing is wrong

public Q_SLOTS:
    void resume();
    void pause();
    void stop();
    void step(metaspo::Grain grain);
    void runTo(const metaspo::Step& place);
    void setLimits(const metaspo::RunLimits& limits);
    void setBreakpoints(const QList<metaspo::Breakpoint>& breakpoints);
    void insert(const metaspo::Insertion& insertion);
    void read(); ///< the file again, soon and once

Q_SIGNALS:
    void treeChanged();
    void overviewRead();
    void progressChanged();
    void answersArrived();
    void logged(const QStringList& sentences);
    void ended(metaspo::RunState state, const QString& reason);
    /// It is in the file and waits for its loop; also of a run that was followed before.
    void inserted(const QString& runUuid, const metaspo::Insertion& insertion);
    void failed(const metaspo::Error& error); ///< also of a run that was followed before

private:
    void readNow();
    void discardReading();
    void makeTree(const RunOverview& overview);
    void accept(const RunOverview& overview, const RunTree& tree);
    void receive(const RunChange& change);
    void attach(RunSession* session);
    void open(const FirstStop& firstStop);
    void tellFailure(const Error& error, qint64 run);
    bool hasOtherOwner() const;
    void post(CommandKind kind, const QString& argument = {});
    void takeLimits(const RunLimits& limits, const QFuture<Result<void>>& written);
    void lookAhead();

    /// Where a run stands still. Another place: another next step.
    struct Place
    {
        qint64 run = 0;
        RunState state = RunState::Created;
        Step position;
        qint64 calls = 0;
        QString border;
        bool operator==(const Place&) const = default;
    };

    std::shared_ptr<Project> m_project;
    qint64 m_run = 0;
    RunOverview m_overview;
    RunTree m_tree;
    QList<Fact> m_liveFacts; ///< of this session, or of the last one until the file was read after it
    QPointer<RunSession> m_session;
    std::optional<RunLimits> m_limits; ///< on their way into the file; who opens the run now takes them along
    QSet<qint64> m_opening;            ///< runs of the project
    std::optional<Place> m_place;
    std::optional<NextStep> m_next;
    QString m_whyNoNext;
    QTimer m_soon;
    quint64 m_generation = 0; ///< of readings: older ones are not taken any more
    bool m_isReading = false;
    bool m_isStale = false;
    bool m_isPausing = false;
    bool m_isElsewhere = false;
};

} // namespace metaspo
