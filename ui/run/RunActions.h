#pragma once

#include "core/engine/RunProgress.h"

#include <QAction>
#include <QObject>
#include <map>

namespace metaspo {

/// What can be done with a run, as actions of menu, tool bar and keys.
enum class RunCommandId {
    New,
    Resume,
    Pause,
    Stop,
    StepCall,
    StepCandidate,
    StepLoop,
    StepIteration,
    RunTo,
    Breakpoint,
    Edit,
    Write,
    Insert,
    Limits,
    Fork,
    Compare,
    Export
};

/// What decides which of them are possible.
struct RunSituation
{
    bool hasProject = false;
    bool isReadOnly = false;
    bool hasRun = false;
    bool isLiveHere = false;
    bool isElsewhere = false; ///< another window or program has it: steered by commands that it obeys
    bool isPausing = false;
    bool isRecorded = false;
    RunState state = RunState::Created;
    bool isStarting = false; ///< asked for, not live yet
    bool isPlaceAhead = false;       ///< the loop or candidate that is chosen has not been worked on yet
    bool hasBreakpointThere = false; ///< at the chosen place
    bool isForkable = false;         ///< the run has come to the chosen loop: all before it can be shared
    bool hasCandidate = false;       ///< one is chosen
    bool isPromptReady = false;      ///< the editor holds a text that can be put into the run
    bool operator==(const RunSituation&) const = default;
};

bool isPossible(RunCommandId command, const RunSituation& situation);

/// The actions themselves; enabled by `show`. Their shortcuts are those of a debugger.
class RunActions : public QObject
{
    Q_OBJECT

public:
    explicit RunActions(QObject* parent = nullptr);

    void show(const RunSituation& situation);
    QAction* operator[](RunCommandId command) const { return m_actions.at(command); }

Q_SIGNALS:
    void triggered(metaspo::RunCommandId command);

private:
    void add(RunCommandId command, const QString& text, const char* objectName, const char* iconName,
             const QKeySequence& keys, const QString& toolTip);

    std::map<RunCommandId, QAction*> m_actions;
};

} // namespace metaspo
