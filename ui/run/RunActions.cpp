#include "ui/run/RunActions.h"

#include "ui/kit/Icons.h"

namespace metaspo {

namespace {

bool canGoOn(const RunSituation& situation)
{
    switch (situation.state) {
    case RunState::Created:
    case RunState::Paused:
    case RunState::Failed:
    case RunState::Stopped:
    case RunState::Interrupted: return !situation.isRecorded;
    case RunState::Running:
    case RunState::Finished: break;
    }
    return false;
}

} // namespace

bool isPossible(RunCommandId command, const RunSituation& situation)
{
    if (command == RunCommandId::New)
        return situation.hasProject && !situation.isReadOnly;
    if (!situation.hasRun)
        return false;
    if (command == RunCommandId::Export)
        return true;
    if (command == RunCommandId::Compare)
        return situation.hasCandidate;
    if (situation.isReadOnly || situation.isStarting)
        return false;
    const bool isRunning = situation.state == RunState::Running;
    const bool canChange = !situation.isElsewhere && (canGoOn(situation) || (isRunning && situation.isLiveHere));
    const bool isHeld = situation.isLiveHere || situation.isElsewhere;
    const bool hasFuture = canGoOn(situation) || isRunning;
    switch (command) {
    case RunCommandId::Resume:
    case RunCommandId::StepCall:
    case RunCommandId::StepCandidate:
    case RunCommandId::StepLoop:
    case RunCommandId::StepIteration: return canGoOn(situation);
    case RunCommandId::RunTo: return canGoOn(situation) && situation.isPlaceAhead && !situation.isElsewhere;
    case RunCommandId::Pause: return isRunning && !situation.isPausing;
    case RunCommandId::Stop: return isRunning || (isHeld && situation.state == RunState::Paused);
    case RunCommandId::Breakpoint: return canChange && (situation.isPlaceAhead || situation.hasBreakpointThere);
    case RunCommandId::Limits: return canChange;
    case RunCommandId::Edit: return hasFuture && situation.hasCandidate;
    case RunCommandId::Write: return hasFuture;
    case RunCommandId::Insert: return hasFuture && situation.isPromptReady;
    case RunCommandId::Fork: return situation.isForkable && situation.state != RunState::Created;
    case RunCommandId::New:
    case RunCommandId::Compare:
    case RunCommandId::Export: break;
    }
    return true;
}

RunActions::RunActions(QObject* parent)
    : QObject(parent)
{
    add(RunCommandId::New, tr("&New run…"), "newRunAction", "add", QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_N),
        tr("Set up a new run; nothing is spent before Start"));
    add(RunCommandId::Resume, tr("&Continue"), "resumeAction", "run", QKeySequence(Qt::Key_F5),
        tr("Go on until a breakpoint or the end"));
    add(RunCommandId::Pause, tr("&Pause"), "pauseAction", "pause", QKeySequence(Qt::Key_F6),
        tr("Pause before the next call; calls in flight are finished and kept"));
    add(RunCommandId::Stop, tr("S&top"), "stopAction", "stop", QKeySequence(Qt::SHIFT | Qt::Key_F5),
        tr("Stop the run; everything paid for stays, and it can go on later"));
    add(RunCommandId::StepCall, tr("Step &into (next call)"), "stepIntoAction", "step-into", QKeySequence(Qt::Key_F11),
        tr("Make the next call, then pause"));
    add(RunCommandId::StepCandidate, tr("Step &over (next candidate)"), "stepOverAction", "step-over",
        QKeySequence(Qt::Key_F10), tr("Finish the candidate at work, then pause"));
    add(RunCommandId::StepLoop, tr("Step o&ut (end of the loop)"), "stepOutAction", "step-out",
        QKeySequence(Qt::SHIFT | Qt::Key_F11), tr("Finish the loop at work, then pause"));
    add(RunCommandId::StepIteration, tr("To the end of the i&teration"), "stepIterationAction", "step-iteration",
        QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_F10), tr("Finish the iteration at work, then pause"));
    add(RunCommandId::RunTo, tr("&Run to the chosen place"), "runToAction", "run-to",
        QKeySequence(Qt::CTRL | Qt::Key_F10),
        tr("Go on and pause before the loop or candidate that is chosen in the timeline or the tree"));
    add(RunCommandId::Breakpoint, tr("&Breakpoint at the chosen place"), "breakpointAction", "breakpoint",
        QKeySequence(Qt::Key_F9),
        tr("Pause whenever the chosen loop or candidate is about to be worked on, or no longer"));
    add(RunCommandId::Edit, tr("&Edit a copy of the candidate"), "editCopyAction", "edit", QKeySequence(Qt::Key_F2),
        tr("Change its text beside the incumbent; the copy becomes a candidate of its own"));
    add(RunCommandId::Write, tr("&Write a system prompt"), "writePromptAction", "new", {},
        tr("A candidate of your own, beside the incumbent"));
    add(RunCommandId::Insert, tr("&Insert into the run"), "insertAction", "add",
        QKeySequence(Qt::CTRL | Qt::Key_Return),
        tr("Put the prompt that is being written beside the proposals of the next loop of its kind"));
    add(RunCommandId::Limits, tr("&Limits…"), "limitsAction", "limits", {}, tr("Budget, calls, calls at once"));
    add(RunCommandId::Fork, tr("&Fork from here…"), "forkAction", "fork", {},
        tr("A new run that shares this one up to the chosen loop, free of charge, then goes its own way"));
    add(RunCommandId::Compare, tr("Co&mpare candidates"), "compareAction", "compare",
        QKeySequence(Qt::CTRL | Qt::Key_D),
        tr("Put the chosen candidates side by side; a single one beside the prompt it competes with"));
    add(RunCommandId::Export, tr("&Export…"), "exportRunAction", "export", QKeySequence(Qt::CTRL | Qt::Key_E),
        tr("Write the run's tables into a folder: CSV, TSV, Markdown, LaTeX or JSON Lines"));
    (*this)[RunCommandId::Pause]->setShortcuts({QKeySequence(Qt::Key_F6), QKeySequence(Qt::CTRL | Qt::Key_Pause)});
    show({});
}

void RunActions::add(RunCommandId command, const QString& text, const char* objectName, const char* iconName,
                     const QKeySequence& keys, const QString& toolTip)
{
    auto* action = new QAction(icon(QLatin1String(iconName)), text, this);
    action->setObjectName(QLatin1String(objectName));
    action->setShortcut(keys);
    action->setToolTip(toolTip); // the window adds the keys
    action->setStatusTip(toolTip);
    connect(action, &QAction::triggered, this, [this, command] { Q_EMIT triggered(command); });
    m_actions.emplace(command, action);
}

void RunActions::show(const RunSituation& situation)
{
    for (const auto& [command, action] : m_actions)
        action->setEnabled(isPossible(command, situation));
    const bool isNew = situation.hasRun && situation.state == RunState::Created;
    (*this)[RunCommandId::Resume]->setText(isNew ? tr("&Start") : tr("&Continue"));
}

} // namespace metaspo
