#pragma once

#include "ui/tasks/TaskActions.h"
#include "ui/tasks/document/TaskSession.h"

#include <QPointer>
#include <QWidget>

class QLabel;

namespace metaspo {

/// What task is shown, what runs keep of it, whether it is saved, and what can be done with it.
class TaskHead : public QWidget
{
    Q_OBJECT

public:
    TaskHead(const TaskActions& actions, QWidget* parent = nullptr);

    void setTask(TaskSession* session, TaskKey key);

private:
    void show();
    void showState();
    void showVersion();

    QPointer<TaskSession> m_session;
    TaskKey m_key = 0;
    QLabel* m_name = nullptr;
    QLabel* m_facts = nullptr;
    QLabel* m_version = nullptr;
    QLabel* m_state = nullptr;
};

} // namespace metaspo
