#pragma once

#include "app/cli/Command.h"
#include "app/cli/Interruption.h"
#include "app/cli/RunNarration.h"
#include "core/engine/Project.h"

#include <QElapsedTimer>
#include <QEventLoop>
#include <QObject>

namespace metaspo {

class Terminal;

/// Follows a live run to where it ends or pauses, and tells about it on the way. The first Ctrl-C pauses it, the second
/// ends the program.
class RunFollower : public QObject
{
    Q_OBJECT

public:
    RunFollower(Terminal& terminal, Interruption& interruption, RunNarration narration);

    /// At once when the session is there: it may end soon.
    void attach(RunSession& session);
    /// Until the method's thread has ended. The session is gone after that.
    ExitCode follow();

private:
    void take(const RunChange& change);
    void pauseForGood();
    ExitCode told() const;

    Terminal& m_terminal;
    Interruption& m_interruption;
    RunNarration m_narration;
    QEventLoop m_loop;
    QElapsedTimer m_sinceHeartbeat;
    RunSession* m_session = nullptr; ///< null: has ended
    RunProgress m_last;
    bool m_isPausing = false;
    QString m_pauseReason;
};

/// Opens a stored run and follows it; the local model's loading is shown. At its end prints the results.
ExitCode runAndFollow(CommandContext& context, const std::shared_ptr<Project>& project, qint64 run,
                      const std::optional<RunLimits>& limits = {}, std::optional<Grain> firstStep = {});

} // namespace metaspo
