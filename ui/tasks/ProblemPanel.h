#pragma once

#include "core/engine/TaskEditing.h"
#include "ui/kit/Notice.h"
#include "ui/kit/TableSource.h"
#include "ui/tasks/document/TaskDocument.h"

#include <QPointer>
#include <QTimer>
#include <QWidget>

class QHBoxLayout;
class QLabel;
class QListView;
class QPushButton;

namespace metaspo {

class ProblemModel;

/// What is wrong or doubtful about the task, found anew after every change, and buttons that put it right: each is one
/// command that can be undone.
class ProblemPanel : public QWidget
{
    Q_OBJECT

public:
    explicit ProblemPanel(QWidget* parent = nullptr);

    void setTask(TaskDocument* document, TaskKey key);
    void setEditable(bool isEditable);

Q_SIGNALS:
    void noticeRaised(const metaspo::Notice& notice);
    void checked(const QList<metaspo::FixableProblem>& problems);
    void examplesChosen(const QList<int>& indexes); ///< to be looked at
    void splitsRequested();                         ///< the splits are the problem

private:
    void checkSoon();
    TableSource source(const std::optional<QList<int>>& rows) const;
    void check();
    void show(const QList<FixableProblem>& problems);
    void showButtons();
    void apply(const TaskFix& fix);
    const TaskEntry* entry() const;

    QPointer<TaskDocument> m_document;
    TaskKey m_key = 0;
    bool m_isEditable = false;
    ProblemModel* m_problems;
    QListView* m_list = nullptr;
    QLabel* m_none = nullptr;
    QHBoxLayout* m_buttons = nullptr;
    QList<QPushButton*> m_made;
    QTimer m_soon;
    int m_edits = 0;          ///< an answer about what was before an edit is dropped
    bool m_isChecking = false; ///< one check at a time: large tasks take a while
    bool m_isStale = false;
};

} // namespace metaspo
