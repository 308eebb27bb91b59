#pragma once

#include "ui/kit/Notice.h"
#include "ui/tasks/TaskActions.h"
#include "ui/tasks/document/TaskSession.h"

#include <QPointer>
#include <QWidget>

class QTabWidget;

namespace metaspo {

class ExampleForm;
class ExamplePanel;
class ProblemPanel;
class TaskForm;
class TaskHead;

/// One task: what it is, its examples, the selected example as a form and as the model sees it, its problems.
class TaskDetail : public QWidget
{
    Q_OBJECT

public:
    TaskDetail(const TaskActions& actions, QWidget* parent = nullptr);

    void setTask(TaskSession* session, TaskKey key); ///< null or 0: none
    TaskKey task() const { return m_key; }
    void setSplit(std::optional<Split> split);
    void reveal(int example); ///< -1: the task itself
    void editName();
    void takeNames(); ///< what is half typed counts
    ExamplePanel& examples() const { return *m_examples; }
    bool hasSelection() const;

    void replace();
    void divide();

Q_SIGNALS:
    void situationChanged(); ///< something else is selected
    void splitShown(std::optional<metaspo::Split> split);
    void failed(const metaspo::Error& error);
    void noticeRaised(const metaspo::Notice& notice);

private:
    enum Tab { ExampleTab, TaskTab, ProblemTab };

    QWidget* makeExamples(const TaskActions& actions);
    void connectParts();
    void showTask();
    const Task* content() const;
    void load();
    int revision() const;
    void edit(const TaskEdit& edit, const QString& what, TaskKey key, int revision);

    QPointer<TaskSession> m_session;
    TaskKey m_key = 0;
    std::optional<Split> m_wantedSplit; ///< until the examples are there
    int m_wantedExample = -1;
    TaskHead* m_head;
    ExamplePanel* m_examples;
    QTabWidget* m_tabs;
    ExampleForm* m_example;
    TaskForm* m_form;
    ProblemPanel* m_problems;
};

} // namespace metaspo
