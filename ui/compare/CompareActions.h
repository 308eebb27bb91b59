#pragma once

#include <QAction>
#include <QObject>
#include <map>

namespace metaspo {

/// What can be done with a comparison, as actions of menu, buttons and keys.
enum class CompareCommandId {
    Add,
    Clear,
    NextDifference,
    PreviousDifference,
    MakeBaseline,
    Remove,
    CopyText,
    CopyFinal
};

/// What decides which of them are possible.
struct CompareSituation
{
    bool isShown = false; ///< keys of a page that is not shown belong to others
    bool hasProject = false;
    int prompts = 0;
    bool hasCurrent = false; ///< a prompt beside the baseline
    bool hasEndedRun = false;
    bool operator==(const CompareSituation&) const = default;
};

bool isPossible(CompareCommandId command, const CompareSituation& situation);

class CompareActions : public QObject
{
    Q_OBJECT

public:
    explicit CompareActions(QObject* parent = nullptr);

    void show(const CompareSituation& situation);
    QAction* operator[](CompareCommandId command) const { return m_actions.at(command); }

Q_SIGNALS:
    void triggered(metaspo::CompareCommandId command);

private:
    void add(CompareCommandId command, const QString& text, const char* objectName, const char* iconName,
             const QList<QKeySequence>& keys, const QString& toolTip);

    std::map<CompareCommandId, QAction*> m_actions;
};

} // namespace metaspo
