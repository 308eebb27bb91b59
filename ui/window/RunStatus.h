#pragma once

#include <QMap>
#include <QToolButton>

namespace metaspo {

class LiveRuns;
struct RunProgress;

/// What runs are at work, in the status bar of every page: calls, money, time left. A click leads to the run. Hidden
/// while none is.
class RunStatus : public QToolButton
{
    Q_OBJECT

public:
    explicit RunStatus(const LiveRuns& runs, QWidget* parent = nullptr);

Q_SIGNALS:
    void runWanted(qint64 run);

private:
    void showState();

    const LiveRuns& m_runs;
};

/// "▶ Run 3  ·  120 of about 400 calls  ·  $0.12 of $1.00  ·  about 3 min left"
QString runStatusText(const RunProgress& progress);

} // namespace metaspo
