#include "ui/compare/CompareActions.h"

#include "ui/kit/Icons.h"

namespace metaspo {

bool isPossible(CompareCommandId command, const CompareSituation& situation)
{
    if (!situation.isShown || !situation.hasProject)
        return false;
    switch (command) {
    case CompareCommandId::Add: return true;
    case CompareCommandId::Clear:
    case CompareCommandId::CopyText: return situation.prompts > 0;
    case CompareCommandId::NextDifference:
    case CompareCommandId::PreviousDifference:
    case CompareCommandId::MakeBaseline:
    case CompareCommandId::Remove: return situation.hasCurrent;
    case CompareCommandId::CopyFinal: return situation.hasEndedRun;
    }
    return false;
}

CompareActions::CompareActions(QObject* parent)
    : QObject(parent)
{
    add(CompareCommandId::Add, tr("&Add prompts…"), "addPromptsAction", "add",
        {QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_D)}, tr("Choose prompts of any runs to put side by side"));
    add(CompareCommandId::Clear, tr("Start &anew"), "clearComparisonAction", "new", {},
        tr("Take all prompts out of the comparison; nothing is deleted"));
    add(CompareCommandId::NextDifference, tr("&Next difference"), "nextDifferenceAction", "down",
        {QKeySequence(Qt::Key_F8), QKeySequence(Qt::CTRL | Qt::Key_Down)},
        tr("To the next difference between the current prompt and the baseline"));
    add(CompareCommandId::PreviousDifference, tr("&Previous difference"), "previousDifferenceAction", "up",
        {QKeySequence(Qt::SHIFT | Qt::Key_F8), QKeySequence(Qt::CTRL | Qt::Key_Up)},
        tr("To the difference before"));
    add(CompareCommandId::MakeBaseline, tr("Make the current prompt the &baseline"), "makeBaselineAction", "pin",
        {QKeySequence(Qt::CTRL | Qt::Key_B)}, tr("Measure the others by the current prompt"));
    add(CompareCommandId::Remove, tr("Take the current prompt &out"), "removePromptAction", "close", {},
        tr("Take the current prompt out of the comparison; it is not deleted"));
    add(CompareCommandId::CopyText, tr("&Copy the current prompt's text"), "copyPromptAction", "copy",
        {QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_C)}, tr("The whole text, as it is"));
    add(CompareCommandId::CopyFinal, tr("Copy the &final prompt"), "copyFinalAction", "copy", {},
        tr("The system prompt that the run left behind"));
    show({});
}

void CompareActions::add(CompareCommandId command, const QString& text, const char* objectName, const char* iconName,
                         const QList<QKeySequence>& keys, const QString& toolTip)
{
    auto* action = new QAction(icon(QLatin1String(iconName)), text, this);
    action->setObjectName(QLatin1String(objectName));
    action->setShortcuts(keys);
    action->setToolTip(toolTip); // the window adds the keys
    action->setStatusTip(toolTip);
    connect(action, &QAction::triggered, this, [this, command] { Q_EMIT triggered(command); });
    m_actions.emplace(command, action);
}

void CompareActions::show(const CompareSituation& situation)
{
    for (const auto& [command, action] : m_actions)
        action->setEnabled(isPossible(command, situation));
}

} // namespace metaspo
